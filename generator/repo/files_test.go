package repo_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestFilesIsAFileSystem(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{
		"clusters/fleet.yaml":                     "kind: Fleet\n",
		"clusters/prod-weu/flux/crds.yaml":        "x",
		"clusters/prod-weu/flux/.gitkeep":         "",
		"clusters/prod-weu.yaml":                  "sorts between a folder's name and its slash",
		"tenants/contoso/base/namespace.yaml":     "kind: Namespace\n",
		"tenants/contoso/base/kustomization.yaml": "kind: Kustomization\n",
		"tenants/contoso.yaml":                    "kind: Tenant\n",
	})
	r := open(t, dir)
	fsys, err := r.Files(resolve(t, r, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(fsys, "clusters/fleet.yaml", "clusters/prod-weu/flux/.gitkeep",
		"tenants/contoso/base/namespace.yaml"); err != nil {
		t.Error(err)
	}
	sub, err := fs.Sub(fsys, "tenants")
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(sub, "contoso.yaml"); err != nil {
		t.Error(err)
	}
}

func TestFilesAreThoseOfTheCommitAndNotOfTheDisk(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/contoso.yaml": "old", "gone.yaml": "was here"})
	if err := os.Remove(filepath.Join(dir, "gone.yaml")); err != nil {
		t.Fatal(err)
	}
	commitAll(t, dir, map[string]string{"tenants/contoso.yaml": "new"}, "second")
	write(t, dir, map[string]string{"tenants/contoso.yaml": "dirty", "tenants/fabrikam.yaml": "untracked"})
	git(t, dir, "gc", "-q") // from packs, as after a clone
	r := open(t, dir)
	got := map[string]string{}
	for _, revision := range []string{"HEAD", "HEAD~1"} {
		fsys, err := r.Files(resolve(t, r, revision))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"tenants/contoso.yaml", "gone.yaml", "tenants/fabrikam.yaml"} {
			text, err := fs.ReadFile(fsys, p)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				got[revision+":"+p] = "not there"
			case err != nil:
				t.Error(err)
			default:
				got[revision+":"+p] = string(text)
			}
		}
	}
	want := map[string]string{
		"HEAD:tenants/contoso.yaml": "new", "HEAD:gone.yaml": "not there", "HEAD:tenants/fabrikam.yaml": "not there",
		"HEAD~1:tenants/contoso.yaml": "old", "HEAD~1:gone.yaml": "was here",
		"HEAD~1:tenants/fabrikam.yaml": "not there",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestFilesNeverFollowsASymbolicLink(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a.yaml": "a"})
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "b.yaml")); err != nil {
		t.Fatal(err)
	}
	commitAll(t, dir, nil, "link")
	r := open(t, dir)
	fsys, err := r.Files(resolve(t, r, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(fsys, "b.yaml"); err == nil {
		t.Errorf("read %q through a link", text)
	}
	if _, err := fsys.Open("b.yaml/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("below a link: %v", err)
	}
	stat, err := fs.Stat(fsys, "b.yaml")
	if err != nil || stat.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is listed as %v, %v", stat, err)
	}
}

func TestFilesMayBeReadFromSeveralGoroutines(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 100 {
		files["tenants/t"+strconv.Itoa(i)+"/base/namespace.yaml"] = strconv.Itoa(i)
	}
	dir := newRepo(t, files)
	git(t, dir, "gc", "-q")
	r := open(t, dir)
	fsys, err := r.Files(resolve(t, r, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for p, want := range files {
				if text, err := fs.ReadFile(fsys, p); err != nil || string(text) != want {
					t.Errorf("%s: %q, %v", p, text, err)
				}
			}
		})
	}
	wait.Wait()
}
