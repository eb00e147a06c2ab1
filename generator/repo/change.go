package repo

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Op is what happens to a file.
type Op string

// The three things that happen to a file. A renamed file is deleted and created.
const (
	Create Op = "create"
	Update Op = "update"
	Delete Op = "delete"
)

// Change is one file that differs between two states of the repository.
type Change struct {
	Path   string // slash-separated, from the root
	Op     Op
	Before []byte // nil when the file is created
	After  []byte // nil when the file is deleted
}

// Changes lists, by path, the files that differ between two commits and that
// keep wants, with their contents. Only folders that differ are read, and only
// kept files are loaded. An empty from stands for no files at all.
func (r *Repo) Changes(from, to Hash, keep func(path string) bool) ([]Change, error) {
	before, err := r.treeOf(from)
	if err != nil {
		return nil, fmt.Errorf("compare commits: %w", err)
	}
	after, err := r.treeOf(to)
	if err != nil {
		return nil, fmt.Errorf("compare commits: %w", err)
	}
	var found []Change
	err = r.diff("", before, after, func(p string, x, y object.TreeEntry) error {
		if !keep(p) {
			return nil
		}
		c, err := r.change(p, x, y)
		found = append(found, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("compare commits: %w", err)
	}
	slices.SortFunc(found, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return found, nil
}

func (r *Repo) change(p string, before, after object.TreeEntry) (Change, error) {
	c := Change{Path: p, Op: Update}
	var err error
	if isFile(before) {
		if c.Before, err = r.blob(before.Hash); err != nil {
			return c, err
		}
	} else {
		c.Op = Create
	}
	if isFile(after) {
		if c.After, err = r.blob(after.Hash); err != nil {
			return c, err
		}
	} else {
		c.Op = Delete
	}
	return c, nil
}

// diff visits each file that differs between two trees, without looking into
// folders that are equal. A missing side is the zero entry.
func (r *Repo) diff(
	prefix string, a, b plumbing.Hash, visit func(p string, x, y object.TreeEntry) error,
) error {
	if a == b {
		return nil
	}
	before, err := r.byName(a)
	if err != nil {
		return err
	}
	after, err := r.byName(b)
	if err != nil {
		return err
	}
	names := slices.Collect(maps.Keys(after))
	for name := range before {
		if _, both := after[name]; !both {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		x, y, p := before[name], after[name], path.Join(prefix, name)
		if x.Hash == y.Hash && x.Mode == y.Mode {
			continue
		}
		if isFile(x) || isFile(y) {
			if err := visit(p, x, y); err != nil {
				return err
			}
		}
		if err := r.diff(p, folderHash(x), folderHash(y), visit); err != nil {
			return err
		}
	}
	return nil
}

func folderHash(e object.TreeEntry) plumbing.Hash {
	if isFolder(e) {
		return e.Hash
	}
	return plumbing.ZeroHash
}

// MergeBase returns the commit from which two histories parted, and the empty
// Hash when they share nothing. Of several (after merges in both directions) it
// is the newest. The error wraps [ErrShallow] when history is missing here.
func (r *Repo) MergeBase(a, b Hash) (Hash, error) {
	x, err := r.commit(a)
	if err != nil {
		return "", fmt.Errorf("merge base: %w", err)
	}
	y, err := r.commit(b)
	if err != nil {
		return "", fmt.Errorf("merge base: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	bases, err := x.MergeBase(y)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return "", fmt.Errorf("merge base of %s and %s: %w", a, b, ErrShallow)
	}
	if err != nil {
		return "", fmt.Errorf("merge base of %s and %s: %w", a, b, err)
	}
	if len(bases) == 0 {
		return "", nil
	}
	newest := slices.MaxFunc(bases, func(p, q *object.Commit) int {
		return cmp.Or(p.Committer.When.Compare(q.Committer.When), cmp.Compare(p.Hash.String(), q.Hash.String()))
	})
	return fromGit(newest.Hash), nil
}
