package worktree_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/worktree"
)

// before is what a change set begins with: unwanted files and folders, a file
// that a killed run left half written, and files of persons everywhere between.
func before() files {
	f := persons().with(files{
		".gitattributes":                         "old",
		".azure/tenantry.yaml":                   "gone",
		"clusters/prod-weu/flux/tenant-old.yaml": "gone",
		"tenants/a/base/half.yaml.tenantry-tmp":  "ha",
		"tenants/old/base/0.yaml":                "gone",
		"tenants/old/base/1.yaml":                "gone",
		"tenants/old/0.yaml":                     "gone",
	})
	for path := range after() {
		if strings.HasSuffix(path, "/changed.yaml") {
			f[path] = strings.Repeat("old\n", 500)
		}
		if strings.HasSuffix(path, "/same.yaml") {
			f[path] = "same"
		}
	}
	return f
}

// persons are the files that nobody but a person may change.
func persons() files {
	return files{
		"README.md": "mine", "clusters/fleet.yaml": "mine", "clusters/prod-weu.yaml": "mine", "tenants/a.yaml": "mine",
		"tenants/old.yaml": "mine", ".azure/README": "mine",
	}
}

// after is the tree that is applied: equal, changed and new files, in old and
// in new folders, empty ones, and longer ones than one write may take.
func after() files {
	f := files{".gitattributes": "new", ".github/workflows/tenantry.yaml": "new", ".schemas/tenant.json": "{}"}
	for _, dir := range []string{"clusters/prod-weu/flux", "tenants/a/base", "infrastructure/crds"} {
		f[dir+"/same.yaml"] = "same"
		f[dir+"/changed.yaml"] = strings.Repeat("new\n", 700)
		f[dir+"/new.yaml"] = strings.Repeat(dir+"\n", 300)
	}
	f["tenants/new/base/.gitkeep"] = ""
	for n := range 10 {
		f[fmt.Sprintf("tenants/new/base/%d.yaml", n)] = strings.Repeat("new\n", n)
	}
	return f
}

// scene makes folders that begin with before. Their files are hard links to one
// set, because links are cheaper than files and nobody may write through one: a
// file that was written in place would be wrong everywhere.
type scene struct {
	dir   string
	roots *atomic.Int64
}

func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{t.TempDir(), &atomic.Int64{}}
	put(t, filepath.Join(s.dir, "template"), before())
	return s
}

func (s scene) root(t *testing.T) string {
	t.Helper()
	root := filepath.Join(s.dir, fmt.Sprint("fleet-", s.roots.Add(1)))
	for path := range before() {
		name := filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(filepath.Join(s.dir, "template", filepath.FromSlash(path)), name); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// stepper is a disk that asks before each step, and halfway through a write.
type stepper struct {
	worktree.Disk
	batch bool
	step  func() error
}

func (s stepper) Batch(int) bool { return s.batch }

func (s stepper) Mkdir(d *os.Root, name string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Mkdir(d, name)
}

func (s stepper) Create(d *os.Root, name string) (*os.File, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	return s.Disk.Create(d, name)
}

func (s stepper) Write(f *os.File, data []byte) error {
	for _, part := range [][]byte{data[:len(data)/2], data[len(data)/2:]} {
		if err := s.step(); err != nil {
			return err
		}
		if err := s.Disk.Write(f, part); err != nil {
			return err
		}
	}
	return nil
}

func (s stepper) Sync(*os.File) error    { return s.step() }
func (s stepper) SyncAll(*os.File) error { return s.step() }

func (s stepper) Rename(d *os.Root, from, to string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Rename(d, from, to)
}

func (s stepper) Remove(d *os.Root, name string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Remove(d, name)
}

func (s stepper) Rmdir(d *os.Root, name string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Rmdir(d, name)
}

// expectBeforeOrAfter expects each file to be as in one of the two, persons'
// files unchanged, nothing deleted while anything was still to be written, and
// no other files but temporary ones.
func expectBeforeOrAfter(t *testing.T, disk, before, after files) {
	t.Helper()
	written, deleted := true, false
	for path, data := range after {
		old, existed := before[path]
		got, exists := disk[path]
		if got != data || !exists {
			written = false
			if existed != exists || got != old {
				t.Errorf("%s is neither as before nor as after: %d bytes", path, len(got))
			}
		}
	}
	for path, data := range before {
		if _, stays := after[path]; stays || isTemp(path) {
			continue
		}
		got, exists := disk[path]
		if _, mine := persons()[path]; (mine || exists) && got != data {
			t.Errorf("%s was changed: %q", path, got)
		}
		deleted = deleted || !exists
	}
	if deleted && !written {
		t.Error("a file was deleted before everything was written")
	}
	for path := range disk {
		_, old := before[path]
		_, is := after[path]
		if !old && !is && !isTemp(path) && !strings.HasSuffix(path, "/") {
			t.Errorf("%s came from nowhere", path)
		}
	}
}

func isTemp(path string) bool { return strings.HasSuffix(path, ".tenantry-tmp") }

// expectCompletion expects one more run to bring about want and nothing else.
func expectCompletion(t *testing.T, root string, want files) {
	t.Helper()
	apply(t, root, want)
	if diff := cmp.Diff(persons().with(want), snapshot(t, root)); diff != "" {
		t.Errorf("after the next run (-want +got):\n%s", diff)
	}
}

// owned takes persons' and temporary files away.
func owned(f files) files {
	out := files{}
	for path, data := range f {
		if _, mine := persons()[path]; !mine && !isTemp(path) {
			out[path] = data
		}
	}
	return out
}
