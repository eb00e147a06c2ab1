package repo

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// ErrBranchMoved says that a branch is not where the caller last saw it.
var ErrBranchMoved = errors.New("the branch has moved meanwhile")

// SetBranch lets a local branch point to a commit. From is where the branch is
// now, and empty when it must be new; if that is not so, nothing happens and the
// error wraps [ErrBranchMoved]. The work tree is never touched. If the branch is
// checked out here, the index follows, so that Git compares the work tree with
// the new commit; a branch that is checked out in another work tree is refused.
func (r *Repo) SetBranch(branch string, to, from Hash) error {
	name := plumbing.NewBranchReferenceName(branch)
	if err := name.Validate(); err != nil {
		return fmt.Errorf("set branch %q: %w", branch, err)
	}
	if place := r.checkedOutElsewhere(name); place != "" {
		return fmt.Errorf("set branch %s: it is checked out in %s", branch, place)
	}
	if _, err := r.commit(to); err != nil {
		return fmt.Errorf("set branch %s: %w", branch, err)
	}
	current, err := r.Branch()
	if err == nil && current == branch {
		_, err = r.git.Storer.Index() // an index that cannot be read could not follow
	}
	if err != nil {
		return fmt.Errorf("set branch %s: %w", branch, err)
	}
	if err := r.moveRef(name, to, from); err != nil {
		return fmt.Errorf("set branch %s: %w", branch, err)
	}
	if current == branch {
		if err := r.moveIndex(from, to); err != nil {
			return fmt.Errorf("set branch %s: follow with the index: %w", branch, err)
		}
	}
	return nil
}

// moveRef replaces the file of a branch by Git's own protocol: whoever creates
// the .lock beside it may write, and a rename makes it true.
func (r *Repo) moveRef(name plumbing.ReferenceName, to, from Hash) error {
	file := filepath.Join(r.common, filepath.FromSlash(name.String()))
	return replaceLocked(file, func(w io.Writer) error {
		now, err := r.git.Storer.Reference(name)
		switch {
		case errors.Is(err, plumbing.ErrReferenceNotFound):
			now = plumbing.NewHashReference(name, plumbing.ZeroHash)
		case err != nil:
			return err
		}
		if fromGit(now.Hash()) != from {
			return ErrBranchMoved
		}
		_, err = fmt.Fprintln(w, to)
		return err
	})
}

// checkedOutElsewhere returns the other work tree in which a branch is checked
// out, or "".
func (r *Repo) checkedOutElsewhere(name plumbing.ReferenceName) string {
	places, _ := filepath.Glob(filepath.Join(r.common, "worktrees", "*")) // the pattern is sound
	for _, gitDir := range append(places, r.common) {
		if sameFile(gitDir, r.gitDir) {
			continue
		}
		head, err := os.ReadFile(filepath.Join(gitDir, "HEAD"))
		if err != nil || strings.TrimSpace(string(head)) != "ref: "+name.String() {
			continue
		}
		if tree, err := os.ReadFile(filepath.Join(gitDir, "gitdir")); err == nil {
			return filepath.Dir(strings.TrimSpace(string(tree)))
		}
		return filepath.Dir(gitDir)
	}
	return ""
}

// moveIndex makes the index say what the new commit says, for the files in
// which the two commits differ. Their recorded times are zero, so that Git looks
// at the files again instead of trusting what it saw before.
func (r *Repo) moveIndex(from, to Hash) error {
	before, err := r.treeOf(from)
	if err != nil {
		return err
	}
	after, err := r.treeOf(to)
	if err != nil {
		return err
	}
	changed := make(map[string]object.TreeEntry)
	err = r.diff("", before, after, func(p string, _, y object.TreeEntry) error {
		changed[p] = y
		return nil
	})
	if err != nil || len(changed) == 0 {
		return err
	}
	return replaceLocked(filepath.Join(r.gitDir, "index"), func(w io.Writer) error {
		idx, err := r.git.Storer.Index()
		if err != nil {
			return err
		}
		return index.NewEncoder(w).Encode(edited(idx, changed))
	})
}

func edited(idx *index.Index, changed map[string]object.TreeEntry) *index.Index {
	out := &index.Index{Version: idx.Version}
	for _, e := range idx.Entries {
		if _, differs := changed[e.Name]; !differs {
			out.Entries = append(out.Entries, e)
		}
	}
	for p, e := range changed {
		if isFile(e) {
			mode := e.Mode
			if mode == filemode.Deprecated {
				mode = filemode.Regular
			}
			out.Entries = append(out.Entries, &index.Entry{Name: p, Hash: e.Hash, Mode: mode, ModifiedAt: time.Unix(0, 0)})
		}
	}
	return out
}

// replaceLocked writes a file of the repository anew: to a lock file that keeps
// Git out, synced, then renamed over the old one. On any error the old one stays.
func replaceLocked(file string, write func(io.Writer) error) (err error) {
	lock := file + ".lock"
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	out, err := os.OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("another Git command is at work (if none is, delete %s): %w", lock, err)
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(lock))
		}
	}()
	if err := errors.Join(write(out), out.Sync(), out.Close()); err != nil {
		return err
	}
	return os.Rename(lock, file)
}
