// Package repo reads and writes the Git repository that a fleet lives in.
//
// It gives the files of any commit as an [fs.FS], names what differs between
// the work tree and the commit that is checked out, and writes commits into
// Git's object store without touching the work tree, the index or any branch
// that it was not told to move. It fetches and pushes over HTTP with a token,
// and over what else Git knows (file and SSH URLs) with what Git has there.
//
// It is the only package that knows go-git. Hooks of the repository are not
// run and commits are not signed: the forge checks what arrives.
//
// A Repo is used from one goroutine; only the file systems that
// [Repo.Files] returns may be read from several.
package repo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
)

// ErrNotRepository says that a folder is in no Git repository.
var ErrNotRepository = errors.New("no Git repository here or above")

// ErrNoRevision says that no commit has the given name.
var ErrNoRevision = errors.New("no such commit")

// ErrShallow says that an answer needs history that a shallow clone leaves
// out. [Repo.Fetch] brings it, as a clone with full history does.
var ErrShallow = errors.New("the clone is shallow: fetch the whole history")

// Hash names a commit or a tree: forty hexadecimal digits. The empty Hash is
// none: no commit yet, no common ancestor, no branch of that name.
type Hash string

// Repo is an open repository with a work tree.
type Repo struct {
	git    *git.Repository
	root   string      // the work tree
	gitDir string      // what belongs to this work tree: HEAD and the index
	common string      // what linked work trees share: branches, objects, configuration
	mu     *sync.Mutex // guards objects, since go-git's store is not safe for several readers
}

// Open opens the repository whose work tree is dir. A linked work tree is as
// good as the main one. The error wraps [ErrNotRepository] where there is none;
// a folder inside a repository is an error that names the repository's root.
func Open(dir string) (*Repo, error) {
	abs, err := realPath(dir)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	options := &git.PlainOpenOptions{DetectDotGit: true, EnableDotGitCommonDir: true}
	g, err := git.PlainOpenWithOptions(abs, options)
	if errors.Is(err, git.ErrRepositoryNotExists) {
		return nil, fmt.Errorf("open %s: %w", dir, ErrNotRepository)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	tree, err := g.Worktree()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	root := tree.Filesystem.Root()
	if !sameFile(root, abs) {
		return nil, fmt.Errorf("open %s: a fleet is the root of its Git repository, which is %s here", dir, root)
	}
	store, ok := g.Storer.(*filesystem.Storage)
	if !ok {
		return nil, fmt.Errorf("open %s: the repository is not on a disk", dir)
	}
	if g, err = keepOpen(store, tree); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	gitDir := store.Filesystem().Root()
	return &Repo{git: g, root: root, gitDir: gitDir, common: commonDir(gitDir), mu: new(sync.Mutex)}, nil
}

// keepOpen opens a repository once more so that a pack stays open between two
// objects, which halves the time to read all files of a commit.
func keepOpen(store *filesystem.Storage, tree *git.Worktree) (*git.Repository, error) {
	options := filesystem.Options{KeepDescriptors: true}
	fast := filesystem.NewStorageWithOptions(store.Filesystem(), cache.NewObjectLRUDefault(), options)
	return git.Open(fast, tree.Filesystem)
}

// Root is the absolute path of the work tree.
func (r *Repo) Root() string { return r.root }

// Resolve returns the commit that a revision means: a branch, a tag, a
// remote's branch ("origin/main"), a hash or its beginning, or one of these
// with ~ or ^. The error wraps [ErrNoRevision] when there is none.
func (r *Repo) Resolve(revision string) (Hash, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	h, err := r.git.ResolveRevision(plumbing.Revision(revision))
	switch {
	case errors.Is(err, plumbing.ErrReferenceNotFound), errors.Is(err, plumbing.ErrObjectNotFound):
		return "", fmt.Errorf("resolve %q: %w", revision, ErrNoRevision)
	case err != nil:
		return "", fmt.Errorf("resolve %q: %w", revision, err)
	}
	if _, err := r.git.CommitObject(*h); err != nil {
		return "", fmt.Errorf("resolve %q: %w", revision, ErrNoRevision)
	}
	return fromGit(*h), nil
}

// Branch is the branch that is checked out, without "refs/heads/"; it may have
// no commit yet. It is empty when a commit is checked out instead of a branch.
func (r *Repo) Branch() (string, error) {
	head, err := r.git.Storer.Reference(plumbing.HEAD)
	if err != nil {
		return "", fmt.Errorf("read HEAD: %w", err)
	}
	if head.Type() != plumbing.SymbolicReference {
		return "", nil
	}
	return head.Target().Short(), nil
}

func toGit(h Hash) plumbing.Hash { return plumbing.NewHash(string(h)) }

func fromGit(h plumbing.Hash) Hash {
	if h.IsZero() {
		return ""
	}
	return Hash(h.String())
}

// realPath makes a path absolute and free of links, as Git reports its root.
func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// commonDir follows the file in which a linked work tree names the folder that
// it shares with the main one (gitrepository-layout(5), "commondir").
func commonDir(gitDir string) string {
	text, err := os.ReadFile(filepath.Join(gitDir, "commondir"))
	if err != nil {
		return gitDir
	}
	dir := filepath.FromSlash(strings.TrimSpace(string(text)))
	if filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(gitDir, dir)
}
