package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/cost"
)

type costOptions struct {
	*global
	assumed cost.Assumptions
	prices  string
	output  string
}

func newCostCmd(g *global) *cobra.Command {
	o := &costOptions{global: g}
	cmd := &cobra.Command{
		Use:   "cost",
		Short: "Estimate what the fleet costs in a month, by cluster, gateway and tenant",
		Long: `Cost counts what the rendered ARM templates deploy and multiplies it with published prices, each with its
source and date. What has no published price in the table is "not priced": nothing is made up. What tenants
share is divided among them by the CPU that their quotas promise. Discounts, reservations, traffic and what is
billed by its use alone are not in it.

The table is generator/cost/prices.yaml. A file of the same form, given with --prices, wins over it:

  currency: USD
  prices:
    - {meter: vm/Standard_D4ds_v5, price: 0.25, unit: hour, region: westeurope, source: "https://…", date: "2026-11-25"}`,
		Example: "  tenantry cost\n  tenantry cost --prices prices.yaml --logs-gb 200 -o json",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runCost(o) },
	}
	cmd.Flags().StringVar(&o.prices, "prices", "", "a file of prices that win over the published ones")
	cmd.Flags().StringVar(&o.assumed.StandIn, "stand-in", "", "the region whose prices are taken where a region has none")
	cmd.Flags().Float64Var(&o.assumed.LogsGB, "logs-gb", 50, "GB that each Log Analytics workspace takes in a month")
	cmd.Flags().Float64Var(&o.assumed.CapacityUnits, "capacity-units", 1, "capacity units of each AGC, on average")
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "text or json")
	return cmd
}

func runCost(o *costOptions) error {
	write, ok := map[string]func(io.Writer, *cost.Estimate) error{"text": cost.WriteText, "json": cost.WriteJSON}[o.output]
	if !ok {
		return fmt.Errorf("--output: %w", unknown("format", o.output, []string{"text", "json"}))
	}
	prices, err := o.table()
	if err != nil {
		return err
	}
	r, found, err := generator.Generate(o.repo(), generator.Options{})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	e, err := cost.Of(r.Plan, r.Tree, prices, o.assumed)
	if err != nil {
		return err
	}
	return write(o.env.Stdout, e)
}

// table is the published prices, after those of a file if one is given. The file
// is found from where the program runs, as every file that a person names.
func (o *costOptions) table() (*cost.Table, error) {
	prices, err := cost.Published()
	if err != nil || o.prices == "" {
		return prices, err
	}
	data, err := os.ReadFile(filepath.Clean(o.prices))
	if err != nil {
		return nil, fmt.Errorf("--prices: %w", err)
	}
	more, err := cost.Read(data)
	if err != nil {
		return nil, fmt.Errorf("--prices %s: %w", o.prices, err)
	}
	if prices, err = prices.With(more); err != nil {
		return nil, fmt.Errorf("--prices %s: %w", o.prices, err)
	}
	return prices, nil
}
