package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

func newCheckCmd(g *global) *cobra.Command {
	o := &findingsOptions{global: g}
	cmd := &cobra.Command{
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
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), o) },
	}
	o.addFlags(cmd)
	return cmd
}

func runCheck(ctx context.Context, o *findingsOptions) error {
	if err := o.valid(); err != nil {
		return err
	}
	f, found, err := generator.Validate(o.repo())
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.answer(found, "")
	}
	files, err := tree.Read(o.repo(), layout.OwnedRoots()...)
	if err != nil {
		return err
	}
	p := o.progress("checking")
	found, err = check.Check(ctx, f, files, p.step)
	p.end()
	if err != nil {
		return err
	}
	return o.answer(found, "the rendered folders are right: %s", count(files.Len(), "file"))
}
