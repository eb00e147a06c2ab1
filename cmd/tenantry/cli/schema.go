package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
)

func newSchemaCmd(g *global) *cobra.Command {
	kinds := []string{"fleet", "cluster", "tenant"}
	return &cobra.Command{
		Use:       "schema {fleet | cluster | tenant}",
		Short:     "Print the JSON Schema of a kind of file",
		Example:   "  tenantry schema tenant",
		Args:      cobra.ExactArgs(1),
		ValidArgs: kinds,
		RunE:      func(_ *cobra.Command, args []string) error { return runSchema(g, args[0], kinds) },
	}
}

func runSchema(g *global, kind string, kinds []string) error {
	schemas, err := v1alpha1.Schemas()
	if err != nil {
		return err
	}
	for _, s := range schemas {
		if strings.EqualFold(s.Kind, kind) {
			_, err := g.env.Stdout.Write(s.JSON)
			return err
		}
	}
	return unknown("kind", kind, kinds)
}

// unknown is the error for a word that is none of the known ones.
func unknown(what, got string, known []string) error {
	if near := diag.Nearest(got, known); near != "" {
		return fmt.Errorf("no %s is called %q: did you mean %q?", what, got, near)
	}
	return fmt.Errorf("no %s is called %q: want one of %s", what, got, strings.Join(known, ", "))
}
