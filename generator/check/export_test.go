package check

import (
	"context"

	"github.com/tenantry/tenantry/generator/check/schema"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/tree"
)

// CheckWith is Check with a validator that was used before: compiling its schemas
// takes longer than all the rest of a small fleet.
func CheckWith(ctx context.Context, v *schema.Validator, f *fleet.Fleet, files *tree.Tree) (diag.List, error) {
	c, err := newChecker(f, files)
	if err != nil {
		return nil, err
	}
	c.schemas = v
	if err := c.run(ctx, func(int, int) {}); err != nil {
		return nil, err
	}
	return c.report.findings(), nil
}

// UnusedAllowances proves a fleet and returns the entries of parity.yaml that no
// difference needed, by kind and path.
func UnusedAllowances(ctx context.Context, f *fleet.Fleet, files *tree.Tree) ([]string, error) {
	c, err := newChecker(f, files)
	if err != nil {
		return nil, err
	}
	if err := c.run(ctx, func(int, int) {}); err != nil {
		return nil, err
	}
	var out []string
	for _, a := range c.allowed.entries {
		if !a.used {
			out = append(out, a.Kind+" "+a.Path)
		}
	}
	return out, nil
}
