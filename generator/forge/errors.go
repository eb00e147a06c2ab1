package forge

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// What a forge answers when a request is not about pull requests at all.
var (
	// ErrUnauthorized: the token is wrong or expired.
	ErrUnauthorized = errors.New("the forge does not accept the token")
	// ErrForbidden: the token is right and may not do this.
	ErrForbidden = errors.New("the token may not do this")
	// ErrNotFound: there is no such repository, branch or pull request, or the
	// token may not see it.
	ErrNotFound = errors.New("the forge has no such repository or branch, or does not show it to this token")
)

// TooLongError says that a text is longer than a forge takes. Nothing was sent.
type TooLongError struct {
	What          string // "title", "description" or "comment"
	Length, Limit int    // as [Length] counts
}

// Error says by how much.
func (e *TooLongError) Error() string {
	return fmt.Sprintf("the %s has %d characters, and the forge takes %d", e.What, e.Length, e.Limit)
}

// RateLimitError says that a forge wants fewer requests for a while.
type RateLimitError struct {
	// Until is when it takes more, if it said so; else zero.
	Until time.Time
	// Wait is how long it asked to wait, if it said so; else zero.
	Wait time.Duration

	text string
}

// Error says when to come back.
func (e *RateLimitError) Error() string { return e.text }

// forgeError is what went wrong on a forge, in words that cannot hold a secret:
// the client library's own error is not kept, because it may quote the request.
type forgeError struct {
	text string
	kind error // one of the exported errors, or the context's; may be nil
}

func (e *forgeError) Error() string { return e.text }
func (e *forgeError) Unwrap() error { return e.kind }

// explain turns a client library's error into one that names the operation and
// the repository, tells apart what a caller treats differently, and shows no token.
func (c *client) explain(ctx context.Context, operation string, err error) error {
	var words string
	var known error
	if answer, ok := errors.AsType[*answerError](err); ctx.Err() != nil {
		known = ctx.Err()
	} else if ok {
		known, words = answer.kind(), c.clean(answer.words)
	} else {
		words = c.clean(err.Error())
	}
	prefix := fmt.Sprintf("%s on %s: ", operation, c.where)
	if limited, ok := errors.AsType[*RateLimitError](known); ok {
		limited.text = prefix + strings.TrimSuffix(limited.when()+": "+words, ": ")
		return limited
	}
	if known != nil {
		words = strings.TrimSuffix(known.Error()+": "+words, ": ")
	}
	return &forgeError{text: prefix + words, kind: known}
}

func (e *RateLimitError) when() string {
	switch {
	case !e.Until.IsZero():
		return "the forge takes no more requests until " + e.Until.UTC().Format(time.RFC3339)
	case e.Wait > 0:
		return fmt.Sprintf("the forge takes no more requests for %s", e.Wait)
	default:
		return "the forge takes no more requests for now"
	}
}

// kind tells the answers apart that callers treat differently; nil for the rest.
func (a *answerError) kind() error {
	switch {
	case a.limit != nil:
		return a.limit
	case a.status == http.StatusUnauthorized:
		return ErrUnauthorized
	case a.status == http.StatusForbidden:
		return ErrForbidden
	case a.status == http.StatusNotFound:
		return ErrNotFound
	default:
		return nil
	}
}

// longest is how much of a forge's answer, in characters, is worth a line.
const longest = 400

// clean takes out what must not be shown, and makes one line of the rest.
func (c *client) clean(text string) string {
	for _, secret := range c.hide {
		text = strings.ReplaceAll(text, secret, "***")
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return strings.TrimRight(text, ". ")
}

// secrets lists every form in which a token may come back, longest first.
func secrets(token string) []string {
	return []string{
		base64.StdEncoding.EncodeToString([]byte(":" + token)), // how Azure DevOps gets it
		url.QueryEscape(token),
		url.PathEscape(token),
		token,
	}
}
