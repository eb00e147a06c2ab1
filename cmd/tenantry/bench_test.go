package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkRender measures whole processes for 440 tenants on two clusters: "cold" is a render into a repository that
// holds only what people write, against cp -r of everything; "check" is "render --check" with nothing to do, against
// cat of the rendered files. They take turns; the medians and their ratio are reported.
func BenchmarkRender(b *testing.B) {
	repo := filepath.Join(b.TempDir(), "fleet")
	largeFleet(b, repo, 440)
	run(b, "tenantry", "-C", repo, "--quiet", "render")
	b.Run("cold", func(b *testing.B) {
		made := 0
		fresh := func() string { made++; return filepath.Join(b.TempDir(), fmt.Sprintf("run-%d", made)) }
		turns(b, func() func() {
			dir := fresh()
			largeFleet(b, dir, 440)
			run(b, "sync")
			return func() { run(b, "tenantry", "-C", dir, "--quiet", "render") }
		}, func() func() {
			dir := fresh()
			return func() { run(b, "cp", "-r", repo, dir) }
		})
	})
	b.Run("check", func(b *testing.B) {
		files := rendered(b, repo)
		turns(b,
			func() func() { return func() { run(b, "tenantry", "-C", repo, "--quiet", "render", "--check") } },
			func() func() { return func() { run(b, "cat", files...) } },
		)
	})
}

// turns lets two prepared pieces of work take turns, because other work on the machine comes and goes.
func turns(b *testing.B, ours, theirs func() func()) {
	b.Helper()
	clock := func(prepare func() func()) time.Duration {
		work := prepare()
		began := time.Now()
		work()
		return time.Since(began)
	}
	var our, their []time.Duration
	for b.Loop() {
		our = append(our, clock(ours))
		their = append(their, clock(theirs))
	}
	slices.Sort(our)
	slices.Sort(their)
	o, t := our[len(our)/2], their[len(their)/2]
	b.ReportMetric(float64(o.Milliseconds()), "ms-ours")
	b.ReportMetric(float64(t.Milliseconds()), "ms-theirs")
	b.ReportMetric(float64(o)/float64(t), "ours/theirs")
}

func run(b *testing.B, program string, args ...string) {
	b.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(b.Context(), program, args...)
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v\n%s", program, err, stderr.String())
	}
}

// largeFleet writes what people write of a fleet with so many tenants, over eight gateways.
func largeFleet(b *testing.B, dir string, tenants int) {
	b.Helper()
	first := filepath.Join(b.TempDir(), "fleet")
	run(b, "tenantry", "init", first, "--name", "acme")
	for _, name := range []string{"clusters/fleet.yaml", "clusters/prod-weu.yaml", "clusters/prod-neu.yaml"} {
		data, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			b.Fatal(err)
		}
		data = bytes.Replace(data, []byte("gateways: [shared-1, shared-2]"), []byte("gateways: [g0, g1, g2, g3, g4, g5, g6, g7]"), 1)
		write(b, filepath.Join(dir, name), data)
	}
	for i := range tenants {
		name := fmt.Sprintf("tenant-%03d", i)
		write(b, filepath.Join(dir, "tenants", name+".yaml"), fmt.Appendf(nil, `apiVersion: tenantry.dev/v1alpha1
kind: Tenant
metadata:
  name: %[1]s
spec:
  plan: standard
  owners: [33333333-3333-4333-8333-333333333333]
  hostnames: [%[1]s.apps.acme.example]
  source: {oci: oci://acmefleet.azurecr.io/tenants/%[1]s, tag: stable}
  placement: {gateway: g%[2]d}
`, name, i%8))
	}
}

func write(b *testing.B, name string, data []byte) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		b.Fatal(err)
	}
}

// rendered returns the files of a repository.
func rendered(b *testing.B, repo string) []string {
	b.Helper()
	var files []string
	err := filepath.WalkDir(repo, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}
