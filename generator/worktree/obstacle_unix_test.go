//go:build unix

package worktree_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"github.com/tenantry/tenantry/generator/worktree"
)

// outside is where links lead to. It must stay as it is.
func outside() files {
	return files{"base/ns.yaml": "foreign", "ns.yaml": "foreign", "stray.yaml": "foreign"}
}

// link makes a symbolic link and the folders above it.
func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestApplyNeverFollowsASymbolicLink(t *testing.T) {
	t.Parallel()
	const folder, file, among = " is a symbolic link where a folder of rendered files belongs: move it away",
		" is a symbolic link where a rendered file belongs: move it away",
		" is a symbolic link among the generator's own files: move it away"
	for name, tt := range map[string]struct{ at, target, reason string }{
		"top folder":                          {"tenants", "OUT", folder},
		"top folder without a wanted file":    {"infrastructure", "OUT", folder},
		"top folder to a place inside":        {".schemas", "docs", folder},
		"top folder to nowhere":               {"clusters", "nowhere", folder},
		"tenant's folder":                     {"tenants/a", "OUT", folder},
		"tenant's folder to a neighbour's":    {"tenants/a", "b", folder},
		"folder below":                        {"tenants/a/base", "OUT/base", folder},
		"file":                                {"tenants/a/base/ns.yaml", "OUT/ns.yaml", file},
		"file to a person's file":             {"tenants/a/base/ns.yaml", "../../a.yaml", file},
		"file to nowhere":                     {"tenants/a/base/ns.yaml", "nowhere", file},
		"file that nobody wants":              {"tenants/b/base/stray.yaml", "OUT/stray.yaml", among},
		"folder that nobody wants":            {"tenants/b/prod-weu", "OUT", among},
		"leftover":                            {"tenants/b/base/ns.yaml.tenantry-tmp", "OUT/ns.yaml", among},
		"shared file":                         {".gitattributes", "OUT/ns.yaml", file},
		"folder on the way to a pipeline":     {".github", "OUT", folder},
		"folder with the pipeline":            {".github/workflows", "OUT", folder},
		"pipeline":                            {".github/workflows/tenantry.yaml", "OUT/ns.yaml", file},
		"pipeline that nobody wants any more": {".azure/tenantry.yaml", "OUT/ns.yaml", among},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, out := t.TempDir(), t.TempDir()
			put(t, out, outside())
			put(t, root, files{"tenants.yaml": "mine", "docs/ns.yaml": "mine"})
			target := tt.target
			if rest, ok := strings.CutPrefix(target, "OUT"); ok {
				target = out + rest
			}
			link(t, target, filepath.Join(root, tt.at))
			want := files{
				"tenants/a/base/ns.yaml": "a", "clusters/c/flux/a.yaml": "a", ".gitattributes": "a",
				".github/workflows/tenantry.yaml": "a", ".schemas/a.json": "a",
			}
			expectRefusal(t, root, want.tree(t), tt.at+tt.reason)
			if diff := cmp.Diff(outside(), snapshot(t, out)); diff != "" {
				t.Errorf("the link's target changed:\n%s", diff)
			}
		})
	}
}

func TestALinkOfAPersonIsLeftAlone(t *testing.T) {
	t.Parallel()
	root, out := t.TempDir(), t.TempDir()
	put(t, out, outside())
	for _, at := range []string{
		"docs", "tenants/contoso.yaml", "tenants/other", "clusters/fleet.yaml", ".sourceignore", ".azure",
		".github/workflows/ci.yaml",
	} {
		link(t, out, filepath.Join(root, at))
	}
	before := snapshot(t, root)
	apply(t, root, files{"tenants/a/base/ns.yaml": "a"})
	want := before.with(files{"tenants/a/base/ns.yaml": "a"})
	if diff := cmp.Diff(want, snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(outside(), snapshot(t, out)); diff != "" {
		t.Errorf("the link's target changed:\n%s", diff)
	}
}

func TestTheFolderItselfMayBeReachedThroughALink(t *testing.T) {
	t.Parallel()
	real, root := t.TempDir(), filepath.Join(t.TempDir(), "fleet")
	link(t, real, root)
	apply(t, root, files{"tenants/a/base/ns.yaml": "a"})
	if diff := cmp.Diff(files{"tenants/a/base/ns.yaml": "a"}, snapshot(t, real)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoFileIsNamedAndNotTouched(t *testing.T) {
	t.Parallel()
	pipe := func(t *testing.T, name string) {
		t.Helper()
		if err := unix.Mkfifo(name, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	socket := func(t *testing.T, name string) {
		t.Helper()
		l, err := net.Listen("unix", name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
	}
	const folder, file, among = " where a folder of rendered files belongs: move it away",
		" where a rendered file belongs: move it away", " among the generator's own files: move it away"
	for name, tt := range map[string]struct {
		make       func(*testing.T, string)
		at, reason string
	}{
		"pipe for a file":     {pipe, "tenants/a/ns.yaml", " is a named pipe" + file},
		"pipe for a folder":   {pipe, "infrastructure", " is a named pipe" + folder},
		"pipe among files":    {pipe, "tenants/a/stray", " is a named pipe" + among},
		"socket for a file":   {socket, "tenants/a/ns.yaml", " is a socket" + file},
		"socket among files":  {socket, "tenants/a/s", " is a socket" + among},
		"pipe for shared one": {pipe, ".gitattributes", " is a named pipe" + file},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, err := os.MkdirTemp("", "t") //nolint:usetesting // the path of a socket must be short
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.RemoveAll(root) })
			put(t, root, files{"tenants/a/old.yaml": "old"})
			tt.make(t, filepath.Join(root, tt.at))
			want := files{"tenants/a/ns.yaml": "a", "infrastructure/a.yaml": "a", ".gitattributes": "a"}
			expectRefusal(t, root, want.tree(t), tt.at+tt.reason)
		})
	}
}

func TestEverythingThatStandsInTheWayIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	link(t, "elsewhere", filepath.Join(root, "tenants/a/base/ns.yaml"))
	link(t, "elsewhere", filepath.Join(root, "clusters/c/flux"))
	put(t, root, files{"infrastructure/crds/a.yaml/x": ""})
	want := files{"tenants/a/base/ns.yaml": "", "clusters/c/flux/a.yaml": "", "infrastructure/crds/a.yaml": ""}
	expectRefusal(t, root, want.tree(t), ""+
		"clusters/c/flux is a symbolic link where a folder of rendered files belongs: move it away\n"+
		"infrastructure/crds/a.yaml is a folder where a rendered file belongs: move it away\n"+
		"tenants/a/base/ns.yaml is a symbolic link where a rendered file belongs: move it away")
}

// A hard link shares its content with another name, perhaps a person's file.
func TestApplyDoesNotWriteThroughAHardLink(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	put(t, root, files{"docs/mine.md": "mine", "tenants/a/base/x": ""})
	if err := os.Link(filepath.Join(root, "docs/mine.md"), filepath.Join(root, "tenants/a/base/ns.yaml")); err != nil {
		t.Fatal(err)
	}
	apply(t, root, files{"tenants/a/base/ns.yaml": "a"})
	if diff := cmp.Diff(files{"docs/mine.md": "mine", "tenants/a/base/ns.yaml": "a"}, snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

// swapper puts a link in the place of a folder while Apply runs, as somebody
// could who races with us: when the new files lie beside their places, or when
// they are in place and the unwanted ones are still there.
type swapper struct {
	unsynced
	early bool
	swap  func()
}

func (swapper) Batch(int) bool { return true }

func (s swapper) SyncAll(*os.File) error {
	if s.early {
		s.swap()
	}
	return nil
}

func (s swapper) Rename(d *os.Root, from, to string) error {
	err := s.unsynced.Rename(d, from, to)
	s.swap()
	return err
}

func TestAFolderSwappedForALinkWhileApplyRunsLeadsNowhere(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ at, target string }{
		"outside":           {"tenants/a/base", "OUT/base"},
		"to a neighbour":    {"tenants/a", "b"},
		"top folder":        {"tenants", "docs"},
		"top folder to out": {"tenants", "OUT"},
	} {
		for _, early := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, early %t", name, early), func(t *testing.T) {
				t.Parallel()
				swapWhileApplying(t, tt.at, tt.target, early)
			})
		}
	}
}

// swapWhileApplying swaps the folder at for a link to target, in which the files
// that Apply is about to rename and to delete exist too.
func swapWhileApplying(t *testing.T, at, target string, early bool) {
	t.Helper()
	root, out := t.TempDir(), t.TempDir()
	put(t, out, outside())
	mine := files{
		"docs/a/base/ns.yaml": "mine", "docs/a/base/old.yaml": "mine", "docs/a/base/ns.yaml.tenantry-tmp": "mine",
		"tenants/b/base/ns.yaml": "b", "tenants/b/base/old.yaml": "b",
	}
	put(t, root, mine.with(files{"tenants/a/base/old.yaml": "old"}))
	if rest, ok := strings.CutPrefix(target, "OUT"); ok {
		target = out + rest
	}
	swap := func() {
		if _, err := os.Lstat(filepath.Join(root, "aside")); err == nil {
			return // only once
		}
		if err := os.Rename(filepath.Join(root, at), filepath.Join(root, "aside")); err != nil {
			t.Error(err)
		}
		link(t, target, filepath.Join(root, at))
	}
	want := files{"tenants/a/base/ns.yaml": "a", "tenants/b/base/ns.yaml": "b", "tenants/b/base/old.yaml": "b"}
	on := swapper{early: early, swap: swap}
	if _, err := worktree.ApplyOn(t.Context(), on, root, want.tree(t), nil); err == nil {
		t.Error("want an error")
	}
	after := snapshot(t, root)
	for path, data := range mine {
		if moved := strings.HasPrefix(path, at+"/"); !moved && after[path] != data {
			t.Errorf("%s: %q, want %q", path, after[path], data)
		}
	}
	if diff := cmp.Diff(outside(), snapshot(t, out)); diff != "" {
		t.Errorf("the link's target changed:\n%s", diff)
	}
}
