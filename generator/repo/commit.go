package repo

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/memory"
)

// Commit is a commit to be written.
type Commit struct {
	Tree    Hash   // what [Repo.WriteTree] returned
	Parents []Hash // none for a first commit, two for a merge
	Message string
	Author  Identity
	When    time.Time
}

// Tree returns the hash of a commit's files. Two commits with the same one
// hold the same files, byte for byte.
func (r *Repo) Tree(commit Hash) (Hash, error) {
	h, err := r.treeOf(commit)
	return fromGit(h), err
}

// WriteTree stores the files of a commit with changes applied to them, and
// returns their hash. Only folders with a change are written again. A new file
// has mode 100644, a changed one keeps its mode; deleting what is not there is
// no change. An empty base stands for no files at all. The work tree, the index
// and all branches stay as they are.
func (r *Repo) WriteTree(base Hash, changes []Change) (Hash, error) {
	root, err := r.treeOf(base)
	if err != nil {
		return "", fmt.Errorf("write tree: %w", err)
	}
	edits := &edit{}
	for _, c := range changes {
		if err := edits.add(c); err != nil {
			return "", fmt.Errorf("write tree: %w", err)
		}
	}
	w := &treeWriter{repo: r, fresh: memory.NewStorage()}
	h, err := w.rewrite(root, edits)
	if err == nil && h.IsZero() { // nothing is left, which Git stores as an empty tree
		h, err = w.storeTree(nil)
	}
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return "", fmt.Errorf("write tree: %w", err)
	}
	return fromGit(h), nil
}

// WriteCommit stores a commit and returns its hash. The same commit always has
// the same hash. No branch points to it until [Repo.SetBranch] or [Repo.Push].
func (r *Repo) WriteCommit(c Commit) (Hash, error) {
	signature := object.Signature{Name: plain(c.Author.Name), Email: plain(c.Author.Email), When: c.When}
	commit := &object.Commit{
		Author:    signature,
		Committer: signature,
		Message:   strings.TrimRight(c.Message, "\n") + "\n",
		TreeHash:  toGit(c.Tree),
	}
	for _, p := range c.Parents {
		commit.ParentHashes = append(commit.ParentHashes, toGit(p))
	}
	w := &treeWriter{repo: r, fresh: memory.NewStorage()}
	o := w.fresh.NewEncodedObject()
	if err := commit.Encode(o); err != nil {
		return "", fmt.Errorf("write commit: %w", err)
	}
	h, err := w.store(o)
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return "", fmt.Errorf("write commit: %w", err)
	}
	return fromGit(h), nil
}

// plain drops what would end a name early in a commit's header.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if c < ' ' || c == '<' || c == '>' {
			return -1
		}
		return c
	}, s))
}
