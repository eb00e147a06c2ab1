package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/diag/format"
)

// report writes findings as text, as the answer of a command that could not even
// begin.
func (g *global) report(found diag.List) error { return g.reportAs(format.Text, found) }

// reportAs writes findings as the command's answer. None is an answer too.
func (g *global) reportAs(f format.Format, found diag.List) error {
	if err := format.Write(g.env.Stdout, f, found, version()); err != nil {
		return err
	}
	if len(found) == 0 {
		return nil
	}
	g.advise("%s; \"tenantry explain CODE\" tells more about one", count(len(found), "finding"))
	return errNo
}

// findingsOptions are those of the commands whose answer is findings.
type findingsOptions struct {
	*global
	output string
}

func (o *findingsOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.output, "output", "o", string(format.Text), strings.Join(format.All(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(format.All(), cobra.ShellCompDirectiveNoFileComp))
}

func (o *findingsOptions) valid() error {
	if !slices.Contains(format.All(), o.output) {
		return fmt.Errorf("--output: %w", unknown("format", o.output, format.All()))
	}
	return nil
}

// answer writes the findings, or in words that there is none.
func (o *findingsOptions) answer(found diag.List, right string, args ...any) error {
	if f := format.Format(o.output); f != format.Text || len(found) > 0 {
		return o.reportAs(f, found)
	}
	if o.quiet {
		return nil
	}
	_, err := fmt.Fprintf(o.env.Stdout, right+"\n", args...)
	return err
}
