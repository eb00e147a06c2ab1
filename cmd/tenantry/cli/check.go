package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

func newCheckCmd(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Prove the rendered folders: they build, are accepted, keep tenants apart and both clusters alike",
		Long: `Check builds with kustomize what each Flux Kustomization will build, decodes every object strictly, and proves
that references resolve, that the graph has no cycle, that no tenant names another's objects, and that a
primary and its DR cluster differ only where a reviewed list allows it. It compiles and expands every stack of
Azure, proves that each resource has one stack and that a stack needs only what is there before it, and holds the
two planes together: credentials and accounts, roles and their uses, hostnames and records, ids on both sides.
It needs no network and no cluster.`,
		Example: "  tenantry check",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), g) },
	}
}

func runCheck(ctx context.Context, g *global) error {
	f, found, err := generator.Validate(g.repo())
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return g.report(found)
	}
	files, err := tree.Read(g.repo(), layout.OwnedRoots()...)
	if err != nil {
		return err
	}
	p := g.progress("checking")
	found, err = check.Check(ctx, f, files, p.step)
	p.end()
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return g.report(found)
	}
	if !g.quiet {
		_, err = fmt.Fprintf(g.env.Stdout, "the rendered folders are right: %s\n", count(files.Len(), "file"))
	}
	return err
}
