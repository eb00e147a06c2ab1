// Package forge opens pull requests and keeps them up to date, on GitHub,
// GitLab, Gitea and Azure DevOps alike.
//
// Every operation can be run again: the open pull request of a branch is
// found by its two branches, and a comment by a line that marks it, so that
// nothing is ever opened or said twice. Requests go through the client
// libraries of the forges; this package adds what they lack in common: limits
// that are known before a request is sent, errors that can be told apart, and
// the certainty that no token leaves the forge's own server or reaches an error.
//
// It is the only package that talks to a forge's API. Git itself (fetch, push)
// is package repo's.
package forge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf16"
)

// Forge is a repository's place on a forge.
type Forge interface {
	// EnsurePullRequest opens the pull request from Head to Base, or gives the one
	// that is open already a new title and description. A closed or merged one is
	// left alone. Forks' branches of the same name are never mistaken for ours.
	EnsurePullRequest(ctx context.Context, pr PullRequest) (Result, error)
	// PutComment says something on a pull request once: a comment that begins with
	// the same marker is replaced in place. A forge may let nobody but the author
	// edit a comment; who is not the author then gets one of their own.
	PutComment(ctx context.Context, number int, c Comment) error
	// BodyLimit is how long a description may be, as [Length] counts.
	BodyLimit() int
	// CommentLimit is how long a comment may be with its marker's line, as [Length]
	// counts.
	CommentLimit() int
}

// PullRequest is what a pull request is to be.
type PullRequest struct {
	Head  string // the branch with the change, in this same repository
	Base  string // the branch that it is for
	Title string // one line of at most TitleLimit
	Body  string // Markdown
}

// Result is a pull request as it is on the forge.
type Result struct {
	URL     string // for people
	Number  int    // what the forge calls it by
	Created bool   // false when it was open before
}

// Comment is something to say on a pull request.
type Comment struct {
	Marker string // an HTML comment that only this one begins with, such as <!-- tenantry:plan -->
	Body   string // Markdown; the marker is put before it
}

// TitleLimit is how long a title may be on every forge, as [Length] counts
// (GitLab and Gitea store 255 characters, GitHub 256, Azure DevOps 400).
const TitleLimit = 255

// Length counts a text as the strictest forge does: in UTF-16 code units, which
// is .NET's and so Azure DevOps's way, and never less than characters.
func Length(text string) int {
	n := 0
	for _, c := range text {
		n += max(utf16.RuneLen(c), 1)
	}
	return n
}

// Options are what an address alone does not tell.
type Options struct {
	// APIURL is where the API is when it is not where the kind has it, behind a
	// prefix for instance: https://git.acme.example/gitea/api/v1.
	APIURL string
}

// Open prepares to talk to the forge that holds a repository. The address is what
// people clone, over https, http or ssh; the API's follows from it. Nothing is
// sent yet.
func Open(kind Kind, repositoryURL, token string, options Options) (Forge, error) {
	at, err := locate(kind, repositoryURL, options.APIURL)
	if err != nil {
		return nil, fmt.Errorf("open forge: %w", err)
	}
	token = strings.TrimSpace(token) // a line end sticks to many a secret
	if token == "" {
		return nil, fmt.Errorf("open forge at %s: no token", at.api.Host)
	}
	guard := &guard{base: http.DefaultTransport, scheme: at.api.Scheme, host: at.api.Host}
	var talk backend
	switch kind {
	case GitHub:
		talk, err = newGitHub(at, token, guard)
	case GitLab:
		talk, err = newGitLab(at, token, guard)
	case Gitea:
		talk = &giteaForge{at: at, token: token, guard: guard}
	case AzureDevOps:
		talk = newAzure(at, token, guard)
	}
	if err != nil {
		return nil, fmt.Errorf("open forge at %s: %w", at.api.Host, err)
	}
	return &client{backend: talk, where: at.String(), hide: secrets(token)}, nil
}

// backend is what the forges do each in its own way. A pull request that is not
// found is nil without an error.
type backend interface {
	find(ctx context.Context, head, base string) (*request, error)
	create(ctx context.Context, pr PullRequest) (*request, error)
	update(ctx context.Context, number int, pr PullRequest) error
	comments(ctx context.Context, number int) ([]remark, error)
	addComment(ctx context.Context, number int, body string) error
	editComment(ctx context.Context, number int, c remark, body string) error
	limits() (body, comment int)
}

// request is an open pull request.
type request struct {
	number int
	url    string
}

// remark is a comment on the forge.
type remark struct {
	id     int64
	thread int64 // Azure DevOps alone has threads
	body   string
}

// client is what all forges do alike.
type client struct {
	backend
	where string   // the repository, for messages
	hide  []string // what no message may show
}

func (c *client) BodyLimit() int {
	body, _ := c.limits()
	return body
}

func (c *client) CommentLimit() int {
	_, comment := c.limits()
	return comment
}

func (c *client) EnsurePullRequest(ctx context.Context, pr PullRequest) (Result, error) {
	operation := fmt.Sprintf("open the pull request from %s to %s", pr.Head, pr.Base)
	if err := errors.Join(
		fits("title", pr.Title, TitleLimit), fits("description", pr.Body, c.BodyLimit()),
	); err != nil {
		return Result{}, fmt.Errorf("%s: %w", operation, err)
	}
	open, err := c.find(ctx, pr.Head, pr.Base)
	if err != nil {
		return Result{}, c.explain(ctx, operation, err)
	}
	if open == nil {
		made, err := c.create(ctx, pr)
		if err == nil {
			return Result{URL: made.url, Number: made.number, Created: true}, nil
		}
		// Somebody may have been faster; if so, it is there now.
		if open = c.rival(ctx, pr, err); open == nil {
			return Result{}, c.explain(ctx, operation, err)
		}
	}
	if err := c.update(ctx, open.number, pr); err != nil {
		return Result{}, c.explain(ctx, fmt.Sprintf("update pull request %d", open.number), err)
	}
	return Result{URL: open.url, Number: open.number}, nil
}

// rival looks once more for a pull request that a forge refused to open.
func (c *client) rival(ctx context.Context, pr PullRequest, refusal error) *request {
	answer, ok := errors.AsType[*answerError](refusal)
	if !ok || answer.status != http.StatusConflict && answer.status != http.StatusUnprocessableEntity {
		return nil
	}
	open, err := c.find(ctx, pr.Head, pr.Base)
	if err != nil {
		return nil // the refusal says more
	}
	return open
}

func (c *client) PutComment(ctx context.Context, number int, comment Comment) error {
	operation := fmt.Sprintf("comment on pull request %d", number)
	text := comment.Marker + "\n" + comment.Body
	if err := fits("comment", text, c.CommentLimit()); err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	said, err := c.comments(ctx, number)
	if err != nil {
		return c.explain(ctx, operation, err)
	}
	for _, old := range said {
		if !begins(old.body, comment.Marker) {
			continue
		}
		if sameText(old.body, text) {
			return nil
		}
		err := c.editComment(ctx, number, old, text)
		if err == nil {
			return nil
		}
		if err = c.explain(ctx, operation, err); !errors.Is(err, ErrForbidden) {
			return err
		}
	}
	if err := c.addComment(ctx, number, text); err != nil {
		return c.explain(ctx, operation, err)
	}
	return nil
}

// begins reports whether a comment's first line is the marker. A quotation of
// such a comment begins otherwise.
func begins(body, marker string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(body, " \r\n"), "\n")
	return strings.TrimSpace(first) == marker
}

// sameText compares without what forges do to line ends.
func sameText(a, b string) bool {
	return strings.TrimSpace(strings.ReplaceAll(a, "\r\n", "\n")) == strings.TrimSpace(b)
}

func fits(what, text string, limit int) error {
	if n := Length(text); n > limit {
		return &TooLongError{What: what, Length: n, Limit: limit}
	}
	return nil
}
