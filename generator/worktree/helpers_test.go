package worktree_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/generator/worktree"
)

// files is content by slash-separated path. In a snapshot a folder that holds
// nothing ends with a slash and a symbolic link has its target after "-> ".
type files map[string]string

func (f files) tree(tb testing.TB) *tree.Tree {
	tb.Helper()
	out, err := treeOf(f)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func treeOf(f files) (*tree.Tree, error) {
	out := &tree.Tree{}
	for path, data := range f {
		if err := out.Add(path, tree.File{Data: []byte(data)}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// with returns f and, in place of what it has already, others.
func (f files) with(others ...files) files {
	out := files{}
	for _, o := range append([]files{f}, others...) {
		maps.Copy(out, o)
	}
	return out
}

// put writes files as a person would.
func put(tb testing.TB, root string, f files) {
	tb.Helper()
	for path, data := range f {
		name := filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// snapshot reads everything below root.
func snapshot(tb testing.TB, root string) files {
	tb.Helper()
	out := files{}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		path := filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			inside, err := os.ReadDir(name)
			if len(inside) == 0 && path != "." {
				out[path+"/"] = ""
			}
			return err
		case e.Type() == fs.ModeSymlink:
			target, err := os.Readlink(name)
			out[path] = "-> " + target
			return err
		case !e.Type().IsRegular():
			out[path] = e.Type().String()
			return nil
		}
		data, err := os.ReadFile(name)
		out[path] = string(data)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// unsynced is a disk that is not asked to be durable: what a test reads again at
// once does not depend on it, and thousands of syncs would take their time.
type unsynced struct{ worktree.System }

func (unsynced) Batch(int) bool         { return false }
func (unsynced) Sync(*os.File) error    { return nil }
func (unsynced) SyncAll(*os.File) error { return nil }

// apply makes root equal to want.
func apply(tb testing.TB, root string, want files) []worktree.Change {
	tb.Helper()
	changes, err := worktree.ApplyOn(tb.Context(), unsynced{}, root, want.tree(tb), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return changes
}
