package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tenantry/tenantry/e2e/components"
	"github.com/tenantry/tenantry/e2e/lab"
)

// startLab starts a lab that ends with the test. Its folder is removed when the test passes; when it fails, the logs
// stay and the test says where.
func startLab(ctx context.Context, t *testing.T, clusters ...lab.ClusterOptions) *lab.Lab {
	t.Helper()
	dir, err := os.MkdirTemp("", "tenantry-lab-")
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	l, err := lab.Start(ctx, lab.Options{Dir: dir, Parts: parts(ctx, t)}, clusters...)
	t.Cleanup(func() {
		if l != nil {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		}
		if t.Failed() {
			t.Logf("logs are kept in %s", filepath.Join(dir, "logs"))
			return
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the lab was up after %.1fs", time.Since(started).Seconds())
	return l
}

// parts returns the programs, which are built first if they are not there.
func parts(ctx context.Context, t *testing.T) *components.Built {
	t.Helper()
	dir, err := components.DefaultDir(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	sets, err := components.Load("components/sets")
	if err != nil {
		t.Fatal(err)
	}
	built, err := components.Cache{Dir: dir, Out: os.Stderr}.Ensure(ctx, sets)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// deadline is a context that ends so long before the test's own deadline that everything can still be stopped: a test
// that the deadline kills would leave programs behind.
func deadline(t *testing.T) context.Context {
	t.Helper()
	at, ok := t.Deadline()
	if !ok {
		return t.Context()
	}
	ctx, cancel := context.WithDeadline(t.Context(), at.Add(-30*time.Second))
	t.Cleanup(cancel)
	return ctx
}
