package repo

import (
	"errors"
	"fmt"
	"io"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// commit reads a commit. The error wraps [ErrNoRevision] when it is not here.
func (r *Repo) commit(h Hash) (*object.Commit, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := r.git.CommitObject(toGit(h))
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return nil, fmt.Errorf("read commit %s: %w", h, ErrNoRevision)
	}
	if err != nil {
		return nil, fmt.Errorf("read commit %s: %w", h, err)
	}
	return c, nil
}

// treeOf returns the tree of a commit, and the zero hash for no commit.
func (r *Repo) treeOf(commit Hash) (plumbing.Hash, error) {
	if commit == "" {
		return plumbing.ZeroHash, nil
	}
	c, err := r.commit(commit)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	return c.TreeHash, nil
}

// entries lists one folder's files and folders in Git's order; the zero hash
// is an empty folder.
func (r *Repo) entries(tree plumbing.Hash) ([]object.TreeEntry, error) {
	if tree.IsZero() {
		return nil, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	t, err := object.GetTree(r.git.Storer, tree)
	if err != nil {
		return nil, fmt.Errorf("read tree %s: %w", tree, err)
	}
	return t.Entries, nil
}

// byName is entries by name.
func (r *Repo) byName(tree plumbing.Hash) (map[string]object.TreeEntry, error) {
	list, err := r.entries(tree)
	if err != nil {
		return nil, err
	}
	named := make(map[string]object.TreeEntry, len(list))
	for _, e := range list {
		named[e.Name] = e
	}
	return named, nil
}

// blob reads the content of a file.
func (r *Repo) blob(h plumbing.Hash) (content []byte, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	o, err := r.git.Storer.EncodedObject(plumbing.BlobObject, h)
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", h, err)
	}
	in, err := o.Reader()
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", h, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	content = make([]byte, o.Size())
	if _, err := io.ReadFull(in, content); err != nil {
		return nil, fmt.Errorf("read blob %s: %w", h, err)
	}
	return content, nil
}

// blobSize is the length of a file in bytes.
func (r *Repo) blobSize(h plumbing.Hash) (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	size, err := r.git.Storer.EncodedObjectSize(h)
	if err != nil {
		return 0, fmt.Errorf("measure blob %s: %w", h, err)
	}
	return size, nil
}

// has reports whether an object is stored here.
func (r *Repo) has(h plumbing.Hash) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.git.Storer.HasEncodedObject(h) == nil
}

func isFolder(e object.TreeEntry) bool { return e.Mode == filemode.Dir }

// isFile leaves out folders, other repositories (submodules), and the zero
// entry that stands for "not there".
func isFile(e object.TreeEntry) bool {
	switch e.Mode {
	case filemode.Regular, filemode.Executable, filemode.Deprecated, filemode.Symlink:
		return true
	default:
		return false
	}
}
