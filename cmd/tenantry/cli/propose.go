package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/proposal"
	"github.com/tenantry/tenantry/generator/repo"
	"github.com/tenantry/tenantry/generator/worktree"
)

type proposeOptions struct {
	*global
	names     []string
	branch    string
	refresh   bool
	manifests string
}

func newProposeCmd(g *global) *cobra.Command {
	o := &proposeOptions{global: g}
	cmd := &cobra.Command{
		Use:   "propose [<tenant>...]",
		Short: "Open a pull request with your files and what is rendered from them",
		Long: `Propose renders and checks what you changed below clusters/ and tenants/, commits exactly that to a branch on
top of the newest base, pushes it, and opens the pull request with the plan as its body. Run again it
updates the same pull request. Your work tree stays as it is.

The branch is the one you are on or, from the base branch, tenantry/<tenant>. With names, only these
tenants' files are proposed. The token comes from TENANTRY_TOKEN, or from GITHUB_TOKEN, GITLAB_TOKEN,
GITEA_TOKEN or AZURE_DEVOPS_TOKEN.`,
		Example: "  tenantry propose\n  tenantry propose contoso\n  tenantry propose --refresh",
		RunE: func(cmd *cobra.Command, args []string) error {
			o.names = args
			return runPropose(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.branch, "branch", "", "branch to propose from (default the one you are on)")
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, "render every pushed branch again whose base has moved")
	addManifestsFlag(cmd, &o.manifests)
	return cmd
}

func runPropose(ctx context.Context, o *proposeOptions) error {
	f, found, err := generator.Validate(o.repo())
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	p, err := newProposer(ctx, o, f)
	if err != nil {
		return err
	}
	if o.refresh {
		return p.refresh(ctx)
	}
	return p.proposeWorkTree(ctx)
}

// proposeWorkTree proposes what the person has committed on the current branch
// and what lies uncommitted in the work tree.
func (p *proposer) proposeWorkTree(ctx context.Context) error {
	changes, err := p.workTree()
	if err != nil {
		return err
	}
	head, err := p.repo.Resolve("HEAD")
	if err != nil {
		return err
	}
	branch, own, err := p.branchFor(changes, head)
	if err != nil {
		return err
	}
	tip, err := p.fetch(ctx, branch)
	if err != nil {
		return err
	}
	if own {
		if err := p.mustContain(head, tip, branch); err != nil {
			return err
		}
		tip = head
	}
	draft, err := p.make(ctx, head, tip, changes)
	if err != nil {
		return err
	}
	if draft.Nothing {
		_, err := fmt.Fprintln(p.env.Stdout, "nothing to propose: the base branch holds all of it")
		return err
	}
	if err := p.publish(ctx, branch, draft); err != nil {
		return err
	}
	if !own {
		return nil
	}
	return p.follow(ctx, branch, head, draft)
}

// follow brings the person's own branch to the proposal where that changes
// nothing but rendered files; otherwise it says how to.
func (p *proposer) follow(ctx context.Context, branch string, head repo.Hash, draft *proposal.Draft) error {
	current, err := p.repo.Branch()
	if err != nil {
		return err
	}
	if draft.Merges || current != branch || len(p.names) > 0 {
		p.advise("next: \"git pull\" brings your branch to what was pushed")
		return nil
	}
	if err := p.repo.SetBranch(branch, draft.Commit, head); err != nil {
		return err
	}
	_, err = worktree.Apply(ctx, p.dir, draft.Tree, nil)
	return err
}

// workTree returns the person's files that no commit holds yet. Anything else
// that is changed and not committed would be left behind in silence, so it is
// refused by name.
func (p *proposer) workTree() ([]repo.Change, error) {
	dirty, err := p.repo.Dirty(repo.Scope{
		Skip:  rendered,
		Input: layout.Input,
	})
	if err != nil {
		return nil, err
	}
	var changes []repo.Change
	var foreign []string
	for _, c := range dirty {
		switch {
		case layout.Input(c.Path):
			if p.wanted(c.Path) {
				changes = append(changes, c)
			}
		case c.Op != repo.Create && !layout.Shared(c.Path): // an untracked file is nobody's promise
			foreign = append(foreign, c.Path)
		}
	}
	if len(foreign) > 0 {
		return nil, fmt.Errorf("changed and not part of a proposal: %s; commit or restore it first, nothing was pushed",
			strings.Join(foreign, ", "))
	}
	for i, c := range changes {
		if c.Op == repo.Delete {
			continue
		}
		if changes[i].After, err = os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(c.Path))); err != nil {
			return nil, err
		}
	}
	return changes, p.missing(changes)
}

// rendered reports whether a file, or a folder with all that is in it, is the
// generator's.
func rendered(path string) bool {
	return layout.Owned(path) || !layout.Input(path) && layout.Owned(path+"/x")
}

// wanted reports whether a person's file is to be proposed.
func (p *proposer) wanted(path string) bool {
	return len(p.names) == 0 || slices.ContainsFunc(p.names, func(n string) bool { return isTenants(path, n) })
}

// isTenants reports whether a file is one of a tenant's.
func isTenants(path, tenant string) bool {
	return path == layout.TenantFile(tenant) || path == layout.TenantBicep(tenant)
}

// missing refuses a name that no changed file has: the person means something
// that is not there.
func (p *proposer) missing(changes []repo.Change) error {
	for _, n := range p.names {
		if !slices.ContainsFunc(changes, func(c repo.Change) bool { return isTenants(c.Path, n) }) {
			return fmt.Errorf("%s is not changed, so there is nothing to propose for it", layout.TenantFile(n))
		}
	}
	return nil
}

// branchFor names the proposal's branch, and whether it is the person's own.
func (p *proposer) branchFor(changes []repo.Change, head repo.Hash) (branch string, own bool, err error) {
	current, err := p.repo.Branch()
	if err != nil {
		return "", false, err
	}
	if branch = cmp.Or(p.branch, current); branch != "" && branch != p.fleet.Repository.Branch {
		return branch, true, nil
	}
	committed, err := p.repo.Changes(p.base, head, layout.Input)
	if err != nil {
		return "", false, err
	}
	var names []string
	for _, c := range append(committed, changes...) {
		n, _, _ := strings.Cut(filepath.Base(c.Path), ".")
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	const most = 3
	switch {
	case len(names) == 0:
		return "tenantry/render", false, nil // only rendered files are out of date
	case len(names) > most:
		return fmt.Sprintf("tenantry/%s-and-%d-more", names[0], len(names)-1), false, nil
	}
	return "tenantry/" + strings.Join(names, "-"), false, nil
}

// mustContain refuses to build on a branch that others have moved meanwhile.
func (p *proposer) mustContain(head, tip repo.Hash, branch string) error {
	if tip == "" {
		return nil
	}
	fork, err := p.repo.MergeBase(head, tip)
	if err != nil {
		return err
	}
	if fork != tip {
		return fmt.Errorf("branch %s has commits on the server that are not here: run \"git pull\" and propose again", branch)
	}
	return nil
}

// refresh renders every branch again whose base has moved, and brings its pull
// request up to date. A branch that only a person can merge is reported, and
// the others go on.
func (p *proposer) refresh(ctx context.Context) error {
	branches, err := p.repo.Branches(ctx, p.remote)
	if err != nil {
		return err
	}
	var stuck bool
	for _, branch := range branches {
		if branch == p.fleet.Repository.Branch {
			continue
		}
		done, err := p.refreshBranch(ctx, branch)
		switch {
		case errors.Is(err, errNo):
			p.advise("branch %s needs a person", branch)
			stuck = true
		case err != nil:
			return fmt.Errorf("refresh branch %s: %w", branch, err)
		case !done:
			p.advise("branch %s is up to date, or no proposal", branch)
		}
	}
	if stuck {
		return errNo
	}
	return nil
}

func (p *proposer) refreshBranch(ctx context.Context, branch string) (done bool, err error) {
	tip, err := p.fetch(ctx, branch)
	if err != nil || tip == "" {
		return false, err
	}
	fork, err := p.repo.MergeBase(p.base, tip)
	if err != nil || fork == p.base || fork == tip {
		return false, err
	}
	inputs, err := p.repo.Changes(fork, tip, layout.Input)
	if err != nil || len(inputs) == 0 {
		return false, err
	}
	draft, err := p.make(ctx, tip, tip, nil)
	if err != nil || draft.Nothing {
		return false, err
	}
	return true, p.publish(ctx, branch, draft)
}

// forgeToken returns the first token that the environment holds for a forge.
func (g *global) forgeToken(kind fleet.Forge) (token, variable string) {
	variables := map[fleet.Forge][]string{
		fleet.GitHub:      {"GITHUB_TOKEN", "GH_TOKEN"},
		fleet.GitLab:      {"GITLAB_TOKEN"},
		fleet.Gitea:       {"GITEA_TOKEN"},
		fleet.AzureDevOps: {"AZURE_DEVOPS_TOKEN", "SYSTEM_ACCESSTOKEN"},
	}[kind]
	for _, v := range append([]string{"TENANTRY_TOKEN"}, variables...) {
		if t := g.env.Getenv(v); t != "" {
			return t, v
		}
	}
	return "", ""
}
