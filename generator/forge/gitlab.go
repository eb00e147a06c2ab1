package forge

import (
	"context"
	"errors"
	"net/http"

	providers "github.com/fluxcd/go-git-providers/gitlab"
	"github.com/fluxcd/go-git-providers/gitprovider"
	gitlab "gitlab.com/gitlab-org/api/client-go"
)

// gitlabForge speaks GitLab's REST API, where a pull request is a merge request
// and a comment a note. go-git-providers can neither change a description nor
// comment, so that its underlying client does the work.
// https://docs.gitlab.com/api/merge_requests/
type gitlabForge struct {
	at  location
	api *gitlab.Client
}

// newGitLab sends the token as a bearer token, which GitLab takes for OAuth and
// for personal, project and group access tokens alike.
// https://docs.gitlab.com/api/rest/authentication/
func newGitLab(at location, token string, guard *guard) (*gitlabForge, error) {
	provider, err := providers.NewClient(token, "oauth2", gitprovider.WithDomain(at.api.String()), guard.hook())
	if err != nil {
		return nil, err
	}
	api, ok := provider.Raw().(*gitlab.Client)
	if !ok {
		return nil, errors.New("go-git-providers gives another client than GitLab's")
	}
	return &gitlabForge{at: at, api: api}, nil
}

// once binds a request to a context, and keeps the client from trying again for
// some ten seconds when there is nobody to answer. Whoever runs a command again
// does so with open eyes.
func once(ctx context.Context) []gitlab.RequestOptionFunc {
	never := func(context.Context, *http.Response, error) (bool, error) { return false, nil }
	return []gitlab.RequestOptionFunc{gitlab.WithContext(ctx), gitlab.WithRequestRetry(never)}
}

// limits: a description is "limited to 1,048,576 characters", a note to 1,000,000.
// https://docs.gitlab.com/api/merge_requests/ and https://docs.gitlab.com/api/notes/
func (f *gitlabForge) limits() (body, comment int) { return 1_048_576, 1_000_000 }

// find leaves out what comes from a fork, which may well call its branch the same.
func (f *gitlabForge) find(ctx context.Context, head, base string) (*request, error) {
	options := &gitlab.ListProjectMergeRequestsOptions{
		State: new("opened"), SourceBranch: &head, TargetBranch: &base,
		ListOptions: gitlab.ListOptions{PerPage: 100},
	}
	open, _, err := f.api.MergeRequests.ListProjectMergeRequests(f.at.project, options, once(ctx)...)
	if err != nil {
		return nil, err
	}
	for _, mr := range open {
		if mr.SourceProjectID == mr.TargetProjectID {
			return &request{number: int(mr.IID), url: mr.WebURL}, nil
		}
	}
	return nil, nil
}

func (f *gitlabForge) create(ctx context.Context, pr PullRequest) (*request, error) {
	options := &gitlab.CreateMergeRequestOptions{
		Title: &pr.Title, Description: &pr.Body, SourceBranch: &pr.Head, TargetBranch: &pr.Base,
	}
	made, _, err := f.api.MergeRequests.CreateMergeRequest(f.at.project, options, once(ctx)...)
	if err != nil {
		return nil, err
	}
	return &request{number: int(made.IID), url: made.WebURL}, nil
}

func (f *gitlabForge) update(ctx context.Context, number int, pr PullRequest) error {
	options := &gitlab.UpdateMergeRequestOptions{Title: &pr.Title, Description: &pr.Body}
	_, _, err := f.api.MergeRequests.UpdateMergeRequest(f.at.project, int64(number), options, once(ctx)...)
	return err
}

// comments leaves out what GitLab itself notes. https://docs.gitlab.com/api/notes/
func (f *gitlabForge) comments(ctx context.Context, number int) ([]remark, error) {
	var said []remark
	options := &gitlab.ListMergeRequestNotesOptions{
		Sort: new("asc"), OrderBy: new("created_at"), ListOptions: gitlab.ListOptions{PerPage: 100},
	}
	for {
		page, answer, err := f.api.Notes.ListMergeRequestNotes(
			f.at.project, int64(number), options, once(ctx)...)
		if err != nil {
			return nil, err
		}
		for _, n := range page {
			if !n.System {
				said = append(said, remark{id: n.ID, body: n.Body})
			}
		}
		if answer.NextPage <= options.Page {
			return said, nil
		}
		options.Page = answer.NextPage
	}
}

func (f *gitlabForge) addComment(ctx context.Context, number int, body string) error {
	options := &gitlab.CreateMergeRequestNoteOptions{Body: &body}
	_, _, err := f.api.Notes.CreateMergeRequestNote(f.at.project, int64(number), options, once(ctx)...)
	return err
}

func (f *gitlabForge) editComment(ctx context.Context, number int, c remark, body string) error {
	options := &gitlab.UpdateMergeRequestNoteOptions{Body: &body}
	_, _, err := f.api.Notes.UpdateMergeRequestNote(
		f.at.project, int64(number), c.id, options, once(ctx)...)
	return err
}
