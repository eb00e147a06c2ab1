package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
)

func newValidateCmd(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "validate",
		Short:   "Report everything that is wrong with the files people wrote",
		Example: "  tenantry validate\n  tenantry -C ../fleet validate",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runValidate(g) },
	}
}

func runValidate(g *global) error {
	f, found, err := generator.Validate(g.repo())
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return g.report(found)
	}
	if !g.quiet {
		_, err = fmt.Fprintf(g.env.Stdout, "the fleet is right: %s, %s, %s\n",
			count(2*len(f.Stamps), "cluster"), count(len(f.Gateways)*len(f.Stamps), "gateway"), count(len(f.Tenants), "tenant"))
	}
	return err
}
