package forge

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/microsoft/azure-devops-go-api/azuredevops/v7"
	"github.com/microsoft/azure-devops-go-api/azuredevops/v7/git"
)

// azureForge speaks Azure DevOps's REST API, where a comment is the first of a
// thread. https://learn.microsoft.com/en-us/rest/api/azure/devops/git/
type azureForge struct {
	at  location
	api git.Client
}

// newAzure sends a personal access token as a password and any other as a bearer
// token, which is what each of the two is for.
func newAzure(at location, token string, guard *guard) *azureForge {
	connection := azuredevops.NewPatConnection(at.api.String(), token)
	if isJWT(token) {
		connection.AuthorizationString = "Bearer " + token
	}
	client := azuredevops.NewClientWithOptions(connection, connection.BaseUrl,
		azuredevops.WithHTTPClient(&http.Client{Transport: guard}))
	return &azureForge{at: at, api: &git.ClientImpl{Client: *client}}
}

// limits: a description has "up to 4000 characters"
// (https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests/update),
// a comment 150,000, which no documentation says but the server does
// (https://github.com/runatlantis/atlantis/pull/1585).
func (f *azureForge) limits() (body, comment int) { return 4000, 150_000 }

func (f *azureForge) find(ctx context.Context, head, base string) (*request, error) {
	source, target := branchRef(head), branchRef(base)
	open, err := f.api.GetPullRequests(ctx, git.GetPullRequestsArgs{
		Project: &f.at.project, RepositoryId: &f.at.name,
		SearchCriteria: &git.GitPullRequestSearchCriteria{
			SourceRefName: &source, TargetRefName: &target, Status: &git.PullRequestStatusValues.Active,
		},
	})
	if err != nil || open == nil {
		return nil, err
	}
	for _, pr := range *open {
		if pr.ForkSource == nil && pr.PullRequestId != nil {
			return f.request(*pr.PullRequestId), nil
		}
	}
	return nil, nil
}

func branchRef(branch string) string { return "refs/heads/" + branch }

// request builds the address for people, which no answer holds.
func (f *azureForge) request(number int) *request {
	return &request{number: number, url: fmt.Sprintf("%s/pullrequest/%d", f.at.web, number)}
}

func (f *azureForge) create(ctx context.Context, pr PullRequest) (*request, error) {
	source, target := branchRef(pr.Head), branchRef(pr.Base)
	made, err := f.api.CreatePullRequest(ctx, git.CreatePullRequestArgs{
		Project: &f.at.project, RepositoryId: &f.at.name,
		GitPullRequestToCreate: &git.GitPullRequest{
			SourceRefName: &source, TargetRefName: &target, Title: &pr.Title, Description: &pr.Body,
		},
	})
	if err != nil {
		return nil, err
	}
	if made == nil || made.PullRequestId == nil {
		return nil, errors.New("the answer has no pullRequestId")
	}
	return f.request(*made.PullRequestId), nil
}

func (f *azureForge) update(ctx context.Context, number int, pr PullRequest) error {
	_, err := f.api.UpdatePullRequest(ctx, git.UpdatePullRequestArgs{
		Project: &f.at.project, RepositoryId: &f.at.name, PullRequestId: &number,
		GitPullRequestToUpdate: &git.GitPullRequest{Title: &pr.Title, Description: &pr.Body},
	})
	return err
}

// comments lists the first comment of each thread; the rest are answers to it.
func (f *azureForge) comments(ctx context.Context, number int) ([]remark, error) {
	threads, err := f.api.GetThreads(ctx, git.GetThreadsArgs{
		Project: &f.at.project, RepositoryId: &f.at.name, PullRequestId: &number,
	})
	if err != nil || threads == nil {
		return nil, err
	}
	var said []remark
	for _, t := range *threads {
		if t.Id == nil || t.IsDeleted != nil && *t.IsDeleted || t.Comments == nil || len(*t.Comments) == 0 {
			continue
		}
		if c := (*t.Comments)[0]; c.Id != nil && c.Content != nil && (c.IsDeleted == nil || !*c.IsDeleted) {
			said = append(said, remark{id: int64(*c.Id), thread: int64(*t.Id), body: *c.Content})
		}
	}
	return said, nil
}

// addComment opens a thread that is closed from the start: a policy may let no
// pull request in while a thread is active.
func (f *azureForge) addComment(ctx context.Context, number int, body string) error {
	parent := 0
	_, err := f.api.CreateThread(ctx, git.CreateThreadArgs{
		Project: &f.at.project, RepositoryId: &f.at.name, PullRequestId: &number,
		CommentThread: &git.GitPullRequestCommentThread{
			Status: &git.CommentThreadStatusValues.Closed,
			Comments: &[]git.Comment{{
				Content: &body, CommentType: &git.CommentTypeValues.Text, ParentCommentId: &parent,
			}},
		},
	})
	return err
}

func (f *azureForge) editComment(ctx context.Context, number int, c remark, body string) error {
	id, thread := int(c.id), int(c.thread)
	_, err := f.api.UpdateComment(ctx, git.UpdateCommentArgs{
		Project: &f.at.project, RepositoryId: &f.at.name, PullRequestId: &number,
		ThreadId: &thread, CommentId: &id, Comment: &git.Comment{Content: &body},
	})
	return err
}
