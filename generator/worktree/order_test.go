package worktree_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/worktree"
)

// recorder notes what it is asked to do, as "<what> <path below the root>".
type recorder struct {
	worktree.System
	batch bool
	root  string
	mu    *sync.Mutex
	log   *[]string
}

func (r recorder) note(what, name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	rel, err := filepath.Rel(r.root, name)
	if err != nil {
		rel = name
	}
	*r.log = append(*r.log, what+" "+filepath.ToSlash(rel))
}

func (r recorder) Batch(int) bool { return r.batch }

func (r recorder) Write(f *os.File, data []byte) error {
	r.note("write", f.Name())
	return r.System.Write(f, data)
}

func (r recorder) Sync(f *os.File) error {
	r.note("sync", f.Name())
	return r.System.Sync(f)
}

func (r recorder) SyncAll(*os.File) error {
	r.note("sync", r.root)
	return nil
}

func (r recorder) Rename(d *os.Root, from, to string) error {
	r.note("rename", filepath.Join(d.Name(), to))
	return r.System.Rename(d, from, to)
}

func (r recorder) Remove(d *os.Root, name string) error {
	r.note("delete", filepath.Join(d.Name(), name))
	return r.System.Remove(d, name)
}

// recorded applies a small change set and returns what was done, in order.
func recorded(t *testing.T, batch bool) []string {
	t.Helper()
	root := t.TempDir()
	put(t, root, files{"tenants/old/k.yaml": "gone", "clusters/c/flux/a.yaml": "old"})
	var log []string
	on := recorder{batch: batch, root: root, mu: &sync.Mutex{}, log: &log}
	want := files{"tenants/new/k.yaml": "new", "clusters/c/flux/a.yaml": "new"}
	if _, err := worktree.ApplyOn(t.Context(), on, root, want.tree(t), nil); err != nil {
		t.Fatal(err)
	}
	return log
}

func TestContentIsOnTheMediumBeforeItsNameAndDeletingIsLast(t *testing.T) {
	t.Parallel()
	log := recorded(t, false)
	order := func(before, after string) {
		b, a := slices.Index(log, before), slices.Index(log, after)
		if b < 0 || a < b {
			t.Errorf("want %q before %q in\n%s", before, after, strings.Join(log, "\n"))
		}
	}
	for _, path := range []string{"tenants/new/k.yaml", "clusters/c/flux/a.yaml"} {
		order("write "+path+".tenantry-tmp", "sync "+path+".tenantry-tmp")
		for _, renamed := range []string{"tenants/new/k.yaml", "clusters/c/flux/a.yaml"} {
			order("sync "+path+".tenantry-tmp", "rename "+renamed)
		}
		order("rename "+path, "delete tenants/old/k.yaml")
	}
	// every folder that stays and in which a name came or went
	order("rename clusters/c/flux/a.yaml", "sync clusters/c/flux")
	order("rename tenants/new/k.yaml", "sync tenants/new")
	order("delete tenants/old/k.yaml", "sync tenants")
}

func TestABatchIsSyncedOnceBeforeTheFirstRenameAndOnceAtTheEnd(t *testing.T) {
	t.Parallel()
	log := recorded(t, true)
	kinds := make([]string, len(log))
	for i, line := range log {
		kinds[i], _, _ = strings.Cut(line, " ")
	}
	want := []string{"write", "write", "sync", "rename", "rename", "delete", "sync"}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("%s\n%s", diff, strings.Join(log, "\n"))
	}
}
