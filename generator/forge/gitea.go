package forge

import (
	"context"
	"net/http"

	"code.gitea.io/sdk/gitea"
)

// giteaForge speaks Gitea's API through Gitea's own client. go-git-providers, which
// wraps the same client, can neither bind a request to a context nor talk to a
// server whose version is no number, as one that was built from source.
// https://docs.gitea.com/api/
type giteaForge struct {
	at    location
	token string
	guard *guard
}

// api makes a client that is bound to a context; making one costs no request,
// since it does not ask for the server's version.
func (f *giteaForge) api(ctx context.Context) (*gitea.Client, error) {
	return gitea.NewClient(f.at.api.String(), gitea.SetContext(ctx), gitea.SetToken(f.token),
		gitea.SetHTTPClient(&http.Client{Transport: f.guard}), gitea.SetGiteaVersion(""))
}

// limits: Gitea has none (its columns are LONGTEXT), but the servers before it
// do; nginx takes a mebibyte by default, and JSON may double a text's length.
func (f *giteaForge) limits() (body, comment int) { return 262_144, 262_144 }

// find reads the list of open pull requests, which filters neither by head nor by
// fork.
func (f *giteaForge) find(ctx context.Context, head, base string) (*request, error) {
	api, err := f.api(ctx)
	if err != nil {
		return nil, err
	}
	options := gitea.ListPullRequestsOptions{State: gitea.StateOpen, ListOptions: gitea.ListOptions{Page: 1, PageSize: 50}}
	for {
		page, answer, err := api.ListRepoPullRequests(f.at.project, f.at.name, options)
		if err != nil {
			return nil, err
		}
		for _, pr := range page {
			if pr.Head == nil || pr.Base == nil || pr.Head.RepoID != pr.Base.RepoID {
				continue
			}
			if pr.Head.Ref == head && pr.Base.Ref == base {
				return &request{number: int(pr.Index), url: pr.HTMLURL}, nil
			}
		}
		if answer.NextPage <= options.Page {
			return nil, nil
		}
		options.Page = answer.NextPage
	}
}

func (f *giteaForge) create(ctx context.Context, pr PullRequest) (*request, error) {
	api, err := f.api(ctx)
	if err != nil {
		return nil, err
	}
	made, _, err := api.CreatePullRequest(f.at.project, f.at.name, gitea.CreatePullRequestOption{
		Head: pr.Head, Base: pr.Base, Title: pr.Title, Body: pr.Body,
	})
	if err != nil {
		return nil, err
	}
	return &request{number: int(made.Index), url: made.HTMLURL}, nil
}

func (f *giteaForge) update(ctx context.Context, number int, pr PullRequest) error {
	api, err := f.api(ctx)
	if err != nil {
		return err
	}
	change := gitea.EditPullRequestOption{Title: pr.Title, Body: &pr.Body}
	_, _, err = api.EditPullRequest(f.at.project, f.at.name, int64(number), change)
	return err
}

// comments come all at once.
func (f *giteaForge) comments(ctx context.Context, number int) ([]remark, error) {
	api, err := f.api(ctx)
	if err != nil {
		return nil, err
	}
	all, _, err := api.ListIssueComments(f.at.project, f.at.name, int64(number), gitea.ListIssueCommentOptions{})
	if err != nil {
		return nil, err
	}
	said := make([]remark, 0, len(all))
	for _, c := range all {
		said = append(said, remark{id: c.ID, body: c.Body})
	}
	return said, nil
}

func (f *giteaForge) addComment(ctx context.Context, number int, body string) error {
	api, err := f.api(ctx)
	if err != nil {
		return err
	}
	_, _, err = api.CreateIssueComment(f.at.project, f.at.name, int64(number), gitea.CreateIssueCommentOption{Body: body})
	return err
}

func (f *giteaForge) editComment(ctx context.Context, _ int, c remark, body string) error {
	api, err := f.api(ctx)
	if err != nil {
		return err
	}
	_, _, err = api.EditIssueComment(f.at.project, f.at.name, c.id, gitea.EditIssueCommentOption{Body: body})
	return err
}
