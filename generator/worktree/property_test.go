package worktree_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/worktree"
)

// random makes a tree out of few names, so that two trees have much in common.
// Folders and files never share a name.
func random(r *rand.Rand) files {
	out := files{}
	dirs := []string{"infrastructure", ".schemas"}
	for _, top := range []string{"tenants", "clusters"} {
		for i := range 3 {
			dirs = append(dirs, fmt.Sprintf("%s/d%d", top, i))
		}
	}
	for range r.IntN(30) {
		below := []string{"", "/d0", "/d1", "/d0/d1", "/d1/d0", "/d1/d1"}[r.IntN(6)]
		out[fmt.Sprintf("%s%s/f%d.yaml", dirs[r.IntN(len(dirs))], below, r.IntN(3))] = content(r)
	}
	for _, path := range []string{
		".gitattributes", ".sourceignore", ".github/workflows/tenantry.yaml", ".azure/tenantry.yaml",
	} {
		if r.IntN(2) == 0 {
			out[path] = content(r)
		}
	}
	return out
}

// content is often the same, often of the same length, and sometimes empty.
func content(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return ""
	case 1:
		return strconv.Itoa(r.IntN(3))
	}
	return fmt.Sprintf("%0*d", 1+r.IntN(3000), r.IntN(3))
}

// shared are the files that a tree without them leaves as they are.
func shared(f files) files {
	out := files{}
	for _, path := range []string{".gitattributes", ".sourceignore"} {
		if data, ok := f[path]; ok {
			out[path] = data
		}
	}
	return out
}

func TestApplyingOneTreeAfterAnotherEqualsApplyingTheLast(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 3))
		first, last := random(r), random(r)
		mine := files{"tenants/f0.yaml": content(r), "clusters/f1.yaml": content(r), "docs/d0/f0.yaml": content(r)}
		root := t.TempDir()
		put(t, root, mine)
		for _, want := range []files{first, last} {
			expectAgreement(t, root, want)
		}
		want := shared(first).with(mine, last)
		if diff := cmp.Diff(want, withoutEmpty(snapshot(t, root))); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

// expectAgreement expects Apply to do what Diff says, and nothing when repeated.
func expectAgreement(t *testing.T, root string, want files) {
	t.Helper()
	said, err := worktree.Diff(t.Context(), root, want.tree(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(said, apply(t, root, want)); diff != "" {
		t.Fatalf("Apply did something else than Diff said (-said +done):\n%s", diff)
	}
	left, err := worktree.Diff(t.Context(), root, want.tree(t))
	if err != nil || len(left) > 0 {
		t.Fatal("after Apply there is still a difference:", left, err)
	}
}

// withoutEmpty expects that only folders in which persons may have files are
// empty, and takes them away.
func withoutEmpty(f files) files {
	for _, path := range []string{"tenants/", "clusters/", ".azure/", ".github/", ".github/workflows/"} {
		delete(f, path)
	}
	return f
}
