package worktree_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/generator/worktree"
)

// cases are folders, what is wanted in them, and what has to happen.
func cases() map[string]struct {
	disk, want files
	changes    []worktree.Change
	after      files
} {
	return map[string]struct {
		disk, want files
		changes    []worktree.Change
		after      files
	}{
		"nothing is there yet": {
			want: files{"tenants/a/base/ns.yaml": "a", "infrastructure/crds/.gitkeep": "", ".schemas/tenant.json": "{}"},
			changes: []worktree.Change{
				{worktree.Create, ".schemas/tenant.json"},
				{worktree.Create, "infrastructure/crds/.gitkeep"},
				{worktree.Create, "tenants/a/base/ns.yaml"},
			},
			after: files{"tenants/a/base/ns.yaml": "a", "infrastructure/crds/.gitkeep": "", ".schemas/tenant.json": "{}"},
		},
		"everything is as it should be": {
			disk:  files{"tenants/a/base/ns.yaml": "a", "tenants/a.yaml": "mine"},
			want:  files{"tenants/a/base/ns.yaml": "a"},
			after: files{"tenants/a/base/ns.yaml": "a", "tenants/a.yaml": "mine"},
		},
		"the same size is not the same content": {
			disk:    files{"tenants/a/base/ns.yaml": "a"},
			want:    files{"tenants/a/base/ns.yaml": "b"},
			changes: []worktree.Change{{worktree.Update, "tenants/a/base/ns.yaml"}},
			after:   files{"tenants/a/base/ns.yaml": "b"},
		},
		"an empty file is not a missing one": {
			disk: files{"tenants/a/base/ns.yaml": "", "tenants/a/base/.gitkeep": "x"},
			want: files{"tenants/a/base/ns.yaml": "a", "tenants/a/base/.gitkeep": ""},
			changes: []worktree.Change{
				{worktree.Update, "tenants/a/base/.gitkeep"},
				{worktree.Update, "tenants/a/base/ns.yaml"},
			},
			after: files{"tenants/a/base/ns.yaml": "a", "tenants/a/base/.gitkeep": ""},
		},
		"a tenant goes with its folders, a person's file stays": {
			disk: files{
				"tenants/a/base/ns.yaml": "a", "tenants/a/prod-weu/k.yaml": "a", "tenants/a.yaml": "mine",
				"tenants/b/base/ns.yaml": "b",
			},
			want: files{"tenants/b/base/ns.yaml": "b"},
			changes: []worktree.Change{
				{worktree.Delete, "tenants/a/base/ns.yaml"},
				{worktree.Delete, "tenants/a/prod-weu/k.yaml"},
			},
			after: files{"tenants/a.yaml": "mine", "tenants/b/base/ns.yaml": "b"},
		},
		"the last owned file goes, the folders of persons stay": {
			disk: files{
				"clusters/c/flux/a.yaml": "a", "infrastructure/crds/a.yaml": "a",
				".github/workflows/tenantry.yaml": "w", ".azure/tenantry.yaml": "w",
			},
			changes: []worktree.Change{
				{worktree.Delete, ".azure/tenantry.yaml"},
				{worktree.Delete, ".github/workflows/tenantry.yaml"},
				{worktree.Delete, "clusters/c/flux/a.yaml"},
				{worktree.Delete, "infrastructure/crds/a.yaml"},
			},
			after: files{"clusters/": "", ".github/workflows/": "", ".azure/": ""},
		},
		"files of persons are anywhere else": {
			disk: files{
				"README.md": "mine", "docs/a/b.md": "mine", ".github/workflows/ci.yaml": "mine", ".github/CODEOWNERS": "mine",
				"clusters/fleet.yaml": "mine", "clusters/notes": "mine", "tenants/README": "mine", ".azure/other.yaml": "mine",
				"infrastructure.md": "mine", "go.mod": "mine", "tenants/.hidden": "mine",
			},
			want: files{".github/workflows/tenantry.yaml": "w", "clusters/c/flux/.gitkeep": ""},
			changes: []worktree.Change{
				{worktree.Create, ".github/workflows/tenantry.yaml"},
				{worktree.Create, "clusters/c/flux/.gitkeep"},
			},
			after: files{
				"README.md": "mine", "docs/a/b.md": "mine", ".github/workflows/ci.yaml": "mine", ".github/CODEOWNERS": "mine",
				"clusters/fleet.yaml": "mine", "clusters/notes": "mine", "tenants/README": "mine", ".azure/other.yaml": "mine",
				"infrastructure.md": "mine", "go.mod": "mine", "tenants/.hidden": "mine",
				".github/workflows/tenantry.yaml": "w", "clusters/c/flux/.gitkeep": "",
			},
		},
		"a shared file is created and changed": {
			disk:    files{".gitattributes": "old"},
			want:    files{".gitattributes": "new", ".sourceignore": "new"},
			changes: []worktree.Change{{worktree.Update, ".gitattributes"}, {worktree.Create, ".sourceignore"}},
			after:   files{".gitattributes": "new", ".sourceignore": "new"},
		},
		"a shared file is never deleted": {
			disk:  files{".gitattributes": "old", ".sourceignore": "old"},
			after: files{".gitattributes": "old", ".sourceignore": "old"},
		},
		"what a killed run left goes without being a change": {
			disk: files{
				"tenants/a/base/ns.yaml": "a", "tenants/a/base/ns.yaml.tenantry-tmp": "half",
				"tenants/gone/base/x.tenantry-tmp": "half", ".gitattributes.tenantry-tmp": "half",
				".github/workflows/tenantry.yaml.tenantry-tmp": "half",
			},
			want:  files{"tenants/a/base/ns.yaml": "a"},
			after: files{"tenants/a/base/ns.yaml": "a", ".github/workflows/": ""},
		},
		"a name like a leftover's is a person's where we write nothing": {
			disk:  files{"notes.tenantry-tmp": "mine", "tenants/a.yaml.tenantry-tmp": "mine", "docs/x.tenantry-tmp": "mine"},
			after: files{"notes.tenantry-tmp": "mine", "tenants/a.yaml.tenantry-tmp": "mine", "docs/x.tenantry-tmp": "mine"},
		},
	}
}

func TestDiffNamesEveryChangeInOrderAndChangesNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range cases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			put(t, root, tt.disk)
			before := snapshot(t, root)
			got, err := worktree.Diff(t.Context(), root, tt.want.tree(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.changes, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
				t.Errorf("Diff changed the disk:\n%s", diff)
			}
		})
	}
}

func TestApplyMakesTheOwnedPathsEqualToTheTree(t *testing.T) {
	t.Parallel()
	for name, tt := range cases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			put(t, root, tt.disk)
			got, err := worktree.Apply(t.Context(), root, tt.want.tree(t), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.changes, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.after, snapshot(t, root)); diff != "" {
				t.Errorf("disk (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFolderThatDoesNotExistYetIsEmpty(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "new", "fleet")
	want := files{"tenants/a/base/ns.yaml": "a"}
	changes := []worktree.Change{{worktree.Create, "tenants/a/base/ns.yaml"}}
	got, err := worktree.Diff(t.Context(), root, want.tree(t))
	if diff := cmp.Diff(changes, got); err != nil || diff != "" {
		t.Fatal(err, diff)
	}
	if _, err := os.Lstat(root); !os.IsNotExist(err) {
		t.Fatal("Diff made the folder:", err)
	}
	got, err = worktree.Apply(t.Context(), root, want.tree(t), nil)
	if diff := cmp.Diff(changes, got); err != nil || diff != "" {
		t.Fatal(err, diff)
	}
	if diff := cmp.Diff(want, snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

func TestApplyDoesNotTouchAnEqualFile(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	disk := files{
		"tenants/a/base/ns.yaml": "a", "tenants/a/base/role.yaml": "old", ".gitattributes": "same", "tenants/a.yaml": "mine",
	}
	put(t, root, disk)
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	stat := func(path string) os.FileInfo {
		info, err := os.Lstat(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	before := map[string]os.FileInfo{}
	for path := range disk {
		if err := os.Chtimes(filepath.Join(root, path), long, long); err != nil {
			t.Fatal(err)
		}
		before[path] = stat(path)
	}
	apply(t, root, files{"tenants/a/base/ns.yaml": "a", "tenants/a/base/role.yaml": "new", ".gitattributes": "same"})
	for path, was := range before {
		is := stat(path)
		same := os.SameFile(was, is) && is.ModTime().Equal(was.ModTime())
		if changed := path == "tenants/a/base/role.yaml"; same == changed {
			t.Errorf("%s: same file and time: %t", path, same)
		}
	}
}

func TestApplyGivesTheUsualModes(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	apply(t, root, files{"tenants/a/base/ns.yaml": "a"})
	modes := map[string]os.FileMode{"tenants/a/base/ns.yaml": 0o644, "tenants/a": 0o755, "tenants/a/base": 0o755}
	for path, most := range modes {
		info, err := os.Stat(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^most != 0 || got&0o600 != 0o600 {
			t.Errorf("%s: mode %o, want at most %o", path, got, most)
		}
	}
}

func TestATreeWithAPathThatIsNotOursIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	for path, reason := range map[string]string{
		"tenants/contoso.yaml":                "tenants/contoso.yaml is not a path that the generator owns",
		"clusters/fleet.yaml":                 "clusters/fleet.yaml is not a path that the generator owns",
		"README.md":                           "README.md is not a path that the generator owns",
		".git/config":                         ".git/config is not a path that the generator owns",
		".github/workflows/ci.yaml":           ".github/workflows/ci.yaml is not a path that the generator owns",
		"infrastructure":                      "infrastructure is not a path that the generator owns",
		"infrastructure/a.yaml.tenantry-tmp":  "infrastructure/a.yaml.tenantry-tmp has the name of a temporary file",
		"tenants/a/base/ns.yaml/x":            "tenants/a/base/ns.yaml/x lies below tenants/a/base/ns.yaml, which is a file",
		".github/workflows/tenantry.yaml/any": ".github/workflows/tenantry.yaml/any is not a path that the generator owns",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(t.TempDir(), "fleet")
			want := files{"tenants/a/base/ns.yaml": "a", path: "x"}.tree(t)
			_, diffErr := worktree.Diff(t.Context(), root, want)
			_, applyErr := worktree.Apply(t.Context(), root, want, nil)
			for op, err := range map[string]error{"compare ": diffErr, "write ": applyErr} {
				if err == nil || err.Error() != op+root+": "+reason {
					t.Errorf("got  %v\nwant %s", err, op+root+": "+reason)
				}
			}
			if _, err := os.Lstat(root); !os.IsNotExist(err) {
				t.Error("something was written:", err)
			}
		})
	}
}

func TestAFileAndAFolderDoNotReplaceEachOther(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		disk, want files
		reason     string
	}{
		"folder for a file": {
			disk:   files{"tenants/a/base/ns.yaml/x": "1"},
			want:   files{"tenants/a/base/ns.yaml": "a"},
			reason: "tenants/a/base/ns.yaml is a folder where a rendered file belongs: move it away",
		},
		"owned file for a folder": {
			disk:   files{"tenants/a/base": "1"},
			want:   files{"tenants/a/base/ns.yaml": "a"},
			reason: "tenants/a/base is a file where a folder of rendered files belongs: move it away",
		},
		"person's file for a folder": {
			disk:   files{"tenants/a": "mine"},
			want:   files{"tenants/a/base/ns.yaml": "a"},
			reason: "tenants/a is a file where a folder of rendered files belongs: move it away",
		},
		"file for a top folder": {
			disk: files{"infrastructure": "mine", "tenants": "mine"},
			want: files{"infrastructure/a.yaml": "", "tenants/a/b.yaml": ""},
			reason: "infrastructure is a file where a folder of rendered files belongs: move it away\n" +
				"tenants is a file where a folder of rendered files belongs: move it away",
		},
		"folder for a shared file": {
			disk:   files{".gitattributes/x": "mine"},
			want:   files{".gitattributes": "a"},
			reason: ".gitattributes is a folder where a rendered file belongs: move it away",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			put(t, root, tt.disk)
			want := tt.want.with(files{"clusters/c/flux/a.yaml": "a"}).tree(t)
			expectRefusal(t, root, want, tt.reason)
		})
	}
}

// expectRefusal expects Diff and Apply to give the reason and to change nothing.
func expectRefusal(t *testing.T, root string, want *tree.Tree, reason string) {
	t.Helper()
	before := snapshot(t, root)
	_, diffErr := worktree.Diff(t.Context(), root, want)
	_, applyErr := worktree.Apply(t.Context(), root, want, nil)
	for op, err := range map[string]error{"compare ": diffErr, "write ": applyErr} {
		if err == nil || err.Error() != op+root+": "+reason {
			t.Errorf("got  %v\nwant %s", err, op+root+": "+reason)
		}
	}
	if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
		t.Errorf("the disk changed:\n%s", diff)
	}
}

func TestApplyReportsEachChangeOnce(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	put(t, root, files{"tenants/old/base/a.yaml": "", "tenants/old/base/b.yaml": "", "tenants/a/base/0.yaml": "old"})
	want := files{}
	for name := range strings.SplitSeq("0123456789", "") {
		want["tenants/a/base/"+name+".yaml"] = name
		want["tenants/b/base/"+name+".yaml"] = name
	}
	var got, expect [][2]int
	changes, err := worktree.Apply(t.Context(), root, want.tree(t), func(done, total int) {
		got = append(got, [2]int{done, total})
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range changes {
		expect = append(expect, [2]int{i + 1, 22})
	}
	if diff := cmp.Diff(expect, got); diff != "" {
		t.Error(diff)
	}
}
