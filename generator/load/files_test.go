package load_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
)

func TestLoadReadsRegularYAMLFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fleettest.Repo("contoso")); err != nil {
		t.Fatal(err)
	}
	write := func(p, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, p), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("tenants/README.md", "about the tenants")
	write("tenants/.gitkeep", "")
	write("tenants/fabrikam.yml", "x")
	write("tenants/a\nb.yaml", "x")
	write("tenants/\xff.yaml", "x")
	write("tenants/notes.txt", "x")
	write("tenants/tailspin.yaml~", "x")
	if err := os.MkdirAll(filepath.Join(dir, "tenants/contoso/base"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("tenants/contoso/base/x.yaml", "not: [read")
	if err := os.Symlink("contoso.yaml", filepath.Join(dir, "tenants/woodgrove.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/", filepath.Join(dir, "tenants/root")); err != nil {
		t.Fatal(err)
	}
	files, got, err := load.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	extension := func(file string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: file}, Code: "file-extension", Message: "this file is not read: its name ends in neither .yaml nor .bicep",
			Fix: "give it the extension .yaml, or move it out of this folder",
		}
	}
	link := func(file string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: file}, Code: "not-a-file", Message: "only regular files are read here, and this is none",
			Fix: "replace it with a copy of the file that it stands for",
		}
	}
	name := func(file string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: file}, Code: "bad-name", Message: "the file's name holds a character that no name may hold",
			Fix: "rename it: a-z, 0-9 and - are usable, and the extension is .yaml",
		}
	}
	want := diag.List{
		name(`tenants/\xff.yaml`),
		name(`tenants/a\nb.yaml`),
		{
			Pos: diag.Pos{File: "tenants/fabrikam.yml"}, Code: "file-extension", Message: "this file is not read: its name ends in .yml",
			Fix: "rename it to tenants/fabrikam.yaml",
		},
		extension("tenants/notes.txt"), link("tenants/root"), extension("tenants/tailspin.yaml~"), link("tenants/woodgrove.yaml"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(files.Tenants) != 1 || !files.TenantsIncomplete || files.ClustersIncomplete {
		t.Errorf("%d tenants, incomplete %v, clusters incomplete %v", len(files.Tenants), files.TenantsIncomplete,
			files.ClustersIncomplete)
	}
}

func TestLoadReportsEveryFileInOneRunSortedByPlace(t *testing.T) {
	t.Parallel()
	found := find(t, map[string]string{
		"clusters/prod-weu.yaml": "kind: Cluster\n",
		"clusters/fleet.yaml":    "",
		"clusters/x.txt":         "x",
		"tenants/zeta.yaml":      "[",
		"tenants/alpha.yaml":     fleettest.TenantFile("beta", "shared-1"),
		contoso:                  tenant(t, "  plan:", "  pln: 1"),
	})
	var got []string
	for _, f := range found {
		got = append(got, f.Pos.String()+" "+string(f.Code))
	}
	want := []string{
		"clusters/fleet.yaml no-fleet",
		"clusters/prod-weu.yaml:1:1 wrong-kind",
		"clusters/x.txt file-extension",
		"tenants/alpha.yaml:4:9 name-differs",
		"tenants/contoso.yaml:6:3 missing-field",
		"tenants/contoso.yaml:6:3 unknown-field",
		"tenants/zeta.yaml:1:1 yaml-syntax",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestLoadSaysThatThereIsNoFleet(t *testing.T) {
	t.Parallel()
	none := diag.Finding{
		Pos: diag.Pos{File: "clusters/fleet.yaml"}, Code: "no-fleet", Message: "there is no fleet file",
		Fix: `run "tenantry init" in an empty folder, or pass the repository's folder with -C`,
	}
	files, found, err := load.Load(fstest.MapFS{})
	if err != nil || files.Fleet != nil {
		t.Fatal(files.Fleet, err)
	}
	if diff := cmp.Diff(diag.List{none}, found); diff != "" {
		t.Errorf("an empty folder (-want +got):\n%s", diff)
	}
	// What explains why there is none is said instead.
	yml := fleettest.With(fleettest.Repo("contoso"), map[string]string{"clusters/fleet.yaml": "", "clusters/fleet.yml": "x"})
	_, found, err = load.Load(yml)
	if err != nil || len(found) != 1 || found[0].Code != "file-extension" {
		t.Errorf("findings %v, error %v", found, err)
	}
	// The fleet's name is free; a tenant that is called fleet is not.
	text := fleettest.TenantFile("contoso", "shared-1")
	found = find(t, map[string]string{"tenants/fleet.yaml": text})
	if len(found) != 1 || found[0].Code != "name-differs" {
		t.Errorf("tenants/fleet.yaml with another name: %v", found)
	}
}

// brokenFS is a repository that cannot be read at one place.
type brokenFS struct {
	fs.FS
	path string
}

var errBroken = errors.New("the disk is broken")

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.path {
		return nil, errBroken
	}
	return b.FS.Open(name)
}

func TestLoadGivesAnErrorForWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	for p, want := range map[string]string{
		"tenants":              "list tenants: the disk is broken",
		"clusters":             "list clusters: the disk is broken",
		contoso:                "read tenants/contoso.yaml: the disk is broken",
		"clusters/fleet.yaml":  "read clusters/fleet.yaml: the disk is broken",
		"somewhere/else/alone": "",
	} {
		_, _, err := load.Load(brokenFS{fleettest.Repo("contoso"), p})
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", p, err)
		case want != "" && (err == nil || err.Error() != want || !errors.Is(err, errBroken)):
			t.Errorf("%s: error %v, want %s", p, err, want)
		}
	}
}
