package tree_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/tree"
)

// of makes a tree of files whose content is their path.
func of(t *testing.T, paths ...string) *tree.Tree {
	t.Helper()
	out := &tree.Tree{}
	for _, p := range paths {
		if err := out.Add(p, tree.File{Data: []byte(p)}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestTheZeroTreeIsEmptyAndUsable(t *testing.T) {
	t.Parallel()
	var empty tree.Tree
	if _, found := empty.Get("a"); found || empty.Len() != 0 || len(empty.Paths()) != 0 {
		t.Error("not empty")
	}
	file := tree.File{
		Data: []byte("x"), Origin: "tenants/a.yaml", Objects: []tree.Object{{"v1", "Namespace", "", "a"}}, Verbatim: true,
	}
	if err := empty.Add("a/b.yaml", file); err != nil {
		t.Fatal(err)
	}
	got, found := empty.Get("a/b.yaml")
	if diff := cmp.Diff(file, got); !found || diff != "" {
		t.Error(found, diff)
	}
}

func TestPathsAreSortedWhateverTheOrderOfAdding(t *testing.T) {
	t.Parallel()
	want := []string{"a-b/x", "a/x", "a/y", "a0", "b"}
	for _, order := range [][]string{
		{"b", "a0", "a/y", "a/x", "a-b/x"},
		{"a/x", "b", "a-b/x", "a/y", "a0"},
	} {
		if diff := cmp.Diff(want, of(t, order...).Paths()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAddRefusesWhatIsNoPathInsideTheRepository(t *testing.T) {
	t.Parallel()
	for _, p := range []string{
		"", ".", "..", "/", "/etc/passwd", "../x", "a/../b", "a/./b", "./a", "a//b", "a/", "a/..", "\xff",
	} {
		out := &tree.Tree{}
		if err := out.Add(p, tree.File{}); err == nil || out.Len() != 0 {
			t.Errorf("%q was added: %v", p, err)
		}
	}
}

func TestAPathIsRenderedOnce(t *testing.T) {
	t.Parallel()
	out := of(t, "a/b.yaml", "c.yaml")
	err := out.Add("a/b.yaml", tree.File{Data: []byte("second")})
	if err == nil || err.Error() != "add a/b.yaml: rendered twice" {
		t.Error(err)
	}
	err = out.Merge(of(t, "b.yaml", "c.yaml", "d.yaml"))
	if err == nil || err.Error() != "add c.yaml: rendered twice" {
		t.Error(err)
	}
	if f, _ := out.Get("a/b.yaml"); string(f.Data) != "a/b.yaml" {
		t.Errorf("the first file was replaced: %s", f.Data)
	}
}

func TestMergeAddsEveryFile(t *testing.T) {
	t.Parallel()
	out, other := of(t, "b"), of(t, "a", "c")
	if err := out.Merge(other); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, out.Paths()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "c"}, other.Paths()); diff != "" {
		t.Errorf("the other tree changed:\n%s", diff)
	}
}

func TestObjectsAreNamedAsKubectlDoes(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]tree.Object{
		"Namespace/contoso":     {APIVersion: "v1", Kind: "Namespace", Name: "contoso"},
		"HTTPRoute/contoso/web": {"gateway.networking.k8s.io/v1", "HTTPRoute", "contoso", "web"},
	} {
		if got := o.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// disk holds files of ours and of persons.
func disk() fstest.MapFS {
	out := fstest.MapFS{}
	for _, p := range []string{
		"clusters/fleet.yaml", "clusters/a/flux/x.yaml", "tenants/t.yaml", "tenants/t/base/ns.yaml",
		"pipeline.yaml", "README.md",
	} {
		out[p] = &fstest.MapFile{Data: []byte(p)}
	}
	return out
}

func TestReadTakesFoldersWithAllThatIsInThemAndSingleFiles(t *testing.T) {
	t.Parallel()
	got, err := tree.Read(disk(), "tenants", "pipeline.yaml", "absent", "clusters/a")
	if err != nil {
		t.Fatal(err)
	}
	want := of(t, "clusters/a/flux/x.yaml", "pipeline.yaml", "tenants/t.yaml", "tenants/t/base/ns.yaml")
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(tree.Tree{})); diff != "" {
		t.Error(diff)
	}
}

func TestReadFlatLeavesFoldersInFoldersOut(t *testing.T) {
	t.Parallel()
	got, err := tree.ReadFlat(disk(), "clusters", "tenants", "absent")
	if err != nil {
		t.Fatal(err)
	}
	want := of(t, "clusters/fleet.yaml", "tenants/t.yaml")
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(tree.Tree{})); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefusesWhatIsNoRegularFile(t *testing.T) {
	t.Parallel()
	d := disk()
	d["tenants/t/base/link.yaml"] = &fstest.MapFile{Data: []byte("../../../README.md"), Mode: fs.ModeSymlink | 0o777}
	_, err := tree.Read(d, "tenants")
	if err == nil || !strings.Contains(err.Error(), "tenants/t/base/link.yaml") {
		t.Error("want an error that names the link, got:", err)
	}
}
