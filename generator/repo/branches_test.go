package repo_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/repo"
)

func TestBranchesAreThoseOfTheServerAndBringNothing(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			git(t, p.dir, "branch", "only-here")
			git(t, p.dir, "push", "-q", "file://"+p.at, "main:refs/heads/add/contoso", "main:refs/tags/v1")
			before := git(t, p.dir, "for-each-ref")
			got, err := open(t, p.dir).Branches(t.Context(), p.remote)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"add/contoso", "main"}, got); diff != "" {
				t.Errorf("branches (-want +got):\n%s", diff)
			}
			if after := git(t, p.dir, "for-each-ref"); after != before {
				t.Errorf("references were brought here:\n%s", after)
			}
		})
	}
}

func TestBranchesOfAnEmptyRepositoryAreNone(t *testing.T) {
	t.Parallel()
	dir, at := newRepo(t, map[string]string{"a": "1"}), t.TempDir()
	git(t, at, "init", "-q", "--bare")
	got, err := open(t, dir).Branches(t.Context(), repo.Remote{Name: "origin", URL: "file://" + at})
	if err != nil || len(got) != 0 {
		t.Errorf("got %v, %v; want none", got, err)
	}
}

func TestBranchesWithAWrongTokenAreUnauthorized(t *testing.T) {
	t.Parallel()
	p := remotes(t)["http"]
	p.remote.Auth.Token = "another"
	_, err := open(t, p.dir).Branches(t.Context(), p.remote)
	if !errors.Is(err, repo.ErrUnauthorized) {
		t.Errorf("got %v, want ErrUnauthorized", err)
	}
}
