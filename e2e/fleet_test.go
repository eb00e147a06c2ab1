package e2e_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/lab"
)

// fleetUnderTest is the committed reference fleet with the lab's hosts in the place of real ones.
type fleetUnderTest struct {
	program string // the generator, built from this checkout
	files   fstest.MapFS
	tenants []tenant
}

// tenant is what the lab must know of one tenant to play Azure and the tenant's team.
type tenant struct {
	Name   string
	Shard  string // folder of azure-outputs
	OCI    string // repository path and tag in the registry
	Git    string // repository on the forge, without the organisation
	Branch string
	Path   string
	Pool   bool
}

// referenceFleet takes the committed fleet, replaces hosts in the files that people write, and renders it with the
// program. What the render then says must differ from what is committed in nothing but hosts, provider and insecure.
func referenceFleet(ctx context.Context, t *testing.T, l *lab.Lab) *fleetUnderTest {
	t.Helper()
	f := &fleetUnderTest{program: buildProgram(ctx, t)}
	committed := committedFiles(ctx, t)
	local := fstest.MapFS{}
	for name, file := range committed {
		local[name] = &fstest.MapFile{Data: file.Data, Mode: 0o644}
		if isInput(name) {
			local[name].Data = withLocalHosts(name, file.Data, l)
		}
	}
	dir := filepath.Join(t.TempDir(), "fleet")
	if err := os.CopyFS(dir, local); err != nil {
		t.Fatal(err)
	}
	f.run(ctx, t, dir, "render", "--quiet")
	f.files = readFolder(t, dir)
	for _, problem := range foreignDifferences(committed, f.files) {
		t.Errorf("the lab's fleet differs from the committed one in more than hosts, provider and insecure: %s", problem)
	}
	f.tenants = tenantsOf(t, f.files)
	return f
}

func isInput(name string) bool {
	dir := filepath.Dir(name)
	return (dir == "clusters" || dir == "tenants") && strings.HasSuffix(name, ".yaml")
}

// withLocalHosts replaces hosts in one file that people write.
func withLocalHosts(name string, data []byte, l *lab.Lab) []byte {
	text := string(data)
	text = strings.ReplaceAll(text, "acmefleet.azurecr.io/tenants", l.Registry.Host+"/tenants")
	text = strings.ReplaceAll(text, "registries: [acmefleet.azurecr.io]",
		fmt.Sprintf("registries: [%q]\n  charts: {registry: %q}\n  forge: gitea", l.Registry.Host, l.Registry.Host))
	text = strings.ReplaceAll(text, "https://dev.azure.com/acme/platform/_git/fleet", l.FleetURL())
	text = regexp.MustCompile(`https://dev\.azure\.com/acme/([a-z0-9-]+)/_git/deploy`).
		ReplaceAllStringFunc(text, func(url string) string {
			return l.Forge.CloneURL(strings.Split(url, "/")[4])
		})
	return []byte(text)
}

// regexpTag is where a tenant's file names the tag that it follows.
var regexpTag = regexp.MustCompile(`tag: [a-z0-9.-]+`)

// hostLine is a line in which only hosts, provider and insecure may differ.
var hostLine = regexp.MustCompile(`(^\s*(- )?(url|provider|insecure|git|oci|source|forge|charts|registries|repository):)|\{oci: |\{git: `)

// foreignDifferences names the lines that differ between two fleets and may not.
func foreignDifferences(committed, local fstest.MapFS) []string {
	var out []string
	for name, file := range local {
		was, ok := committed[name]
		if !ok {
			out = append(out, name+" is not committed")
			continue
		}
		if bytes.Equal(was.Data, file.Data) {
			continue
		}
		keep := func(data []byte) []string {
			return slices.DeleteFunc(strings.Split(string(data), "\n"), hostLine.MatchString)
		}
		if !slices.Equal(keep(was.Data), keep(file.Data)) {
			out = append(out, name)
		}
	}
	for name := range committed {
		if _, ok := local[name]; !ok {
			out = append(out, name+" is not rendered")
		}
	}
	slices.Sort(out)
	return out
}

// committedFiles reads the fleet's part of this checkout, as Git has it listed.
func committedFiles(ctx context.Context, t *testing.T) fstest.MapFS {
	t.Helper()
	cmd := exec.CommandContext(ctx, "git", "ls-files", "-z", "--", "clusters", "tenants", "infrastructure", "cmd/demo",
		".schemas", ".github/workflows/tenantry.yaml", ".azure", ".gitattributes", ".sourceignore")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("list the committed fleet: %v", err)
	}
	files := fstest.MapFS{}
	for name := range strings.SplitSeq(strings.Trim(string(out), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	if len(files) < 100 {
		t.Fatalf("only %d files of the fleet are committed", len(files))
	}
	return files
}

func buildProgram(ctx context.Context, t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tenantry")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/tenantry")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build tenantry: %v\n%s", err, out)
	}
	return program
}

// run runs the program in a folder and returns what it printed.
func (f *fleetUnderTest) run(ctx context.Context, t *testing.T, dir string, args ...string) string {
	t.Helper()
	return runIn(ctx, t, dir, nil, f.program, args...)
}

func runIn(ctx context.Context, t *testing.T, dir string, env []string, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(program), strings.Join(args, " "), err, out)
	}
	return string(out)
}

func readFolder(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	out, err := lab.Rewrite(os.DirFS(dir), func(_ string, data []byte) []byte { return data })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tenantsOf reads the tenants from their files, and their shards from what was rendered.
func tenantsOf(t *testing.T, files fs.FS) []tenant {
	t.Helper()
	names, err := fs.Glob(files, "tenants/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out []tenant
	for _, name := range names {
		var doc struct {
			Metadata struct{ Name string }
			Spec     struct {
				Plan   string
				Source struct{ OCI, Git, Tag, Branch, Path string }
			}
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		source := doc.Spec.Source
		one := tenant{
			Name: doc.Metadata.Name, Branch: source.Branch, Path: strings.TrimPrefix(source.Path, "./"),
			Shard: shardOf(t, files, doc.Metadata.Name), Pool: doc.Spec.Plan == "premium",
		}
		if source.OCI != "" {
			_, repository, _ := strings.Cut(strings.TrimPrefix(source.OCI, "oci://"), "/")
			one.OCI = repository + ":" + source.Tag
		} else {
			one.Git = strings.TrimSuffix(source.Git[strings.LastIndex(source.Git, "/")+1:], ".git")
		}
		out = append(out, one)
	}
	return out
}

// shardOf reads which ConfigMap a tenant's Kustomization takes its values from, as the Azure deployment knows it.
func shardOf(t *testing.T, files fs.FS, tenant string) string {
	t.Helper()
	data, err := fs.ReadFile(files, "clusters/"+primary+"/flux/tenant-"+tenant+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`name: azure-outputs-(\d+)`).FindSubmatch(data)
	if m == nil {
		t.Fatalf("tenant %s reads no outputs", tenant)
	}
	return "tenants-" + string(m[1])
}

// pools are the nodes that Azure gives to tenants with nodes of their own.
func pools(tenants ...string) []lab.Node {
	var out []lab.Node
	for _, t := range tenants {
		out = append(out, lab.Node{
			Name:   "aks-" + t + "-1",
			Labels: map[string]string{"tenantry.dev/pool": t, corev1.LabelTopologyZone: "1"},
			Taints: []corev1.Taint{{Key: "tenantry.dev/pool", Value: t, Effect: corev1.TaintEffectNoSchedule}},
		})
	}
	return out
}

// clientID is a GUID that stays the same for a name.
func clientID(name string) string {
	h := fmt.Sprintf("%x", sha256.Sum256([]byte(name)))
	return strings.Join([]string{h[:8], h[8:12], "4" + h[13:16], "8" + h[17:20], h[20:32]}, "-")
}

// pushSources plays the tenants' teams: each one's artifact or repository holds the demonstration application's
// manifests. The fleet's own repository is one of them, so it is pushed elsewhere.
func (f *fleetUnderTest) pushSources(ctx context.Context, t *testing.T, l *lab.Lab) {
	t.Helper()
	for _, one := range f.tenants {
		f.pushSource(ctx, t, l, one)
	}
}

func (f *fleetUnderTest) pushSource(ctx context.Context, t *testing.T, l *lab.Lab, one tenant) {
	t.Helper()
	workload := files(t, os.DirFS("../cmd/demo/deploy"))
	switch {
	case one.OCI != "":
		if _, err := l.Registry.PushManifests(ctx, one.OCI, workload); err != nil {
			t.Fatal(err)
		}
	case one.Git != lab.FleetSource:
		repository := fstest.MapFS{}
		for name, data := range workload {
			repository[filepath.Join(one.Path, name)] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
		if _, err := l.Forge.Push(ctx, one.Git, repository, "deploy"); err != nil {
			t.Fatal(err)
		}
		f.nameBranch(ctx, t, l, one)
	}
}

// nameBranch gives a tenant's repository the branch that its file follows.
func (f *fleetUnderTest) nameBranch(ctx context.Context, t *testing.T, l *lab.Lab, one tenant) {
	t.Helper()
	if one.Branch == "main" || one.Branch == "" {
		return
	}
	body := map[string]string{"new_branch_name": one.Branch, "old_branch_name": "main"}
	if err := l.Forge.API(ctx, "POST", "repos/acme/"+one.Git+"/branches", body, nil); err != nil {
		t.Fatal(err)
	}
}

// outputs are what Azure hands over for the platform, or for one shard of tenants.
func (f *fleetUnderTest) outputs() map[string]map[string]string {
	out := map[string]map[string]string{"platform": {
		"alb_controller_client_id": clientID("alb"), "cert_manager_client_id": clientID("cert-manager"),
	}}
	for i := range 8 {
		out[fmt.Sprintf("tenants-%d", i)] = map[string]string{}
	}
	for _, one := range f.tenants {
		out[one.Shard]["t_"+strings.ReplaceAll(one.Name, "-", "_")+"_client_id"] = clientID(one.Name)
	}
	return out
}

// deploy does to a cluster what the Azure deployment does: the root, and the outputs.
func (f *fleetUnderTest) deploy(ctx context.Context, l *lab.Lab, cluster string) error {
	c := l.Cluster(cluster)
	if err := c.ApplyRoot(ctx, lab.Root{URL: l.FleetURL()}); err != nil {
		return err
	}
	return f.handOver(ctx, c)
}

// handOver hands the outputs to a cluster.
func (f *fleetUnderTest) handOver(ctx context.Context, c *lab.Cluster) error {
	for folder, values := range f.outputs() {
		if err := c.ApplyOutputs(ctx, folder, values); err != nil {
			return err
		}
	}
	return nil
}

// everything is what Ready means: Flux at the commit, Deployments available, gateways and routes at their generation.
func everything(commit string) []lab.Check {
	return []lab.Check{lab.FluxReady(commit), lab.DeploymentsAvailable, lab.RoutesAccepted, lab.GatewaysProgrammed}
}
