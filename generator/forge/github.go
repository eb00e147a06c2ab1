package forge

import (
	"context"
	"errors"

	providers "github.com/fluxcd/go-git-providers/github"
	"github.com/fluxcd/go-git-providers/gitprovider"
	"github.com/google/go-github/v82/github"
)

// githubForge speaks GitHub's REST API. go-git-providers can neither change a
// description nor comment, so that its underlying client does the work.
// https://docs.github.com/en/rest/pulls/pulls
type githubForge struct {
	at  location
	api *github.Client
}

func newGitHub(at location, token string, guard *guard) (*githubForge, error) {
	provider, err := providers.NewClient(gitprovider.WithOAuth2Token(token), guard.hook())
	if err != nil {
		return nil, err
	}
	api, ok := provider.Raw().(*github.Client)
	if !ok {
		return nil, errors.New("go-git-providers gives another client than go-github's")
	}
	api.BaseURL = at.api
	return &githubForge{at: at, api: api}, nil
}

// limits: "body is too long (maximum is 65536 characters)", for both.
func (f *githubForge) limits() (body, comment int) { return 65536, 65536 }

func (f *githubForge) find(ctx context.Context, head, base string) (*request, error) {
	open, _, err := f.api.PullRequests.List(ctx, f.at.project, f.at.name, &github.PullRequestListOptions{
		State: "open", Head: f.at.project + ":" + head, Base: base,
	})
	if err != nil || len(open) == 0 {
		return nil, err
	}
	return &request{number: open[0].GetNumber(), url: open[0].GetHTMLURL()}, nil
}

func (f *githubForge) create(ctx context.Context, pr PullRequest) (*request, error) {
	made, _, err := f.api.PullRequests.Create(ctx, f.at.project, f.at.name, &github.NewPullRequest{
		Title: &pr.Title, Head: &pr.Head, Base: &pr.Base, Body: &pr.Body,
	})
	if err != nil {
		return nil, err
	}
	return &request{number: made.GetNumber(), url: made.GetHTMLURL()}, nil
}

func (f *githubForge) update(ctx context.Context, number int, pr PullRequest) error {
	change := &github.PullRequest{Title: &pr.Title, Body: &pr.Body}
	_, _, err := f.api.PullRequests.Edit(ctx, f.at.project, f.at.name, number, change)
	return err
}

// comments are those of the issue that every pull request is; remarks on single
// lines are others. https://docs.github.com/en/rest/issues/comments
func (f *githubForge) comments(ctx context.Context, number int) ([]remark, error) {
	var said []remark
	options := &github.IssueListCommentsOptions{ListOptions: github.ListOptions{PerPage: 100}}
	for {
		page, answer, err := f.api.Issues.ListComments(ctx, f.at.project, f.at.name, number, options)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			said = append(said, remark{id: c.GetID(), body: c.GetBody()})
		}
		if answer.NextPage <= options.Page {
			return said, nil
		}
		options.Page = answer.NextPage
	}
}

func (f *githubForge) addComment(ctx context.Context, number int, body string) error {
	_, _, err := f.api.Issues.CreateComment(ctx, f.at.project, f.at.name, number, &github.IssueComment{Body: &body})
	return err
}

func (f *githubForge) editComment(ctx context.Context, _ int, c remark, body string) error {
	_, _, err := f.api.Issues.EditComment(ctx, f.at.project, f.at.name, c.id, &github.IssueComment{Body: &body})
	return err
}
