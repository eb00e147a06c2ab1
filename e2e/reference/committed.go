package reference

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/tenantry/tenantry/e2e/lab"
)

// fleetPaths are the parts of the checkout that belong to the fleet and not to the generator. The demonstration
// tenant's source is in the same repository.
func fleetPaths() []string {
	return []string{
		"clusters", "tenants", "infrastructure", "cmd/demo", ".schemas",
		".github/workflows/tenantry.yaml", ".github/workflows/tenantry-azure.yaml",
		".azure", ".gitattributes", ".sourceignore",
	}
}

// committedFiles reads the fleet's part of a checkout: the files that Git lists, as they are in the work tree.
func committedFiles(ctx context.Context, checkout string) (fstest.MapFS, error) {
	list := exec.CommandContext(ctx, "git", append([]string{"ls-files", "-z", "--"}, fleetPaths()...)...)
	list.Dir = checkout
	out, err := list.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("list the committed fleet: %w: %s", err, bytes.TrimSpace(exit.Stderr))
	}
	if err != nil {
		return nil, fmt.Errorf("list the committed fleet: %w", err)
	}
	files := fstest.MapFS{}
	for name := range strings.SplitSeq(strings.Trim(string(out), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(checkout, filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("read the committed fleet: %w", err)
		}
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	if files["clusters/fleet.yaml"] == nil {
		return nil, fmt.Errorf("read the committed fleet: %s has no clusters/fleet.yaml in Git", checkout)
	}
	return files, nil
}

// isInput says that people write the file.
func isInput(name string) bool {
	dir := path.Dir(name)
	return (dir == "clusters" || dir == "tenants") && (path.Ext(name) == ".yaml" || path.Ext(name) == ".bicep")
}

// hosts are what stands in a lab for the reference fleet's registries and forge.
type hosts struct {
	registry string
	fleet    string                         // the fleet's own repository
	clone    func(repository string) string // any other repository
}

// tenantRepository is how the reference fleet's tenants name the repository that they deploy from.
var tenantRepository = regexp.MustCompile(`https://dev\.azure\.com/acme/([a-z0-9-]+)/_git/deploy`)

// withLocalHosts replaces hosts in one file that people write. Which forge it is follows from the host everywhere
// else, and the charts come from registries that no file names.
func withLocalHosts(data []byte, at hosts) []byte {
	text := strings.ReplaceAll(string(data), "oci://acmefleet.azurecr.io/", "oci://"+at.registry+"/")
	text = strings.ReplaceAll(text, "registries: [acmefleet.azurecr.io]",
		fmt.Sprintf("registries: [%q]\n  charts: {registry: %q}\n  forge: gitea", at.registry, at.registry))
	text = strings.ReplaceAll(text, "https://dev.azure.com/acme/platform/_git/fleet", at.fleet)
	return []byte(tenantRepository.ReplaceAllStringFunc(text, func(url string) string {
		return at.clone(tenantRepository.FindStringSubmatch(url)[1])
	}))
}

// hostLine is a line in which hosts, provider and insecure stand.
var hostLine = regexp.MustCompile(
	`^\s*(- )?(url|provider|insecure|git|oci|source|forge|charts|registries|repository):`)

// forAzure says that no cluster applies a file: its hosts stand within longer texts, and nothing here reads it.
func forAzure(name string) bool {
	return strings.HasPrefix(name, "infrastructure/azure/") || path.Base(name) == "azure.bicep"
}

// foreignDifferences names the files that differ between two fleets in other lines than those, of what clusters apply.
func foreignDifferences(committed, local fstest.MapFS) []string {
	keep := func(data []byte) []string {
		return slices.DeleteFunc(strings.Split(string(data), "\n"), hostLine.MatchString)
	}
	var out []string
	for name, file := range local {
		was, ok := committed[name]
		switch {
		case !ok:
			out = append(out, name+" is not committed")
		case !slices.Equal(keep(was.Data), keep(file.Data)):
			out = append(out, name)
		}
	}
	for name := range committed {
		if _, ok := local[name]; !ok {
			out = append(out, name+" is not rendered")
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(out, func(line string) bool {
		name, _, _ := strings.Cut(line, " ")
		return forAzure(name)
	})
}

// folder reads all files below a folder.
func folder(dir string) (map[string][]byte, error) {
	stored, err := lab.Rewrite(os.DirFS(dir), func(_ string, data []byte) []byte { return data })
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for name, file := range stored {
		out[name] = file.Data
	}
	return out, nil
}
