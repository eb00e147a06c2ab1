package repo_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/repo"
)

func TestChangesAreWhatDiffersByPath(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{
		"tenants/contoso.yaml": "1", "tenants/same.yaml": "same", "tenants/gone.yaml": "gone",
		"thing": "a file", "other/x": "in a folder", "tenants/contoso/base/a.yaml": "rendered",
	})
	git(t, dir, "rm", "-q", "-r", "tenants/gone.yaml", "thing", "other")
	commitAll(t, dir, map[string]string{
		"tenants/contoso.yaml": "2", "tenants/new.yaml": "", "thing/x": "in a folder", "other": "a file",
		"tenants/contoso/base/a.yaml": "rendered again",
	}, "second")
	r := open(t, dir)

	got, err := r.Changes(resolve(t, r, "HEAD~1"), resolve(t, r, "HEAD"), func(p string) bool {
		return !strings.HasPrefix(p, "tenants/contoso/")
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []repo.Change{
		{Path: "other", Op: repo.Create, After: []byte("a file")},
		{Path: "other/x", Op: repo.Delete, Before: []byte("in a folder")},
		{Path: "tenants/contoso.yaml", Op: repo.Update, Before: []byte("1"), After: []byte("2")},
		{Path: "tenants/gone.yaml", Op: repo.Delete, Before: []byte("gone")},
		{Path: "tenants/new.yaml", Op: repo.Create, After: []byte{}},
		{Path: "thing", Op: repo.Delete, Before: []byte("a file")},
		{Path: "thing/x", Op: repo.Create, After: []byte("in a folder")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}

	// From nothing, everything is new; from itself, nothing is.
	all, err := r.Changes("", resolve(t, r, "HEAD"), always)
	if err != nil || len(all) != 6 {
		t.Errorf("from nothing: %d changes, %v", len(all), err)
	}
	none, err := r.Changes(resolve(t, r, "HEAD"), resolve(t, r, "HEAD"), always)
	if err != nil || len(none) != 0 {
		t.Errorf("from itself: %v, %v", none, err)
	}
}

func TestChangesAppliedToTheirStartGiveTheirEnd(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1", "b/c": "2", "b/d": "3", "e": "file", "f/g/h": "deep"})
	git(t, dir, "rm", "-q", "-r", "b", "e", "f")
	commitAll(t, dir, map[string]string{"a": "2", "e/x": "folder", "f": "file"}, "second")
	r := open(t, dir)
	from, to := resolve(t, r, "HEAD~1"), resolve(t, r, "HEAD")
	for _, way := range [][2]repo.Hash{{from, to}, {to, from}, {"", to}} {
		changes, err := r.Changes(way[0], way[1], always)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.WriteTree(way[0], changes)
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := r.Tree(way[1]); got != want {
			t.Errorf("from %.7s: tree %.7s, want %.7s", way[0], got, want)
		}
	}
}

func TestMergeBaseIsWhereHistoriesParted(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	git(t, dir, "checkout", "-q", "-b", "tenant")
	commitAll(t, dir, map[string]string{"tenants/contoso.yaml": "x"}, "tenant")
	git(t, dir, "checkout", "-q", "main")
	commitAll(t, dir, map[string]string{"a": "2"}, "main moved")
	git(t, dir, "checkout", "-q", "--orphan", "island")
	commitAll(t, dir, map[string]string{"z": "1"}, "unrelated")
	r := open(t, dir)
	first, main := resolve(t, r, "main~1"), resolve(t, r, "main")
	for name, tt := range map[string]struct {
		a, b string
		want repo.Hash
	}{
		"both moved":        {"main", "tenant", first},
		"one is older":      {"main", "main~1", first},
		"the same":          {"main", "main", main},
		"nothing in common": {"main", "island", ""},
	} {
		got, err := r.MergeBase(resolve(t, r, tt.a), resolve(t, r, tt.b))
		if err != nil || got != tt.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, tt.want)
		}
	}
}

func TestMergeBaseInAShallowCloneSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	git(t, dir, "checkout", "-q", "-b", "tenant")
	commitAll(t, dir, map[string]string{"b": "1"}, "tenant")
	git(t, dir, "checkout", "-q", "main")
	commitAll(t, dir, map[string]string{"a": "2"}, "main moved")
	clone := t.TempDir()
	git(t, dir, "clone", "-q", "--depth", "1", "--no-single-branch", "file://"+dir, clone)
	r := open(t, clone)
	a, b := resolve(t, r, "origin/main"), resolve(t, r, "origin/tenant")
	if _, err := r.MergeBase(a, b); !errors.Is(err, repo.ErrShallow) {
		t.Fatalf("merge base: %v, want %v", err, repo.ErrShallow)
	}

	// Fetching brings the rest.
	if _, err := r.Fetch(t.Context(), repo.Remote{Name: "origin", URL: "file://" + dir}, "main", "tenant"); err != nil {
		t.Fatal(err)
	}
	got, err := r.MergeBase(a, b)
	if want := git(t, dir, "merge-base", "main", "tenant"); err != nil || string(got) != want {
		t.Errorf("merge base after a fetch: %s, %v, want %s", got, err, want)
	}
}
