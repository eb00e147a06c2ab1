package cli

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/docs/diagnostics"
)

func newExplainCmd(g *global) *cobra.Command {
	return &cobra.Command{
		Use:     "explain <code>",
		Short:   "Tell what a finding means and what to do about it",
		Example: "  tenantry explain hostname-taken",
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			codes, _ := codes() // completion has no place to report to
			return codes, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return runExplain(g, args[0]) },
	}
}

func runExplain(g *global, code string) error {
	known, err := codes()
	if err != nil {
		return err
	}
	page, err := fs.ReadFile(diagnostics.FS, code+".md")
	if err != nil {
		return unknown("finding", code, known)
	}
	_, err = fmt.Fprintf(g.env.Stdout, "%s", page)
	return err
}

func codes() ([]string, error) {
	pages, err := fs.Glob(diagnostics.FS, "*.md")
	for i, p := range pages {
		pages[i] = strings.TrimSuffix(p, ".md")
	}
	return pages, err
}
