//go:build unix

package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAKilledRenderIsCompletedByTheNext kills the whole command while it writes: each file is as it was or as it will
// be, a person's files are untouched, and the next run makes the rest.
func TestAKilledRenderIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	start := filepath.Join(t.TempDir(), "fleet")
	tenantry(t, "init", start)
	file := filepath.Join(start, "tenants", "hello.yaml")
	hello, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	more := strings.ReplaceAll(string(hello), "hello", "another")
	moved := strings.ReplaceAll(string(hello), "plan: standard", "plan: premium")
	if moved == string(hello) {
		t.Fatal("the first tenant is not of plan standard any more: change what this test changes")
	}
	for name, text := range map[string]string{file: moved, filepath.Join(start, "tenants", "another.yaml"): more} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	finished := clone(t, start)
	began := time.Now()
	tenantry(t, "-C", finished, "render")
	wait := time.Since(began) / 2
	before, after := contents(t, start), contents(t, finished)
	// The wait seeks the time of writing, however busy the machine is: longer when the kill came too early, shorter
	// when it came too late.
	partial, tries := 0, 0
	for ; partial < 5 && tries < 200; tries++ {
		dir := clone(t, start)
		killed := killedAfter(t, dir, wait)
		left := contents(t, dir)
		expectEither(t, left, before, after)
		switch {
		case maps.Equal(left, before):
			wait += wait/16 + time.Microsecond
			continue
		case !killed || maps.Equal(left, after):
			wait -= wait / 16
			continue
		}
		partial++
		tenantry(t, "-C", dir, "render")
		if diff := cmp.Diff(after, contents(t, dir)); diff != "" {
			t.Errorf("the next run left (-want +got):\n%s", diff)
		}
	}
	t.Logf("%d of %d runs were killed in the midst of writing", partial, tries)
	if partial == 0 {
		t.Error("no run was killed while it wrote")
	}
}

// killedAfter kills a render some time after it began, and reports whether it was still at work.
func killedAfter(t *testing.T, dir string, d time.Duration) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "tenantry", "-C", dir, "--quiet", "render")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(d)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	err := cmd.Wait()
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if err != nil && exit.Exited() {
		t.Fatalf("render: %v", err)
	}
	return err != nil
}

// expectEither expects each file to be as in one of two states, but for what is half written under another name.
func expectEither(t *testing.T, got, before, after map[string]string) {
	t.Helper()
	for name, text := range got {
		if b, ok := before[name]; ok && b == text {
			continue
		}
		if a, ok := after[name]; (!ok || a != text) && !strings.HasSuffix(name, ".tenantry-tmp") {
			t.Errorf("%s is neither as it was nor as it will be", name)
		}
	}
	for name := range before {
		_, stays := after[name]
		if _, there := got[name]; stays && !there {
			t.Errorf("%s is lost", name)
		}
	}
}

func tenantry(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "tenantry", append([]string{"--quiet"}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("tenantry %v: %v\n%s", args, err, out)
	}
}

func clone(t *testing.T, dir string) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "fleet")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return copied
}

// contents reads every file below a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
