package worktree_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/generator/worktree"
)

// fleet is what 440 tenants on two clusters render to: 5,280 files of about
// 1.5 kB.
func fleet(tb testing.TB) *tree.Tree {
	tb.Helper()
	out := &tree.Tree{}
	for t := range 440 {
		for _, dir := range []string{"base", "prod-weu", "prod-neu"} {
			for f := range 4 {
				path := fmt.Sprintf("tenants/t%03d/%s/file-%d.yaml", t, dir, f)
				data := []byte(strings.Repeat(fmt.Sprintf("# %s\nkey: value\n", path), 30))
				if err := out.Add(path, tree.File{Data: data}); err != nil {
					tb.Fatal(err)
				}
			}
		}
	}
	return out
}

// turns lets ours and theirs take turns, because other work on the machine comes
// and goes, and gives the medians and how many times longer ours takes.
func turns(b *testing.B, before, ours, theirs func()) {
	b.Helper()
	clock := func(f func()) time.Duration {
		began := time.Now()
		f()
		return time.Since(began)
	}
	var our, their []time.Duration
	for b.Loop() {
		before()
		our = append(our, clock(ours))
		their = append(their, clock(theirs))
	}
	slices.Sort(our)
	slices.Sort(their)
	o, t := our[len(our)/2], their[len(their)/2]
	b.ReportMetric(float64(o.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(t.Microseconds())/1000, "ms-theirs")
	b.ReportMetric(float64(o)/float64(t), "ours/theirs")
}

// each runs f as a benchmark that counts allocations.
func each(b *testing.B, name string, f func()) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
	})
}

// BenchmarkApplyCold writes a fleet into an empty folder; cp copies the same
// files. In "both" what cp leaves in memory is synced before Apply's turn, which
// would otherwise do it for cp.
//
// Everything stays until the end: ext4 takes its time over new files for a while
// after many have been deleted, and that would be measured.
func BenchmarkApplyCold(b *testing.B) {
	want, top, made := fleet(b), b.TempDir(), 0
	fresh := func() string { made++; return filepath.Join(top, fmt.Sprintf("run-%04d", made)) }
	apply := func() {
		if _, err := worktree.Apply(b.Context(), fresh(), want, nil); err != nil {
			b.Fatal(err)
		}
	}
	run := func(name string, args ...string) {
		if out, err := exec.CommandContext(b.Context(), name, args...).CombinedOutput(); err != nil {
			b.Fatal(err, string(out))
		}
	}
	apply()
	source := filepath.Join(top, "run-0001")
	cp := func() { run("cp", "-r", source, fresh()) }
	each(b, "apply", apply)
	each(b, "cp", cp)
	b.Run("both", func(b *testing.B) { turns(b, func() { run("sync") }, apply, cp) })
}

// written returns a fleet and a folder that holds it.
func written(b *testing.B) (*tree.Tree, string) {
	b.Helper()
	want, root := fleet(b), b.TempDir()
	if _, err := worktree.Apply(b.Context(), root, want, nil); err != nil {
		b.Fatal(err)
	}
	return want, root
}

// unchanged returns a function that compares a fleet with itself on disk.
func unchanged(b *testing.B, want *tree.Tree, root string) func() {
	b.Helper()
	return func() {
		if changes, err := worktree.Diff(b.Context(), root, want); err != nil || len(changes) > 0 {
			b.Fatal(err, changes)
		}
	}
}

// reader returns a function that reads the files of a fleet, whose names it
// knows, on some goroutines, and compares them.
func reader(b *testing.B, want *tree.Tree, root string, goroutines int) func() {
	b.Helper()
	paths := want.Paths()
	return func() {
		var wg sync.WaitGroup
		for i := range goroutines {
			wg.Go(func() {
				for k := i; k < len(paths); k += goroutines {
					data, err := os.ReadFile(filepath.Join(root, paths[k]))
					if f, _ := want.Get(paths[k]); err != nil || !bytes.Equal(f.Data, data) {
						b.Error(paths[k], err)
					}
				}
			})
		}
		wg.Wait()
	}
}

// BenchmarkDiffNothingToDo compares a fleet with itself on disk. In "both" it
// takes turns with reading the same files one after another.
func BenchmarkDiffNothingToDo(b *testing.B) {
	want, root := written(b)
	each(b, "diff", unchanged(b, want, root))
	b.Run("both", func(b *testing.B) { turns(b, func() {}, unchanged(b, want, root), reader(b, want, root, 1)) })
}

// BenchmarkReadSameFiles reads the files of BenchmarkDiffNothingToDo, one after
// another and as many at a time as Diff does.
func BenchmarkReadSameFiles(b *testing.B) {
	want, root := written(b)
	each(b, "one", reader(b, want, root, 1))
	each(b, "eight", reader(b, want, root, 8))
}
