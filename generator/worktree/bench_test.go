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

// BenchmarkApplyCold writes a fleet into an empty folder; cp copies the same
// files. Everything stays until the end of both: ext4 takes its time over new
// files for a while after many have been deleted, and that would be measured.
//
// In "both" they take turns, because other work on the machine comes and goes;
// it gives the medians and how many times longer Apply takes.
func BenchmarkApplyCold(b *testing.B) {
	want, top := fleet(b), b.TempDir()
	made := 0
	fresh := func() string { made++; return filepath.Join(top, fmt.Sprintf("run-%04d", made)) }
	write := func(b *testing.B, root string) time.Duration {
		b.Helper()
		began := time.Now()
		if _, err := worktree.Apply(b.Context(), root, want, nil); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	source := fresh()
	write(b, source)
	copied := func(b *testing.B) time.Duration {
		b.Helper()
		began := time.Now()
		if out, err := exec.CommandContext(b.Context(), "cp", "-r", source, fresh()).CombinedOutput(); err != nil {
			b.Fatal(err, string(out))
		}
		return time.Since(began)
	}
	b.Run("apply", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			write(b, fresh())
		}
	})
	b.Run("cp", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			copied(b)
		}
	})
	b.Run("both", func(b *testing.B) {
		var apply, cp []time.Duration
		for b.Loop() {
			apply, cp = append(apply, write(b, fresh())), append(cp, copied(b))
		}
		slices.Sort(apply)
		slices.Sort(cp)
		a, c := apply[len(apply)/2], cp[len(cp)/2]
		b.ReportMetric(float64(a.Milliseconds()), "ms-apply")
		b.ReportMetric(float64(c.Milliseconds()), "ms-cp")
		b.ReportMetric(float64(a)/float64(c), "apply/cp")
	})
}

// BenchmarkDiffNothingToDo compares a fleet with itself on disk.
func BenchmarkDiffNothingToDo(b *testing.B) {
	want, root := fleet(b), b.TempDir()
	if _, err := worktree.Apply(b.Context(), root, want, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if changes, err := worktree.Diff(b.Context(), root, want); err != nil || len(changes) > 0 {
			b.Fatal(err, changes)
		}
	}
}

// BenchmarkReadSameFiles reads the files of BenchmarkDiffNothingToDo whose names
// are known, and compares them: one after another, and with as many goroutines.
func BenchmarkReadSameFiles(b *testing.B) {
	want, root := fleet(b), b.TempDir()
	if _, err := worktree.Apply(b.Context(), root, want, nil); err != nil {
		b.Fatal(err)
	}
	paths := want.Paths()
	read := func(path string) {
		data, err := os.ReadFile(filepath.Join(root, path))
		if f, _ := want.Get(path); err != nil || !bytes.Equal(f.Data, data) {
			b.Error(path, err)
		}
	}
	b.Run("one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, path := range paths {
				read(path)
			}
		}
	})
	b.Run("eight", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() {
					for k := i; k < len(paths); k += 8 {
						read(paths[k])
					}
				})
			}
			wg.Wait()
		}
	})
}
