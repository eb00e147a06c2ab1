package repo

import (
	"container/heap"
	"errors"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Who can reach a commit.
const (
	byTip uint8 = 1 << iota
	byKnown
)

// reach lists, children before parents, the commits that tip reaches and none of known does.
// It walks both histories from the newest commit to the oldest and stops where
// only commonly known commits are left, so that its cost is what is new. Commits
// that are not stored here are taken as known. A wrong clock can only make the
// list longer.
func (r *Repo) reach(tip plumbing.Hash, known []plumbing.Hash) ([]*object.Commit, error) {
	w := &reachWalk{repo: r, marks: make(map[plumbing.Hash]uint8)}
	if err := w.mark(tip, byTip); err != nil {
		return nil, err
	}
	for _, h := range known {
		if err := w.mark(h, byKnown); err != nil {
			return nil, err
		}
	}
	var met []*object.Commit
	for slices.ContainsFunc(w.queue, func(c *object.Commit) bool { return w.marks[c.Hash]&byKnown == 0 }) {
		c, ok := heap.Pop(&w.queue).(*object.Commit)
		if !ok {
			return nil, errors.New("walk commits: the queue holds something else")
		}
		met = append(met, c)
		for _, p := range c.ParentHashes {
			if err := w.mark(p, w.marks[c.Hash]); err != nil {
				return nil, err
			}
		}
	}
	return slices.DeleteFunc(met, func(c *object.Commit) bool { return w.marks[c.Hash] != byTip }), nil
}

type reachWalk struct {
	repo  *Repo
	marks map[plumbing.Hash]uint8
	queue byAge
}

// mark notes who reaches a commit, and queues it when that is news.
func (w *reachWalk) mark(h plumbing.Hash, by uint8) error {
	if w.marks[h]|by == w.marks[h] {
		return nil
	}
	c, err := w.repo.commit(fromGit(h))
	if errors.Is(err, ErrNoRevision) {
		return nil // not here, or a tag: nothing can be concluded from it
	}
	if err != nil {
		return err
	}
	w.marks[h] |= by
	heap.Push(&w.queue, c)
	return nil
}

// byAge is a heap with the newest commit first.
type byAge []*object.Commit

func (q byAge) Len() int           { return len(q) }
func (q byAge) Less(i, j int) bool { return q[i].Committer.When.After(q[j].Committer.When) }
func (q byAge) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *byAge) Push(c any)        { *q = append(*q, c.(*object.Commit)) } //nolint:forcetypeassert // heap's contract
func (q *byAge) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// objectsOf lists the given commits with those of their folders and files that
// their parents do not have in the same place.
func (r *Repo) objectsOf(commits []*object.Commit) ([]plumbing.Hash, error) {
	w := &objectWalk{repo: r, seen: make(map[plumbing.Hash]bool)}
	for _, c := range slices.Backward(commits) {
		var bases []plumbing.Hash
		for _, p := range c.ParentHashes {
			if parent, err := r.commit(fromGit(p)); err == nil {
				bases = append(bases, parent.TreeHash)
			}
		}
		w.add(c.Hash)
		if err := w.folder(c.TreeHash, bases); err != nil {
			return nil, err
		}
	}
	return w.list, nil
}

type objectWalk struct {
	repo *Repo
	seen map[plumbing.Hash]bool
	list []plumbing.Hash
}

func (w *objectWalk) add(h plumbing.Hash) {
	if !w.seen[h] {
		w.seen[h] = true
		w.list = append(w.list, h)
	}
}

func (w *objectWalk) folder(tree plumbing.Hash, bases []plumbing.Hash) error {
	if w.seen[tree] || slices.Contains(bases, tree) {
		return nil
	}
	w.add(tree)
	entries, err := w.repo.entries(tree)
	if err != nil {
		return err
	}
	there := make([]map[string]object.TreeEntry, len(bases))
	for i, b := range bases {
		if there[i], err = w.repo.byName(b); err != nil {
			return err
		}
	}
	for _, e := range entries {
		var folders []plumbing.Hash
		same := false
		for _, base := range there {
			old := base[e.Name]
			same = same || old.Hash == e.Hash
			if isFolder(old) {
				folders = append(folders, old.Hash)
			}
		}
		switch {
		case same:
		case isFolder(e):
			if err := w.folder(e.Hash, folders); err != nil {
				return err
			}
		case isFile(e):
			w.add(e.Hash)
		}
	}
	return nil
}
