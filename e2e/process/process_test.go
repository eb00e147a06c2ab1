package process_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tenantry/tenantry/e2e/process"
)

func TestAProgramThatGivesUpIsReportedWithItsLastWords(t *testing.T) {
	t.Parallel()
	p := start(t, "echo starting; echo no such key >&2; exit 3")
	err := p.WaitOK(t.Context(), "http://127.0.0.1:1/")
	for _, want := range []string{"sh ended (exit status 3)", "starting", "no such key"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("waiting says %v, want something with %q", err, want)
		}
	}
}

func TestStoppingTwiceIsStoppingOnce(t *testing.T) {
	t.Parallel()
	p := start(t, "exec sleep 60")
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Check(); err == nil {
		t.Error("a program that was stopped still runs")
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	p := start(t, "exec sleep 60")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := p.WaitOK(ctx, "http://127.0.0.1:1/"); err == nil {
		t.Error("something answered where nobody listens")
	}
}

func TestAProgramInheritsNothingButItsPath(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "log")
	p, err := process.Start(process.Spec{
		Name: "env", Path: "/usr/bin/env", Env: []string{"GIVEN=yes", "HOME=/nowhere"}, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	for p.Check() == nil {
		time.Sleep(time.Millisecond)
	}
	got, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(got)) {
		name, _, _ := strings.Cut(line, "=")
		switch name {
		case "PATH", "HOME", "GIVEN":
		default:
			t.Errorf("the program sees %s", line)
		}
	}
	if !strings.Contains(string(got), "HOME=/nowhere\n") {
		t.Errorf("what is given does not win: %s", got)
	}
}

func TestFreePortsDiffer(t *testing.T) {
	t.Parallel()
	ports, err := process.FreePorts(20)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, port := range ports {
		if seen[port] {
			t.Errorf("port %d was given twice", port)
		}
		seen[port] = true
	}
}

// start runs a shell script that ends with the test.
func start(t *testing.T, script string) *process.Process {
	t.Helper()
	p, err := process.Start(process.Spec{
		Name: "sh", Path: "/bin/sh", Args: []string{"-c", script}, Log: filepath.Join(t.TempDir(), "log"),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}
