package check

import (
	"context"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/tree"
)

// Prover proves one fleet again and again, each time with few files changed. It
// keeps compiled schemas, and what was built from files that are still the same.
type Prover struct{ first *checker }

// NewProver proves the fleet once.
func NewProver(ctx context.Context, f *fleet.Fleet, files *tree.Tree) (*Prover, error) {
	c, err := newChecker(f, files)
	if err != nil {
		return nil, err
	}
	return &Prover{first: c}, c.run(ctx, func(int, int) {})
}

// First is what the first proof found.
func (p *Prover) First() diag.List { return p.first.report.findings() }

// Check is the package's Check.
func (p *Prover) Check(ctx context.Context, files *tree.Tree) (diag.List, error) {
	c, err := newChecker(p.first.fleet, files)
	if err != nil {
		return nil, err
	}
	c.schemas = p.first.schemas
	for path, b := range p.first.built {
		if build.Same(p.first.builder, c.builder, path) {
			c.built[path] = b
		}
	}
	if err := c.run(ctx, func(int, int) {}); err != nil {
		return nil, err
	}
	return c.report.findings(), nil
}

// Unused returns the entries of parity.yaml that no difference of the fleet
// needed, by kind and path.
func (p *Prover) Unused() []string {
	var out []string
	for _, a := range p.first.allowed.entries {
		if !a.used {
			out = append(out, a.Kind+" "+a.Path)
		}
	}
	return out
}
