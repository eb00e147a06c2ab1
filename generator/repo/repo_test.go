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

func TestOpenTakesTheRootOfARepositoryOnly(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/contoso.yaml": "a"})
	linked := filepath.Join(t.TempDir(), "linked")
	git(t, dir, "worktree", "add", "-q", "-b", "other", linked)
	shortcut := filepath.Join(t.TempDir(), "shortcut")
	if err := os.Symlink(dir, shortcut); err != nil {
		t.Fatal(err)
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]string{"itself": dir, "a link to it": shortcut} {
		if got := open(t, at).Root(); got != real {
			t.Errorf("%s: root %s, want %s", name, got, real)
		}
	}
	if got, err := open(t, linked).Branch(); err != nil || got != "other" {
		t.Errorf("linked work tree: branch %q, %v", got, err)
	}

	_, err = repo.Open(filepath.Join(dir, "tenants"))
	if err == nil || !strings.Contains(err.Error(), real) {
		t.Errorf("a folder inside: %v, want the root %s named", err, real)
	}
	if _, err := repo.Open(t.TempDir()); !errors.Is(err, repo.ErrNotRepository) {
		t.Errorf("no repository: %v", err)
	}
}

func TestResolveKnowsWhatGitKnows(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	git(t, dir, "tag", "-a", "v1", "-m", "release")
	commitAll(t, dir, map[string]string{"a": "2"}, "second")
	git(t, dir, "update-ref", "refs/remotes/origin/main", "HEAD~1")
	r := open(t, dir)
	want := map[string]string{}
	got := map[string]string{}
	short := git(t, dir, "rev-parse", "--short=10", "HEAD")
	for _, revision := range []string{"HEAD", "main", "HEAD~1", "v1", "origin/main", "refs/heads/main", short} {
		want[revision] = git(t, dir, "rev-parse", revision+"^{commit}")
		got[revision] = string(resolve(t, r, revision))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commits (-Git +Resolve):\n%s", diff)
	}
	for _, revision := range []string{"nothing", "", "HEAD~9", "0123456789012345678901234567890123456789"} {
		if _, err := r.Resolve(revision); err == nil {
			t.Errorf("Resolve(%q) found something", revision)
		}
	}
	if _, err := r.Resolve("nothing"); !errors.Is(err, repo.ErrNoRevision) {
		t.Errorf("unknown revision: %v", err)
	}
}

func TestAnEmptyRepositoryHasABranchAndNoCommit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	git(t, dir, "init", "-q", "-b", "trunk")
	write(t, dir, map[string]string{"clusters/fleet.yaml": "x"})
	r := open(t, dir)
	if got, err := r.Branch(); err != nil || got != "trunk" {
		t.Errorf("branch %q, %v", got, err)
	}
	if _, err := r.Resolve("HEAD"); !errors.Is(err, repo.ErrNoRevision) {
		t.Errorf("HEAD: %v", err)
	}
	dirty, err := r.Dirty(repo.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]repo.Change{{Path: "clusters/fleet.yaml", Op: repo.Create}}, dirty); diff != "" {
		t.Errorf("dirty (-want +got):\n%s", diff)
	}
	first := commit(t, r, "first", []repo.Change{put("clusters/fleet.yaml", "x")})
	if err := r.SetBranch("trunk", first, ""); err != nil {
		t.Fatal(err)
	}
	if got := git(t, dir, "status", "--porcelain"); got != "" {
		t.Errorf("Git sees:\n%s", got)
	}
}

func TestADetachedHeadIsNoBranch(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	git(t, dir, "checkout", "-q", "--detach")
	if got, err := open(t, dir).Branch(); err != nil || got != "" {
		t.Errorf("branch %q, %v", got, err)
	}
}

func TestIdentityIsTheRepositorysBeforeTheUsers(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	dir := newRepo(t, map[string]string{"a": "1"})
	r := open(t, dir)

	_, err := r.Identity()
	if !errors.Is(err, repo.ErrNoIdentity) || !strings.Contains(err.Error(), "git config user.name") {
		t.Errorf("nobody: %v", err)
	}
	write(t, home, map[string]string{".gitconfig": "[user]\n\tname = Ada\n\temail = ada@home.example\n"})
	got, err := r.Identity()
	if diff := cmp.Diff(repo.Identity{Name: "Ada", Email: "ada@home.example"}, got); err != nil || diff != "" {
		t.Errorf("the user's: %v\n%s", err, diff)
	}
	git(t, dir, "config", "user.email", "ada@acme.example")
	got, err = r.Identity()
	if diff := cmp.Diff(repo.Identity{Name: "Ada", Email: "ada@acme.example"}, got); err != nil || diff != "" {
		t.Errorf("the repository's: %v\n%s", err, diff)
	}
}
