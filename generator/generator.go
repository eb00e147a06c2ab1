// Package generator renders a whole fleet repository from the files that people
// wrote.
//
// The data goes one way, and each stage is a package that knows only the stages
// before it:
//
//	files on disk   fs.FS
//	    load      → values with positions
//	    fleet     → a model that cannot be invalid
//	    plan      → one cell per tenant and cluster, every value decided
//	    render    → a tree of files in memory
//	    check     → the tree, proven to build and to keep its promises, in both planes
//	    worktree  → the disk, changed as little as possible
//	    repo      → a commit on a branch
//	    forge     → a pull request
//
// [Generate] runs the stages up to the tree. It reads nothing but the file
// system that it is given: no clock, no environment, no network.
package generator

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render/azure"
	"github.com/tenantry/tenantry/generator/render/deploy"
	"github.com/tenantry/tenantry/generator/render/flux"
	"github.com/tenantry/tenantry/generator/render/pipeline"
	"github.com/tenantry/tenantry/generator/render/platform"
	"github.com/tenantry/tenantry/generator/render/tenant"
	"github.com/tenantry/tenantry/generator/tree"
)

// Options changes what is rendered.
type Options struct {
	// FluxManifests holds the controllers' manifests for the profile gotk: what
	// "flux install --export" prints, or one file per component. Nil means the
	// embedded ones.
	FluxManifests fs.FS
}

// Result is a fleet, rendered.
type Result struct {
	Fleet *fleet.Fleet
	Plan  *plan.Plan
	Tree  *tree.Tree
}

// Generate reads a repository and renders it. The result is nil when there are
// findings: a wrong fleet never renders anything.
func Generate(repo fs.FS, opts Options) (*Result, diag.List, error) {
	f, found, err := read(repo)
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	r := &Result{Fleet: f, Plan: plan.Of(f)}
	r.Tree, found, err = Render(repo, r.Plan, opts)
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	return r, nil, nil
}

// Validate reads the files that people wrote and checks every rule. The fleet
// is nil when there are findings.
func Validate(repo fs.FS) (*fleet.Fleet, diag.List, error) {
	f, found, err := read(repo)
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	if len(f.Bicep)+len(f.Overrides) > 0 { // they are judged by what they change
		found, err = azure.Render(plan.Of(f), &tree.Tree{})
		if err != nil || len(found) > 0 {
			return nil, found, err
		}
	}
	return f, nil, nil
}

// read builds the fleet that the YAML files describe.
func read(repo fs.FS) (*fleet.Fleet, diag.List, error) {
	files, found, err := load.Load(repo)
	if err != nil {
		return nil, nil, err
	}
	f, more := fleet.Build(files)
	if found = append(found, more...); len(found) > 0 {
		return nil, found.Sorted(), nil
	}
	return f, nil, nil
}

// Render prints a plan. Of repo it reads only the files that it shares with
// people, whose own lines it keeps. The findings are about people's own Bicep.
func Render(repo fs.FS, p *plan.Plan, opts Options) (*tree.Tree, diag.List, error) {
	out := &tree.Tree{}
	var found diag.List
	existing := func(path string) ([]byte, error) {
		text, err := fs.ReadFile(repo, path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return text, err
	}
	for _, stage := range []struct {
		name string
		run  func() error
	}{
		{"platform", func() error { return platform.Render(p, out) }},
		{"Azure", func() (err error) { found, err = azure.Render(p, out); return err }},
		{"deployment", func() error { return deploy.Render(p, out) }},
		{"tenants", func() error { return tenant.Render(p, out) }},
		{"flux", func() error { return flux.Render(p, opts.FluxManifests, out) }},
		{"pipelines", func() error { return pipeline.Render(p, existing, out) }},
	} {
		if err := stage.run(); err != nil {
			return nil, nil, fmt.Errorf("render %s: %w", stage.name, err)
		}
	}
	if len(found) > 0 {
		return nil, found, nil
	}
	return out, nil, nil
}
