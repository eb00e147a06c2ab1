package cli

import (
	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
)

func newValidateCmd(g *global) *cobra.Command {
	o := &findingsOptions{global: g}
	cmd := &cobra.Command{
		Use:     "validate",
		Short:   "Report everything that is wrong with the files people wrote",
		Example: "  tenantry validate\n  tenantry -C ../fleet validate -o sarif",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runValidate(o) },
	}
	o.addFlags(cmd)
	return cmd
}

func runValidate(o *findingsOptions) error {
	if err := o.valid(); err != nil {
		return err
	}
	f, found, err := generator.Validate(o.repo())
	if err != nil {
		return err
	}
	if f == nil {
		return o.answer(found, "")
	}
	return o.answer(nil, "the fleet is right: %s, %s, %s",
		count(2*len(f.Stamps), "cluster"), count(len(f.Gateways)*len(f.Stamps), "gateway"), count(len(f.Tenants), "tenant"))
}
