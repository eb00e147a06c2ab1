package repo

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/transport"
	"github.com/go-git/go-git/v5/plumbing/transport/client"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"
)

// What a server answers when a request is not about Git at all.
var (
	// ErrUnauthorized: the token is wrong or expired, or one is missing.
	ErrUnauthorized = errors.New("the server does not accept the token")
	// ErrForbidden: the token is right and may not do this.
	ErrForbidden = errors.New("the token may not do this")
	// ErrNoRemote: there is no such repository, or the token may not see it.
	ErrNoRemote = errors.New("the server has no such repository, or does not show it to this token")
)

// Auth is what proves to a server over HTTP who is asking. Printing it with any
// verb shows no token.
type Auth struct {
	// User goes with Token as name and password. Empty sends Token as a bearer
	// token instead: forge.Kind.GitUser knows which of the two a forge wants.
	User  string
	Token string
}

// String hides the token.
func (a Auth) String() string {
	if a.Token == "" {
		return "no token"
	}
	return "token ***"
}

// GoString hides the token from %#v.
func (a Auth) GoString() string { return a.String() }

// Remote is a repository elsewhere.
type Remote struct {
	Name string // as in refs/remotes/<name>/; empty keeps no record of what is there
	URL  string // https, http, file or ssh
	Auth Auth   // for http and https
}

// String is the address, without credentials that may stand in it.
func (m Remote) String() string { return withoutUser(m.URL) }

// Remote returns what Git's configuration knows under a name ("origin").
// Credentials that stand in the address there are taken out of it into Auth.
func (r *Repo) Remote(name string) (Remote, error) {
	c, err := r.git.Config()
	if err != nil {
		return Remote{}, fmt.Errorf("remote %s: %w", name, err)
	}
	found, ok := c.Remotes[name]
	if !ok || len(found.URLs) == 0 {
		return Remote{}, fmt.Errorf("remote %s: Git's configuration has none of that name", name)
	}
	m := Remote{Name: name, URL: found.URLs[0]}
	m.Auth, m.URL = authIn(m.URL), withoutUser(m.URL)
	return m, nil
}

func scheme(address string) string {
	before, _, _ := strings.Cut(address, ":")
	return strings.ToLower(before)
}

func isHTTP(scheme string) bool { return scheme == "http" || scheme == "https" }

// dial prepares a connection; nothing is sent yet.
func (m Remote) dial() (transport.Transport, *transport.Endpoint, transport.AuthMethod, error) {
	if _, err := url.Parse(m.URL); err != nil && isHTTP(scheme(m.URL)) {
		return nil, nil, nil, errors.New("the address cannot be read") // why not would quote it
	}
	at, err := transport.NewEndpoint(m.URL)
	if err != nil {
		return nil, nil, nil, err
	}
	c, err := client.NewClient(at)
	if err != nil {
		return nil, nil, nil, err
	}
	var auth transport.AuthMethod
	switch {
	case !isHTTP(at.Protocol) || m.Auth.Token == "":
	case m.Auth.User == "":
		auth = &githttp.TokenAuth{Token: m.Auth.Token}
	default:
		auth = &githttp.BasicAuth{Username: m.Auth.User, Password: m.Auth.Token}
	}
	return c, at, auth, nil
}

// needsMultiAck reports whether the server is Azure DevOps, which answers
// "TF401041: Clients must support multi-ack" to who does not
// (https://github.com/go-git/go-git/pull/613). Its addresses, hosted or not,
// are the only ones with a segment _git.
func (m Remote) needsMultiAck() bool { return strings.Contains(m.URL, "/_git/") }

// remoteError is what went wrong with a server, in words that cannot hold a
// secret: go-git's own error is not kept, because it may quote the request.
type remoteError struct {
	text string
	kind error // one of the exported errors, or the context's; may be nil
}

func (e *remoteError) Error() string { return e.text }
func (e *remoteError) Unwrap() error { return e.kind }

// fail turns an error of go-git's into one that names the operation, tells the
// cases apart that a caller treats differently, and shows no token.
func (m Remote) fail(ctx context.Context, operation string, err error) error {
	if err == nil {
		return nil
	}
	var known error
	switch {
	case ctx.Err() != nil:
		known = ctx.Err()
	case errors.Is(err, transport.ErrAuthenticationRequired):
		known = ErrUnauthorized
	case errors.Is(err, transport.ErrAuthorizationFailed):
		known = ErrForbidden
	case errors.Is(err, transport.ErrRepositoryNotFound):
		known = ErrNoRemote
	}
	words := m.clean(reason(err))
	switch {
	case known == ErrUnauthorized && len(m.secrets()) == 0: //nolint:errorlint // it was set above
		words = "the server asks for a token, and there is none"
	case known != nil:
		words = strings.TrimSuffix(known.Error()+": "+words, ": ")
	}
	return &remoteError{text: operation + " " + m.String() + ": " + words, kind: known}
}

// reason returns what the server said, without go-git's words before it.
func reason(err error) string {
	if unexpected, ok := errors.AsType[*plumbing.UnexpectedError](err); ok {
		err = unexpected.Err
	}
	if answer, ok := errors.AsType[*githttp.Err](err); ok {
		return fmt.Sprintf("status %d: %s", answer.StatusCode(), answer.Reason)
	}
	for _, known := range []error{
		transport.ErrAuthenticationRequired, transport.ErrAuthorizationFailed, transport.ErrRepositoryNotFound,
	} {
		if errors.Is(err, known) {
			_, rest, _ := strings.Cut(err.Error(), known.Error())
			return strings.TrimPrefix(rest, ": ")
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection ended early"
	}
	return err.Error()
}

// longest is how much of a server's answer, in characters, is worth a line.
const longest = 400

// clean takes out of a server's words what must not be shown, and makes them
// one line. A page for browsers says nothing to a reader here.
func (m Remote) clean(text string) string {
	text = withoutUser(text)
	for _, secret := range m.secrets() {
		text = strings.ReplaceAll(text, secret, "***")
	}
	lower := strings.ToLower(text)
	for _, page := range []string{"<!doctype", "<html"} {
		if at := strings.Index(lower, page); at >= 0 && at < len(text) {
			text, lower = text[:at], lower[:at]
		}
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest]) + "…"
	}
	return strings.TrimRight(text, ": ")
}

// secrets lists every form in which a token may come back, longest first.
func (m Remote) secrets() []string {
	var list []string
	for _, a := range []Auth{m.Auth, authIn(m.URL)} {
		if a.Token == "" {
			continue
		}
		pair := []byte(a.User + ":" + a.Token)
		list = append(list,
			base64.StdEncoding.EncodeToString(pair), base64.URLEncoding.EncodeToString(pair),
			url.QueryEscape(a.Token), url.PathEscape(a.Token), a.Token)
	}
	return list
}

// shortestToken tells a token from a name where only one of them stands in an
// address; the tokens of all forges are longer.
const shortestToken = 30

// authIn returns the credentials that stand in an address.
func authIn(address string) Auth {
	u, err := url.Parse(address)
	if err != nil || u.User == nil || !isHTTP(u.Scheme) {
		return Auth{}
	}
	name := u.User.Username()
	token, paired := u.User.Password()
	switch {
	case paired && token != "x-oauth-basic":
		return Auth{User: name, Token: token}
	case paired || len(name) >= shortestToken: // https://TOKEN@host is how some write it
		return Auth{User: "git", Token: name}
	default: // Azure DevOps writes the organization there
		return Auth{}
	}
}

// withoutUser takes the part before the @ out of every http address in a text.
// An address that cannot be read may have its @ anywhere.
func withoutUser(text string) string {
	words := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\r\n\"'`<>()", c) })
	for _, word := range words {
		_, after, found := strings.Cut(word, "://")
		if !found || !strings.Contains(after, "@") || !isHTTP(strings.TrimSuffix(word, "://"+after)) {
			continue
		}
		u, err := url.Parse(word)
		if err == nil && u.User == nil {
			continue
		}
		host := after[strings.LastIndex(after, "@")+1:]
		if err == nil {
			_, host, _ = strings.Cut(after, "@")
		}
		text = strings.ReplaceAll(text, word, strings.TrimSuffix(word, after)+host)
	}
	return text
}
