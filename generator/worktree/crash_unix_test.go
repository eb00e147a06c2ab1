//go:build unix

package worktree_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/worktree"
)

// childEnv makes the test binary apply the change set and nothing else.
const childEnv = "WORKTREE_TEST_CHILD"

// child is what the process that is to be killed does.
type child struct {
	Root  string
	Batch bool
	Step  int64 // the step at which it kills itself; 0 leaves that to its parent
}

func TestMain(m *testing.M) {
	if spec := os.Getenv(childEnv); spec != "" {
		if err := runChild(spec); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// runChild applies the change set and dies at the step that spec says.
func runChild(spec string) error {
	var c child
	if err := json.Unmarshal([]byte(spec), &c); err != nil {
		return err
	}
	want, err := treeOf(after())
	if err != nil {
		return err
	}
	var taken atomic.Int64
	var on worktree.Disk = worktree.System{}
	if c.Step > 0 {
		on = stepper{Disk: on, batch: c.Batch, step: func() error {
			if taken.Add(1) == c.Step {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {} // until the signal arrives
			}
			return nil
		}}
	}
	fmt.Println("ready")
	_, err = worktree.ApplyOn(context.Background(), on, c.Root, want, nil)
	return err
}

// start starts a child and returns when it is about to apply.
func (c child) start(t *testing.T) *exec.Cmd {
	t.Helper()
	spec, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+string(spec))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatal(line, err)
	}
	return cmd
}

// wait reports whether the child was killed; it must not fail in another way.
func wait(t *testing.T, cmd *exec.Cmd) bool {
	t.Helper()
	err := cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status, ok := exit.Sys().(syscall.WaitStatus)
		if ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
			return true
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return false
}

// expectSurvival expects the promises to hold in root after a kill. The next run
// is the same one, or one back to where it began.
func expectSurvival(t *testing.T, root string, back bool) {
	t.Helper()
	expectBeforeOrAfter(t, snapshot(t, root), before(), after())
	if back {
		expectReturn(t, root)
		return
	}
	expectCompletion(t, root, after())
}

// expectReturn expects a run that wants what was there before to bring it back:
// half-written files of the other tree must not survive it.
func expectReturn(t *testing.T, root string) {
	t.Helper()
	want := owned(before())
	apply(t, root, want)
	if diff := cmp.Diff(persons().with(shared(after()), want), withoutEmpty(snapshot(t, root))); diff != "" {
		t.Errorf("after a run back (-want +got):\n%s", diff)
	}
}

func TestKilledAtAnyInstantEachFileIsBeforeOrAfter(t *testing.T) {
	t.Parallel()
	start := newScene(t)
	var kills, late atomic.Int64
	t.Run("kills", func(t *testing.T) {
		for _, batch := range []bool{false, true} {
			for n := range steps(t, start, batch) {
				t.Run(fmt.Sprintf("step %d, batch %t", n+1, batch), func(t *testing.T) {
					t.Parallel()
					killAtStep(t, start, int64(n+1), batch)
					kills.Add(1)
				})
			}
		}
		length := min(duration(t, start), duration(t, start), duration(t, start))
		for n := range 100 {
			t.Run(fmt.Sprintf("instant %d", n), func(t *testing.T) {
				t.Parallel()
				if killAfter(t, start, length*time.Duration(n)/90, n%2 == 1) {
					kills.Add(1)
				} else {
					late.Add(1)
				}
			})
		}
	})
	t.Logf("%d kills, %d came when the work was done", kills.Load(), late.Load())
	if kills.Load() < 200 {
		t.Error("too few kills to prove anything")
	}
}

func killAtStep(t *testing.T, start scene, n int64, batch bool) {
	t.Helper()
	root := start.root(t)
	c := child{Root: root, Batch: batch, Step: n}
	if !wait(t, c.start(t)) {
		t.Fatal("the child lived on")
	}
	expectSurvival(t, root, n%2 == 1)
}

// killAfter kills a child some time after it began and reports whether it was
// still at work.
func killAfter(t *testing.T, start scene, d time.Duration, back bool) bool {
	t.Helper()
	root := start.root(t)
	cmd := child{Root: root}.start(t)
	time.Sleep(d)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	killed := wait(t, cmd)
	expectSurvival(t, root, back)
	return killed
}

// duration is how long a child works that nobody kills.
func duration(t *testing.T, start scene) time.Duration {
	t.Helper()
	root := start.root(t)
	cmd := child{Root: root}.start(t)
	began := time.Now()
	if wait(t, cmd) {
		t.Fatal("killed by somebody else")
	}
	return time.Since(began)
}
