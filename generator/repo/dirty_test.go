package repo_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/repo"
)

func dirty(t *testing.T, dir string, scope repo.Scope) []repo.Change {
	t.Helper()
	got, err := open(t, dir).Dirty(scope)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDirtyIsWhatGitStatusSays(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{
		"same": "same", "changed": "old", "grown": "old", "gone": "x", "folder/gone": "x", "staged": "1",
		"tool.sh": "#!/bin/sh\n", "was-file": "x", "kept.log": "tracked and ignored", ".gitignore": "*.log\n/build/\n",
		"build/kept": "tracked in an ignored folder", "deep/.gitignore": "!loud.log\nquiet\n",
	})
	git(t, dir, "add", "-f", "kept.log", "build/kept")
	git(t, dir, "commit", "-q", "-m", "ignored and tracked")
	write(t, dir, map[string]string{
		"changed": "new", "grown": "longer", "new": "1", "folder2/new": "1", "noise.log": "1", "build/out": "1",
		"kept.log": "changed", "build/kept": "changed", "deep/loud.log": "1", "deep/quiet": "1", "deep/er/quiet": "1",
		"staged": "2",
	})
	git(t, dir, "add", "staged")
	for _, name := range []string{"gone", "folder/gone", "was-file"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("same", filepath.Join(dir, "was-file")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "tool.sh"), 0o777); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q", "nested")

	var want []string
	for line := range strings.SplitSeq(git(t, dir, "status", "--porcelain", "-uall", "--no-renames"), "\n") {
		want = append(want, line[strings.LastIndex(line, " ")+1:])
	}
	var got []string
	for _, c := range dirty(t, dir, repo.Scope{}) {
		got = append(got, c.Path)
	}
	sorted := cmp.Transformer("sorted", func(list []string) map[string]bool {
		set := make(map[string]bool)
		for _, s := range list {
			set[s] = true
		}
		return set
	})
	if diff := cmp.Diff(want, got, sorted); diff != "" {
		t.Errorf("paths (-git status +Dirty):\n%s", diff)
	}
}

func TestDirtySkipsWhatItIsTold(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{
		"tenants/contoso.yaml": "1", "tenants/contoso/base/a.yaml": "1", "tenants/contoso/base/b.yaml": "1", "docs/x": "1",
		".gitignore": "tenants/secret.yaml\n*.tmp\n",
	})
	write(t, dir, map[string]string{
		"tenants/contoso.yaml": "2", "tenants/contoso/base/a.yaml": "2", "tenants/fabrikam.yaml": "1",
		"tenants/secret.yaml": "1", "docs/x": "2", "x.tmp": "1",
	})
	if err := os.Remove(filepath.Join(dir, "tenants/contoso/base/b.yaml")); err != nil {
		t.Fatal(err)
	}
	got := dirty(t, dir, repo.Scope{
		Skip:  func(p string) bool { return p == "tenants/contoso/base" },
		Input: func(p string) bool { return filepath.Dir(p) == "tenants" && strings.HasSuffix(p, ".yaml") },
	})
	want := []repo.Change{
		{Path: "docs/x", Op: repo.Update},
		{Path: "tenants/contoso.yaml", Op: repo.Update},
		{Path: "tenants/fabrikam.yaml", Op: repo.Create},
		{Path: "tenants/secret.yaml", Op: repo.Create},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dirty (-want +got):\n%s", diff)
	}
}

func TestAnInputIsComparedByContentEvenIfItsTimeIsTheSame(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"tenants/contoso.yaml": "cpu: 1", "other": "cpu: 1"})
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{"tenants/contoso.yaml", "other"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	git(t, dir, "status") // the index now vouches for both
	write(t, dir, map[string]string{"tenants/contoso.yaml": "cpu: 2"})
	if err := os.Chtimes(filepath.Join(dir, "tenants/contoso.yaml"), long, long); err != nil {
		t.Fatal(err)
	}
	got := dirty(t, dir, repo.Scope{Input: func(p string) bool { return p == "tenants/contoso.yaml" }})
	if diff := cmp.Diff([]repo.Change{{Path: "tenants/contoso.yaml", Op: repo.Update}}, got); diff != "" {
		t.Errorf("dirty (-want +got):\n%s", diff)
	}
}

func TestDirtyBelievesTheIndexAboutConvertedFiles(t *testing.T) {
	t.Parallel()
	// With core.autocrlf the work tree never has the bytes of the commit.
	dir := newRepo(t, map[string]string{"docs/x": "one\ntwo\n"})
	clone := t.TempDir()
	git(t, dir, "clone", "-q", "-c", "core.autocrlf=true", dir, clone)
	time.Sleep(10 * time.Millisecond) // so that the index is newer than the file it vouches for
	git(t, clone, "update-index", "--really-refresh", "--force-write-index")
	if text, err := os.ReadFile(filepath.Join(clone, "docs/x")); err != nil || string(text) != "one\r\ntwo\r\n" {
		t.Fatalf("the clone has %q, %v", text, err)
	}
	if got := dirty(t, clone, repo.Scope{}); len(got) > 0 {
		t.Errorf("dirty: %v", got)
	}
}

func TestALinkedWorkTreeIsComparedWithItsOwnCommit(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	linked := filepath.Join(t.TempDir(), "linked")
	git(t, dir, "worktree", "add", "-q", "-b", "other", linked)
	commitAll(t, linked, map[string]string{"a": "2"}, "second")
	write(t, dir, map[string]string{"b": "1"})
	if got := dirty(t, linked, repo.Scope{}); len(got) > 0 {
		t.Errorf("linked: %v", got)
	}
	if diff := cmp.Diff([]repo.Change{{Path: "b", Op: repo.Create}}, dirty(t, dir, repo.Scope{})); diff != "" {
		t.Errorf("main (-want +got):\n%s", diff)
	}
}
