package repo_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/repo"
)

func TestACommitIsWhatGitWouldHaveWritten(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{
		"run.sh": "#!/bin/sh\n", "tenants/contoso.yaml": "1", "tenants/gone/base/x.yaml": "x",
		"a": "", "a.b": "", "a0": "", // Git sorts the folder a/ between a.b and a0
	})
	git(t, dir, "update-index", "--chmod=+x", "run.sh")
	git(t, dir, "commit", "-q", "-m", "executable")
	r := open(t, dir)
	parent := resolve(t, r, "HEAD")
	got := commit(t, r, "tenant/contoso: add\n\nBody.\n", []repo.Change{
		put("run.sh", "#!/bin/sh\nexit 0\n"), put("tenants/contoso.yaml", "2"),
		put("tenants/contoso/base/namespace.yaml", "kind: Namespace\n"), put("tenants/contoso.d/x", "y"),
		remove("tenants/gone/base/x.yaml"), remove("never/was/there"), remove("a"), put("a/b", ""),
	}, parent)

	git(t, dir, "fsck", "--strict", "--no-dangling")
	want := strings.Join([]string{
		"100644 a.b", "100644 a/b", "100644 a0", "100755 run.sh",
		"100644 tenants/contoso.d/x", "100644 tenants/contoso.yaml", "100644 tenants/contoso/base/namespace.yaml",
	}, "\n")
	if diff := cmp.Diff(want, git(t, dir, "ls-tree", "-r", "--format=%(objectmode) %(path)", string(got))); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	header := git(t, dir, "log", "-1", "--format=%an|%ae|%ai|%cn|%ce|%ci|%P|%B", string(got))
	wantHeader := "Ada|ada@acme.example|2026-01-02 03:04:05 +0100|Ada|ada@acme.example|2026-01-02 03:04:05 +0100|" +
		string(parent) + "|tenant/contoso: add\n\nBody."
	if diff := cmp.Diff(wantHeader, header); diff != "" {
		t.Errorf("commit (-want +got):\n%s", diff)
	}
}

func TestWritingACommitTouchesNothingThatAPersonSees(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/contoso.yaml": "1"})
	write(t, dir, map[string]string{"tenants/contoso.yaml": "dirty", "new": "untracked"})
	before := []string{git(t, dir, "status", "--porcelain"), git(t, dir, "for-each-ref"), git(t, dir, "ls-files", "-s")}
	r := open(t, dir)
	c := commit(t, r, "x", []repo.Change{put("tenants/contoso.yaml", "2")}, resolve(t, r, "HEAD"))
	if err := r.SetBranch("tenantry/contoso", c, ""); err != nil {
		t.Fatal(err)
	}
	if got := git(t, dir, "rev-parse", "tenantry/contoso"); got != string(c) {
		t.Errorf("branch at %s, want %s", got, c)
	}
	git(t, dir, "branch", "-q", "-D", "tenantry/contoso")
	after := []string{git(t, dir, "status", "--porcelain"), git(t, dir, "for-each-ref"), git(t, dir, "ls-files", "-s")}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("status, branches and index (-before +after):\n%s", diff)
	}
}

func TestTheSameCommitHasTheSameHash(t *testing.T) {
	t.Parallel()
	a, b := t.TempDir(), t.TempDir()
	git(t, a, "init", "-q")
	git(t, b, "init", "-q")
	changes := []repo.Change{put("x/1", "1"), put("x/2", "2"), put("y", "3")}
	reversed := []repo.Change{changes[2], changes[1], changes[0]}
	x, y := commit(t, open(t, a), "m", changes), commit(t, open(t, b), "m\n\n", reversed)
	if x != y {
		t.Errorf("%s and %s", x, y)
	}
}

func TestAMergeKeepsWhatBothSidesChanged(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/a.yaml": "1", "tenants/b.yaml": "1"})
	git(t, dir, "checkout", "-q", "-b", "tenant")
	commitAll(t, dir, map[string]string{"tenants/a.yaml": "2"}, "tenant")
	git(t, dir, "checkout", "-q", "main")
	commitAll(t, dir, map[string]string{"tenants/b.yaml": "2"}, "main moved")
	r := open(t, dir)
	main, head := resolve(t, r, "main"), resolve(t, r, "tenant")
	from, err := r.MergeBase(main, head)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := r.Changes(from, head, always)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.WriteTree(main, mine)
	if err != nil {
		t.Fatal(err)
	}
	merge, err := r.WriteCommit(repo.Commit{Tree: tree, Parents: []repo.Hash{head, main}, Message: "merge"})
	if err != nil {
		t.Fatal(err)
	}
	git(t, dir, "merge", "-q", "-m", "merge", "tenant")
	want := git(t, dir, "rev-parse", "HEAD^{tree}")
	if got := git(t, dir, "rev-parse", string(merge)+"^{tree}"); got != want {
		t.Errorf("tree %s, Git's merge has %s", got, want)
	}
}

func TestNoTreeIsWrittenFromAnImpossibleChange(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"file": "1", "folder/x": "1"})
	r := open(t, dir)
	for name, changes := range map[string][]repo.Change{
		"outside":             {put("../x", "")},
		"absolute":            {put("/x", "")},
		"the root":            {put(".", "")},
		"Git's own folder":    {put("a/.GIT/config", "")},
		"below a file":        {put("file/x", "")},
		"a file on a folder":  {put("folder", "")},
		"twice":               {put("x", "1"), put("x", "2")},
		"a file and below it": {put("x", "1"), put("x/y", "2")},
	} {
		if h, err := r.WriteTree(resolve(t, r, "HEAD"), changes); err == nil {
			t.Errorf("%s: wrote %s", name, h)
		}
	}
}

func TestAnAuthorCannotForgeAHeader(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	r := open(t, dir)
	tree, err := r.Tree(resolve(t, r, "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.WriteCommit(repo.Commit{
		Tree: tree, Message: "x",
		Author: repo.Identity{Name: "Ada <root>\nparent 0123", Email: "ada@acme.example>\ncommitter Eve"},
	})
	if err != nil {
		t.Fatal(err)
	}
	git(t, dir, "fsck", "--strict", "--no-dangling")
	want := "Ada rootparent 0123|ada@acme.examplecommitter Eve|"
	if got := git(t, dir, "log", "-1", "--format=%an|%ae|%P", string(h)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSetBranchMovesOnlyFromWhereItWasSeen(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	commitAll(t, dir, map[string]string{"a": "2"}, "second")
	git(t, dir, "branch", "work", "main~1")
	git(t, dir, "pack-refs", "--all")
	r := open(t, dir)
	first, second := resolve(t, r, "main~1"), resolve(t, r, "main")
	if err := r.SetBranch("work", second, ""); !errors.Is(err, repo.ErrBranchMoved) {
		t.Errorf("a branch that exists: %v", err)
	}
	if err := r.SetBranch("work", second, second); !errors.Is(err, repo.ErrBranchMoved) {
		t.Errorf("a branch that is elsewhere: %v", err)
	}
	if err := r.SetBranch("new", second, first); !errors.Is(err, repo.ErrBranchMoved) {
		t.Errorf("a branch that is gone: %v", err)
	}
	if err := r.SetBranch("work", second, first); err != nil {
		t.Error(err)
	}
	if got := git(t, dir, "rev-parse", "work"); got != string(second) {
		t.Errorf("work is at %s, want %s", got, second)
	}
	for _, name := range []string{"", "a..b", "-x", "a b", "x.lock", "../../config"} {
		if err := r.SetBranch(name, second, ""); err == nil {
			t.Errorf("branch %q was made", name)
		}
	}
	write(t, dir, map[string]string{".git/refs/heads/work.lock": ""})
	if err := r.SetBranch("work", first, second); err == nil || !strings.Contains(err.Error(), "work.lock") {
		t.Errorf("while Git holds the lock: %v", err)
	}
}

func TestTheIndexFollowsABranchThatIsCheckedOut(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/contoso.yaml": "1", "gone": "x", "mine": "1", "staged": "1"})
	r := open(t, dir)
	head := resolve(t, r, "HEAD")
	// What render does: the files are on disk before they are committed.
	write(t, dir, map[string]string{"tenants/contoso/base/a.yaml": "rendered", "mine": "edited", "staged": "2"})
	git(t, dir, "add", "staged")
	if err := os.Remove(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	c := commit(t, r, "render", []repo.Change{put("tenants/contoso/base/a.yaml", "rendered"), remove("gone")}, head)
	if err := r.SetBranch("main", c, head); err != nil {
		t.Fatal(err)
	}
	if got, want := git(t, dir, "status", "--porcelain"), "M mine\nM  staged"; got != want {
		t.Errorf("Git sees:\n%s\nwant:\n%s", got, want)
	}
	git(t, dir, "fsck", "--strict")
}

func TestABranchOfAnotherWorkTreeStays(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	linked := filepath.Join(t.TempDir(), "linked")
	git(t, dir, "worktree", "add", "-q", "-b", "other", linked)
	for name, tt := range map[string]struct{ at, branch string }{
		"main work tree":   {dir, "other"},
		"linked work tree": {linked, "main"},
	} {
		r := open(t, tt.at)
		head := resolve(t, r, "HEAD")
		c := commit(t, r, name, []repo.Change{put("a", name)}, head)
		if err := r.SetBranch(tt.branch, c, head); err == nil || !strings.Contains(err.Error(), "checked out in") {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := open(t, linked)
	head := resolve(t, r, "HEAD")
	write(t, linked, map[string]string{"a": "2"})
	if err := r.SetBranch("other", commit(t, r, "x", []repo.Change{put("a", "2")}, head), head); err != nil {
		t.Fatal(err)
	}
	if got := git(t, linked, "status", "--porcelain") + git(t, dir, "status", "--porcelain"); got != "" {
		t.Errorf("Git sees:\n%s", got)
	}
}
