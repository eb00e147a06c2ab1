// Package reference puts the committed reference fleet on a lab: it replaces real hosts by the lab's, plays the
// tenants' teams, who push what they run, and Azure, which gives clusters their root, nodes, and the values that only
// it knows. Everything else comes from Git.
package reference

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/tenantry/tenantry/e2e/lab"
)

// Fleet is the reference fleet on a lab. Its methods may be called by several goroutines, except those that change
// Tenants: PushSources and Follow.
type Fleet struct {
	// Program is the generator, built from the same checkout.
	Program string
	// Files are the fleet's repository with the lab's hosts, rendered.
	Files fstest.MapFS
	// Tenants are those that the teams and Azure know of.
	Tenants []Tenant

	lab      *lab.Lab
	checkout string
	pushed   map[string]bool // sources, by where they are
}

// Take builds the generator from a checkout of this project, takes the fleet that is committed there, replaces hosts
// in the files that people write, and renders it again. It is an error when more than hosts, provider and insecure
// differ from what is committed. Nothing is pushed yet.
func Take(ctx context.Context, l *lab.Lab, checkout string) (*Fleet, error) {
	f := &Fleet{
		Program: filepath.Join(l.Dir(), "bin", "tenantry"),
		lab:     l, checkout: checkout, pushed: map[string]bool{},
	}
	build := exec.CommandContext(ctx, "go", "build", "-o", f.Program, "./cmd/tenantry")
	build.Dir = checkout
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build tenantry: %w\n%s", err, out)
	}
	committed, err := committedFiles(ctx, checkout)
	if err != nil {
		return nil, err
	}
	local := fstest.MapFS{}
	for name, file := range committed {
		local[name] = &fstest.MapFile{Data: file.Data, Mode: 0o644}
		if isInput(name) {
			local[name].Data = withLocalHosts(file.Data, hosts{l.Registry.Host, l.FleetURL(), l.Forge.CloneURL})
		}
	}
	if f.Files, err = f.Render(ctx, local); err != nil {
		return nil, err
	}
	if foreign := foreignDifferences(committed, f.Files); len(foreign) > 0 {
		return nil, fmt.Errorf("more than hosts, provider and insecure differ from the committed fleet (is it rendered?):\n\t%s",
			strings.Join(foreign, "\n\t"))
	}
	f.Tenants, err = tenantsOf(f.Files)
	return f, err
}

// Render returns a fleet's repository as the generator makes it of the files that people write.
func (f *Fleet) Render(ctx context.Context, files fs.FS) (fstest.MapFS, error) {
	dir, err := os.MkdirTemp("", "tenantry-fleet-")
	if err != nil {
		return nil, fmt.Errorf("render the fleet: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.CopyFS(dir, files); err != nil {
		return nil, fmt.Errorf("render the fleet: %w", err)
	}
	render := exec.CommandContext(ctx, f.Program, "-C", dir, "render", "--quiet")
	if out, err := render.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("render the fleet: %w\n%s", err, out)
	}
	return lab.Rewrite(os.DirFS(dir), func(_ string, data []byte) []byte { return data })
}

// Learn makes the teams and Azure know the tenants of a rendered repository, and no others.
func (f *Fleet) Learn(files fs.FS) error {
	tenants, err := tenantsOf(files)
	if err != nil {
		return err
	}
	f.Tenants = tenants
	return nil
}
