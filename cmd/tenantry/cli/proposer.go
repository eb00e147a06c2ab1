package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/forge"
	"github.com/tenantry/tenantry/generator/proposal"
	"github.com/tenantry/tenantry/generator/repo"
	"github.com/tenantry/tenantry/generator/review"
)

// proposer is what proposing needs of the world: the repository, its remote and
// the forge.
type proposer struct {
	*proposeOptions
	fleet  *fleet.Fleet
	repo   *repo.Repo
	remote repo.Remote
	forge  forge.Forge
	base   repo.Hash // the newest commit of the branch that clusters follow
	author repo.Identity
}

// planMarker is the first line of the comment that holds the full plan.
const planMarker = "<!-- tenantry:plan -->"

// bodyLimit is how long a pull request's body gets even where the forge takes
// more: a reviewer reads it on a phone, and the full plan is the comment.
const bodyLimit = 4000

func newProposer(ctx context.Context, o *proposeOptions, f *fleet.Fleet) (*proposer, error) {
	p := &proposer{proposeOptions: o, fleet: f}
	token, _ := o.forgeToken(f.Repository.Forge)
	if token == "" {
		return nil, errors.New("no token: set TENANTRY_TOKEN to one that may push branches and open pull requests")
	}
	var err error
	if p.repo, err = repo.Open(o.dir); err != nil {
		return nil, err
	}
	kind := forge.Kind(f.Repository.Forge)
	if p.forge, err = forge.Open(kind, f.Repository.URL, token, forge.Options{}); err != nil {
		return nil, err
	}
	if p.remote, err = p.repo.Remote("origin"); err != nil {
		p.remote = repo.Remote{URL: f.Repository.URL} // a folder that was never cloned
	}
	if strings.HasPrefix(p.remote.URL, "http") {
		p.remote.Auth = repo.Auth{User: kind.GitUser(token), Token: token}
	}
	if p.author, err = p.whoProposes(); err != nil {
		return nil, err
	}
	p.base, err = p.fetch(ctx, f.Repository.Branch)
	if err != nil {
		return nil, err
	}
	if p.base == "" {
		return nil, fmt.Errorf("%s has no branch %s yet: push it first", p.remote, f.Repository.Branch)
	}
	return p, nil
}

// whoProposes is the author of the commits: as with git the environment's, then
// the configuration's.
func (p *proposer) whoProposes() (repo.Identity, error) {
	if name, email := p.env.Getenv("GIT_AUTHOR_NAME"), p.env.Getenv("GIT_AUTHOR_EMAIL"); name != "" && email != "" {
		return repo.Identity{Name: name, Email: email}, nil
	}
	who, err := p.repo.Identity()
	if errors.Is(err, repo.ErrNoIdentity) {
		return repo.Identity{Name: "tenantry", Email: p.fleet.Azure.Contact}, nil // a pipeline is nobody
	}
	return who, err
}

// fetch brings one branch here and returns where it is; empty if it does not exist.
func (p *proposer) fetch(ctx context.Context, branch string) (repo.Hash, error) {
	found, err := p.repo.Fetch(ctx, p.remote, branch)
	return found[branch], err
}

// make drafts a proposal and reports its findings.
func (p *proposer) make(ctx context.Context, head, tip repo.Hash, changes []repo.Change) (*proposal.Draft, error) {
	bar := p.progress("checking")
	draft, found, err := proposal.Make(ctx, p.repo, proposal.Request{
		Base: p.base, Head: head, Tip: tip, Changes: changes, Author: p.author, When: p.env.Now(),
		Options:  generator.Options{FluxManifests: manifestsOf(p.manifests)},
		Progress: func(_ string, done, total int) { bar.step(done, total) },
	})
	bar.end()
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return nil, p.report(found)
	}
	return draft, nil
}

// publish pushes a draft and opens or updates its pull request.
func (p *proposer) publish(ctx context.Context, branch string, draft *proposal.Draft) error {
	if err := p.repo.Push(ctx, p.remote, repo.Push{Branch: branch, Commit: draft.Commit}); err != nil {
		return fmt.Errorf("%w; your files are as they were", err)
	}
	result, err := p.forge.EnsurePullRequest(ctx, forge.PullRequest{
		Head: branch, Base: p.fleet.Repository.Branch, Title: draft.Title,
		Body: review.Markdown(draft.Review, review.Room{
			Limit: min(bodyLimit, p.forge.BodyLimit()), Rest: "the full plan is in the comment",
		}),
	})
	if err != nil {
		return fmt.Errorf("branch %s is pushed; %w", branch, err)
	}
	comment := review.Markdown(draft.Review, review.Room{
		Limit: p.forge.CommentLimit() - len(planMarker) - 1, // its first line is the marker
		Rest:  `"tenantry plan" prints the full one`,
	})
	err = p.forge.PutComment(ctx, result.Number, forge.Comment{Marker: planMarker, Body: comment})
	if err != nil {
		return fmt.Errorf("%s is open; %w", result.URL, err)
	}
	verb := "updated"
	if result.Created {
		verb = "opened"
	}
	_, err = fmt.Fprintf(p.env.Stdout, "%s %s\n", verb, result.URL)
	return err
}
