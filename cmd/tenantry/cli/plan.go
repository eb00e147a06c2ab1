package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/repo"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

type planOptions struct {
	*global
	against   string
	output    string
	manifests string
}

func newPlanCmd(g *global) *cobra.Command {
	o := &planOptions{global: g}
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Say what would change on every cluster and in Azure, object by object",
		Long: `Plan renders the fleet, builds both sides with kustomize, opens their ARM templates, and compares objects and
resources, not lines: what appears, what changes field by field, what disappears, in which deployment stack,
and which tenants and gateways are touched. It warns of what Azure would delete, leave behind or refuse to
change. It exits 1 if something would change.`,
		Example: "  tenantry plan\n  tenantry plan --against origin/main -o markdown",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runPlan(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.against, "against", "HEAD", "the commit, branch or tag to compare with")
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "text, markdown or json")
	addManifestsFlag(cmd, &o.manifests)
	return cmd
}

func runPlan(ctx context.Context, o *planOptions) error {
	write, err := o.writer()
	if err != nil {
		return err
	}
	r, found, err := generator.Generate(o.repo(), generator.Options{FluxManifests: manifestsOf(o.manifests)})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	base, err := filesAt(o.dir, o.against)
	if err != nil {
		return err
	}
	if found, err = generator.Removals(base, r.Fleet); err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	before, err := tree.Read(base, append(layout.OwnedRoots(), layout.OwnedFiles()...)...)
	if err != nil {
		return err
	}
	p := o.progress("comparing")
	rev, err := review.Compare(ctx, before, r.Tree, r.Plan, p.step)
	p.end()
	if err != nil {
		return err
	}
	if err := write(o.env.Stdout, rev); err != nil {
		return err
	}
	if !rev.Empty() {
		return errNo
	}
	return nil
}

func (o *planOptions) writer() (func(io.Writer, *review.Review) error, error) {
	switch o.output {
	case "text":
		return func(w io.Writer, r *review.Review) error { return review.WriteText(w, r, o.env.ColorTerminal) }, nil
	case "markdown":
		return func(w io.Writer, r *review.Review) error {
			_, err := io.WriteString(w, review.Markdown(r, review.Room{}))
			return err
		}, nil
	case "json":
		return review.WriteJSON, nil
	}
	return nil, fmt.Errorf("--output: %w", unknown("format", o.output, []string{"text", "markdown", "json"}))
}

// filesAt returns the files of a commit. A repository without a commit has none
// yet.
func filesAt(dir, revision string) (fs.FS, error) {
	r, err := repo.Open(dir)
	if err != nil {
		return nil, err
	}
	commit, err := r.Resolve(revision)
	if errors.Is(err, repo.ErrNoRevision) && revision == "HEAD" {
		return (&tree.Tree{}).FS(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("--against: %w", err)
	}
	return r.Files(commit)
}
