package repo

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Scope says where [Repo.Dirty] looks. Both functions get slash-separated paths
// of files and folders, from the root; nil means never.
type Scope struct {
	// Skip leaves out a file, or a folder with all that is in it.
	Skip func(path string) bool
	// Input marks files that are always compared by content, and that are
	// reported even if Git ignores them.
	Input func(path string) bool
}

// Dirty lists, by path and without contents, the files of the work tree that
// differ from the commit that is checked out, whether staged or not. New files
// that Git ignores are left out, unless they are inputs. Links are compared as
// links and never followed. A folder that is a repository of its own is one
// path that ends in a slash.
//
// It reads only what the index does not already vouch for, by size and time, so
// that its cost is the number of files that are not skipped.
func (r *Repo) Dirty(scope Scope) ([]Change, error) {
	w := &walk{repo: r, skip: orNever(scope.Skip), input: orNever(scope.Input)}
	if err := w.prepare(); err != nil {
		return nil, fmt.Errorf("compare the work tree: %w", err)
	}
	if err := w.folder("", w.ignoreEverywhere(), false); err != nil {
		return nil, fmt.Errorf("compare the work tree: %w", err)
	}
	for p := range w.tracked { // what the walk has not met
		w.add(p, Delete)
	}
	slices.SortFunc(w.found, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return w.found, nil
}

func orNever(f func(string) bool) func(string) bool {
	if f == nil {
		return func(string) bool { return false }
	}
	return f
}

// walk compares one work tree with its commit.
type walk struct {
	repo        *Repo
	skip, input func(string) bool
	executable  bool                        // whether the disk knows which files are programs
	tracked     map[string]object.TreeEntry // the commit's files that are not met yet
	holds       map[string]bool             // folders with tracked files
	modules     map[string]bool             // folders that the commit knows as other repositories
	index       map[string]*index.Entry
	indexed     index.Index
	found       []Change
}

func (w *walk) add(p string, op Op) { w.found = append(w.found, Change{Path: p, Op: op}) }

func (w *walk) prepare() error {
	w.tracked, w.holds = make(map[string]object.TreeEntry), make(map[string]bool)
	w.modules, w.index = make(map[string]bool), make(map[string]*index.Entry)
	c, err := w.repo.git.Config()
	if err != nil {
		return err
	}
	w.executable = c.Raw.Section("core").Option("filemode") != "false"
	if head, err := w.repo.git.Head(); err == nil {
		tree, err := w.repo.treeOf(fromGit(head.Hash()))
		if err != nil {
			return err
		}
		if err := w.collect("", tree); err != nil {
			return err
		}
	}
	if idx, err := w.repo.git.Storer.Index(); err == nil { // without one, all is compared by content
		w.indexed = *idx
		for _, e := range idx.Entries {
			if e.Stage == 0 {
				w.index[e.Name] = e
			}
		}
	}
	return nil
}

// collect lists the files of a tree that are not skipped.
func (w *walk) collect(prefix string, tree plumbing.Hash) error {
	entries, err := w.repo.entries(tree)
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := path.Join(prefix, e.Name)
		switch {
		case w.skip(p):
		case isFolder(e):
			if err := w.collect(p, e.Hash); err != nil {
				return err
			}
		case e.Mode == filemode.Submodule:
			w.modules[p] = true
		default:
			w.tracked[p] = e
			for dir := prefix; dir != "" && dir != "." && !w.holds[dir]; dir = path.Dir(dir) {
				w.holds[dir] = true
			}
		}
	}
	return nil
}

// folder compares what is on disk in one folder. Ignored is set below a folder
// that Git ignores.
func (w *walk) folder(dir string, patterns []gitignore.Pattern, ignored bool) error {
	list, err := os.ReadDir(w.disk(dir))
	if err != nil {
		return err
	}
	patterns = append(slices.Clip(patterns), readIgnore(w.disk(path.Join(dir, ".gitignore")), split(dir))...)
	matcher := gitignore.NewMatcher(patterns)
	for _, d := range list {
		p := path.Join(dir, d.Name())
		if d.Name() == ".git" || w.skip(p) || w.modules[p] {
			continue
		}
		out := ignored || matcher.Match(split(p), d.IsDir())
		if d.IsDir() {
			err = w.enter(p, patterns, out)
		} else {
			err = w.file(p, d, out)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) enter(p string, patterns []gitignore.Pattern, ignored bool) error {
	if _, err := os.Lstat(filepath.Join(w.disk(p), ".git")); err == nil && !w.holds[p] {
		if !ignored {
			w.add(p+"/", Create)
		}
		return nil
	}
	if ignored && !w.holds[p] && !w.input(p) {
		return nil
	}
	return w.folder(p, patterns, ignored)
}

func (w *walk) file(p string, d fs.DirEntry, ignored bool) error {
	if t := d.Type(); !t.IsRegular() && t&fs.ModeSymlink == 0 {
		return nil // a pipe, a socket, a device: nothing that Git stores
	}
	entry, tracked := w.tracked[p]
	if !tracked {
		if !ignored || w.input(p) {
			w.add(p, Create)
		}
		return nil
	}
	delete(w.tracked, p)
	same, err := w.same(p, d, entry)
	if err == nil && !same {
		w.add(p, Update)
	}
	return err
}

// same compares a file with its entry in the commit: by kind, by what the index
// saw when it last looked, else by size and content.
func (w *walk) same(p string, d fs.DirEntry, entry object.TreeEntry) (bool, error) {
	stat, err := d.Info()
	if err != nil {
		return false, err
	}
	link := stat.Mode()&fs.ModeSymlink != 0
	if link != (entry.Mode == filemode.Symlink) {
		return false, nil
	}
	if w.executable && !link && (stat.Mode()&0o100 != 0) != (entry.Mode == filemode.Executable) {
		return false, nil
	}
	if i := w.index[p]; i != nil && !w.input(p) && i.Hash == entry.Hash && i.Mode == entry.Mode &&
		int64(i.Size) == stat.Size() && i.ModifiedAt.Equal(stat.ModTime()) && i.ModifiedAt.Before(w.indexed.ModTime) {
		return true, nil
	}
	size, err := w.repo.blobSize(entry.Hash)
	if err != nil || size != stat.Size() {
		return false, err
	}
	content, err := readDisk(w.disk(p), link)
	return err == nil && plumbing.ComputeHash(plumbing.BlobObject, content) == entry.Hash, err
}

func readDisk(file string, link bool) ([]byte, error) {
	if !link {
		return os.ReadFile(file)
	}
	target, err := os.Readlink(file)
	return []byte(filepath.ToSlash(target)), err
}

func (w *walk) disk(p string) string { return filepath.Join(w.repo.root, filepath.FromSlash(p)) }

func split(p string) []string {
	if p == "" {
		return nil
	}
	return strings.Split(p, "/")
}
