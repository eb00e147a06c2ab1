package worktree_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/worktree"
)

var errFull = errors.New("no space left")

// steps counts the steps that a disk takes for the change set, the batch or not.
func steps(t *testing.T, start scene, batch bool) int {
	t.Helper()
	root := start.root(t)
	var n atomic.Int64
	on := stepper{Disk: worktree.System{}, batch: batch, step: func() error { n.Add(1); return nil }}
	if _, err := worktree.ApplyOn(t.Context(), on, root, after().tree(t), nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(persons().with(after()), snapshot(t, root)); diff != "" {
		t.Fatal(diff)
	}
	return int(n.Load())
}

// eachStep runs the change set once for each of its steps, or for one in every
// few, in which stop is called, and expects the promises to hold. With a batch it
// takes fewer: most steps are the same.
func eachStep(t *testing.T, every int, stop func(cancel func()) error, want error) {
	t.Helper()
	start := newScene(t)
	for batch, every := range map[bool]int{false: every, true: 4 * every} {
		count := steps(t, start, batch)
		for n := 0; n < count; n += every {
			root := start.root(t)
			ctx, cancel := context.WithCancel(t.Context())
			var taken, renamed atomic.Int64
			on := countRenames{stepper{Disk: worktree.System{}, batch: batch, step: func() error {
				if taken.Add(1) == int64(n+1) {
					return stop(cancel)
				}
				return nil
			}}, &renamed}
			_, err := worktree.ApplyOn(ctx, on, root, after().tree(t), nil)
			cancel()
			late := err == nil && errors.Is(want, context.Canceled) // an interrupt may come too late
			if !errors.Is(err, want) && !late {
				t.Fatalf("step %d: %v, want %v", n, err, want)
			}
			disk := snapshot(t, root)
			expectBeforeOrAfter(t, disk, before(), after())
			expectTidy(t, disk, err != nil && renamed.Load() == 0)
			expectCompletion(t, root, after())
		}
	}
}

type countRenames struct {
	stepper
	n *atomic.Int64
}

func (c countRenames) Rename(d *os.Root, from, to string) error {
	err := c.stepper.Rename(d, from, to)
	if err == nil {
		c.n.Add(1)
	}
	return err
}

// expectTidy expects no temporary files but those that were there before, and,
// if nothing was renamed yet, the very disk of before.
func expectTidy(t *testing.T, disk files, untouched bool) {
	t.Helper()
	for path := range disk {
		if _, old := before()[path]; isTemp(path) && !old {
			t.Errorf("%s was left behind", path)
		}
	}
	if !untouched {
		return
	}
	want := persons().with(owned(before()))
	if diff := cmp.Diff(want, persons().with(owned(disk))); diff != "" {
		t.Errorf("something changed although nothing was renamed (-want +got):\n%s", diff)
	}
}

func TestADiskThatFailsAtAnyStepLeavesEachFileBeforeOrAfter(t *testing.T) {
	t.Parallel()
	eachStep(t, 1, func(func()) error { return errFull }, errFull)
}

func TestAnInterruptLeavesEachFileBeforeOrAfter(t *testing.T) {
	t.Parallel()
	eachStep(t, 3, func(cancel func()) error { cancel(); return nil }, context.Canceled)
}

func TestASecondWriterIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	root := newScene(t).root(t)
	var second []error
	on := stepper{Disk: worktree.System{}, batch: true, step: func() error { return nil }}
	busy := whileSyncing{on, func() {
		_, err := worktree.Apply(t.Context(), root, files{"tenants/x/y.yaml": ""}.tree(t), nil)
		second = append(second, err)
		if _, err := worktree.Diff(t.Context(), root, after().tree(t)); err != nil {
			t.Error("reading must not need the lock:", err)
		}
	}}
	if _, err := worktree.ApplyOn(t.Context(), busy, root, after().tree(t), nil); err != nil {
		t.Fatal(err)
	}
	for _, err := range second {
		if err == nil || !strings.Contains(err.Error(), root) || !strings.Contains(err.Error(), "lock") {
			t.Error("want an error that names the lock and the folder, got:", err)
		}
	}
	if len(second) != 2 {
		t.Error("second writer ran", len(second), "times")
	}
	expectCompletion(t, root, after()) // and the lock is free again
}

type whileSyncing struct {
	stepper
	do func()
}

func (w whileSyncing) SyncAll(*os.File) error {
	w.do()
	return nil
}

func TestTheLockLeavesNothingInTheFolder(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	put(t, root, files{".git/HEAD": "ref"})
	apply(t, root, after())
	if diff := cmp.Diff(after().with(files{".git/HEAD": "ref"}), snapshot(t, root)); diff != "" {
		t.Error(diff)
	}
}

func TestAFolderThatIsAFileIsAnError(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "fleet")
	if err := os.WriteFile(root, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, diffErr := worktree.Diff(t.Context(), root, after().tree(t))
	_, applyErr := worktree.Apply(t.Context(), root, after().tree(t), nil)
	for _, err := range []error{diffErr, applyErr} {
		if err == nil || !strings.Contains(err.Error(), root) {
			t.Error("want an error that names the file, got:", err)
		}
	}
	if data, err := os.ReadFile(root); err != nil || string(data) != "mine" {
		t.Error(string(data), err)
	}
}
