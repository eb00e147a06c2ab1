package cli

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/worktree"
)

type renderOptions struct {
	*global
	check     bool
	brief     bool // do not list what is written
	manifests string
}

func newRenderCmd(g *global) *cobra.Command {
	o := &renderOptions{global: g}
	cmd := &cobra.Command{
		Use:   "render",
		Short: "Make the rendered folders equal to what the files say",
		Long: `Render writes the folders below clusters/ and tenants/, infrastructure/, .schemas/, the pipelines and a
marked block in .gitattributes and .sourceignore. It touches only what differs, and never a file of yours.`,
		Example: "  tenantry render\n  tenantry render --check",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runRender(cmd.Context(), o) },
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "write nothing; exit 1 if something would change")
	addManifestsFlag(cmd, &o.manifests)
	return cmd
}

func addManifestsFlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "flux-manifests", "",
		"folder with Flux's own manifests for profile gotk, instead of the built-in ones")
}

func manifestsOf(dir string) fs.FS {
	if dir == "" {
		return nil
	}
	return os.DirFS(dir)
}

func runRender(ctx context.Context, o *renderOptions) error {
	r, found, err := generator.Generate(o.repo(), generator.Options{FluxManifests: manifestsOf(o.manifests)})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	if found, err = generator.Removals(o.repo(), r.Fleet); err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	changes, err := worktree.Diff(ctx, o.dir, r.Tree)
	if err != nil {
		return err
	}
	if err := render.Prove(r.Tree, written(changes)); err != nil {
		return err
	}
	if err := o.print(changes); err != nil {
		return err
	}
	if o.check {
		if len(changes) == 0 {
			return nil
		}
		o.advise("run \"tenantry render\" and commit the result")
		return errNo
	}
	p := o.progress("writing")
	defer p.end()
	// Also when nothing differs: it removes what a killed run left behind.
	_, err = worktree.Apply(ctx, o.dir, r.Tree, p.step)
	return err
}

// written returns the paths that changes write.
func written(changes []worktree.Change) []string {
	paths := make([]string, 0, len(changes))
	for _, c := range changes {
		if c.Op != worktree.Delete {
			paths = append(paths, c.Path)
		}
	}
	return paths
}

// print lists changes, folder by folder: a new tenant is a line or two, not a
// screen.
func (o *renderOptions) print(changes []worktree.Change) error {
	if o.brief {
		return nil
	}
	if len(changes) == 0 {
		if !o.quiet {
			_, err := fmt.Fprintln(o.env.Stdout, "nothing to do")
			return err
		}
		return nil
	}
	type group struct {
		op  worktree.Op
		dir string
	}
	files := map[group][]string{}
	var order []group
	for _, c := range changes {
		k := group{c.Op, path.Dir(c.Path)}
		if files[k] == nil {
			order = append(order, k)
		}
		files[k] = append(files[k], c.Path)
	}
	slices.SortStableFunc(order, func(a, b group) int { return cmp.Compare(a.dir, b.dir) })
	for _, k := range order {
		line := files[k][0]
		if n := len(files[k]); n > 1 {
			line = fmt.Sprintf("%s/ (%d files)", k.dir, n)
		}
		if _, err := fmt.Fprintf(o.env.Stdout, "%s %s\n", k.op, line); err != nil {
			return err
		}
	}
	return nil
}
