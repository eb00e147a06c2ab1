package forge

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fluxcd/go-git-providers/gitprovider"
)

// How much of an answer is read, in bytes: enough for a page of a hundred
// comments of the greatest length, and for an error.
const (
	answerAtMost = 256 << 20
	errorAtMost  = 64 << 10
)

// guard stands between the client libraries and the network. It sends nothing to
// any other server than the forge's own, wherever a redirect points, and it turns
// every refusal into an *answerError: the libraries each have their own way, and
// some retry, guess or panic.
type guard struct {
	base         http.RoundTripper
	scheme, host string
}

// hook puts the guard below everything that go-git-providers adds.
func (g *guard) hook() gitprovider.ClientOption {
	return gitprovider.WithPostChainTransportHook(func(http.RoundTripper) http.RoundTripper { return g })
}

// answerError is a forge's refusal.
type answerError struct {
	status int
	words  string          // the forge's own
	limit  *RateLimitError // set when it wants fewer requests
}

func (a *answerError) Error() string { return fmt.Sprintf("status %d: %s", a.status, a.words) }

var errElsewhere = errors.New("the forge sends on to another server, which must not get the token")

// RoundTrip sends a request to the forge.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != g.scheme || !strings.EqualFold(req.URL.Host, g.host) {
		return nil, errElsewhere
	}
	answer, err := g.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	page := strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
	redirect := answer.StatusCode >= http.StatusMultipleChoices && answer.StatusCode < http.StatusBadRequest
	refused := answer.StatusCode >= http.StatusBadRequest || page && !redirect ||
		answer.StatusCode == http.StatusNonAuthoritativeInfo // how Azure DevOps shows its sign-in page
	if !refused {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, answerAtMost), answer.Body}
		return answer, nil
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, errorAtMost))
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	return nil, refusal(answer, text, page)
}

func refusal(answer *http.Response, text []byte, page bool) *answerError {
	a := &answerError{status: answer.StatusCode, words: wordsOf(text), limit: limitOf(answer)}
	switch {
	case a.status == http.StatusNonAuthoritativeInfo:
		a.status, a.words = http.StatusUnauthorized, "it answers with its sign-in page"
	case a.status < http.StatusBadRequest:
		a.words = "it answers with a page for browsers; the API is at another address"
	case page || a.words == "":
		a.words = strings.ToLower(http.StatusText(a.status))
	}
	if a.kind() == nil && a.status >= http.StatusBadRequest {
		a.words = fmt.Sprintf("status %d: %s", a.status, a.words)
	}
	return a
}

// limitOf reads how a forge says that there were too many requests: status 429,
// or GitHub's 403 with one of these headers.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
func limitOf(answer *http.Response) *RateLimitError {
	wait := answer.Header.Get("Retry-After")
	spent := answer.Header.Get("X-RateLimit-Remaining") == "0"
	forbidden := answer.StatusCode == http.StatusForbidden && (wait != "" || spent)
	if answer.StatusCode != http.StatusTooManyRequests && !forbidden {
		return nil
	}
	limit := &RateLimitError{}
	if seconds, err := strconv.Atoi(wait); err == nil {
		limit.Wait = time.Duration(seconds) * time.Second
	} else if at, err := strconv.ParseInt(answer.Header.Get("X-RateLimit-Reset"), 10, 64); err == nil && spent {
		limit.Until = time.Unix(at, 0).UTC()
	}
	return limit
}

// wordsOf finds what an error says to people. The forges write it below these
// names, as text, list or map of either; where nothing is found, there are no words.
func wordsOf(text []byte) string {
	var answer map[string]any
	if json.Unmarshal(text, &answer) != nil {
		return ""
	}
	var words []string
	for _, name := range []string{"message", "error", "error_description", "errors"} {
		words = flatten(words, answer[name])
	}
	return strings.Join(words, ": ")
}

func flatten(words []string, value any) []string {
	switch value := value.(type) {
	case string:
		if value != "" && !slices.Contains(words, value) {
			words = append(words, value)
		}
	case []any:
		for _, v := range value {
			words = flatten(words, v)
		}
	case map[string]any:
		if message, ok := value["message"]; ok { // GitHub's errors also have resource, code and field
			return flatten(words, message)
		}
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			words = flatten(append(words, name), value[name])
		}
	}
	return words
}
