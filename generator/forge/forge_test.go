package forge_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/forge"
)

// everywhere starts every vendor: what one forge does, all do.
func everywhere(t *testing.T) map[string]*fake {
	t.Helper()
	running := make(map[string]*fake)
	for name, v := range vendors() {
		running[name] = start(t, v)
	}
	return running
}

var (
	proposal = forge.PullRequest{
		Head: "tenantry/contoso", Base: "main", Title: "tenant/contoso: add", Body: "# Plan\n\nprod-weu: +12\n",
	}
	plan = forge.Comment{Marker: "<!-- tenantry:plan -->", Body: "# The whole plan\n\n🚀 +12\n"}
)

func opened(p forge.PullRequest) pull {
	return pull{Number: 1, Head: p.Head, Base: p.Base, Title: p.Title, Body: p.Body}
}

func (f *fake) wantPulls(t *testing.T, want ...pull) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var got []pull
	for _, p := range f.pulls {
		got = append(got, *p)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pull requests (-want +got):\n%s", diff)
	}
}

func (f *fake) wantComments(t *testing.T, want ...string) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var got []string
	for _, n := range f.notes {
		got = append(got, n.Body)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestAPullRequestIsOpenedOnceAndThenUpdated(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := f.open(t, goodToken)
			first, err := site.EnsurePullRequest(t.Context(), proposal)
			if err != nil {
				t.Fatal(err)
			}
			local := strings.HasPrefix(first.URL, f.url) && strings.HasSuffix(first.URL, "/1")
			if first.Number != 1 || !first.Created || !local {
				t.Errorf("opened: %+v", first)
			}
			f.wantPulls(t, opened(proposal))

			again := proposal
			again.Title, again.Body = "tenant/contoso: add on both clusters", strings.Repeat("longer\n", 200)
			second, err := site.EnsurePullRequest(t.Context(), again)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(forge.Result{URL: first.URL, Number: 1}, second); diff != "" {
				t.Errorf("updated (-want +got):\n%s", diff)
			}
			f.wantPulls(t, opened(again))
		})
	}
}

func TestOnlyTheOpenPullRequestOfTheSameBranchesIsReused(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			others := []pull{
				{Number: 1, Head: proposal.Head, Base: "main", Title: "closed", Closed: true},
				{Number: 2, Head: proposal.Head, Base: "release", Title: "another base"},
				{Number: 3, Head: "tenantry/fabrikam", Base: "main", Title: "another head"},
				{Number: 4, Head: proposal.Head, Base: "main", Title: "from a fork", FromAFork: true},
			}
			for _, p := range others {
				f.add(p)
			}
			got, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if err != nil || !got.Created || got.Number != 5 {
				t.Errorf("opened: %+v, %v", got, err)
			}
			made := opened(proposal)
			made.Number = 5
			f.wantPulls(t, append(others, made)...)
		})
	}
}

func TestAnOpenPullRequestIsFoundAmongMany(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range 120 {
				f.add(pull{Head: fmt.Sprintf("tenantry/t%d", i), Base: "main", Title: "other"})
			}
			f.add(opened(proposal))
			got, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if err != nil || got.Created || got.Number != 121 {
				t.Errorf("found: %+v, %v", got, err)
			}
		})
	}
}

func TestTwoRunsAtTheSameTimeOpenOnePullRequest(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rival := opened(proposal)
			rival.Title = "opened by the other run"
			f.appears = &rival
			got, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if err != nil || got.Created || got.Number != 1 {
				t.Errorf("found: %+v, %v", got, err)
			}
			f.wantPulls(t, opened(proposal))
		})
	}
}

func TestACommentIsSaidOnceAndThenReplacedInPlace(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.add(opened(proposal))
			f.add(opened(proposal))
			quote := "> <!-- tenantry:plan -->\n> # The whole plan\n\nLooks good."
			f.say(note{Pull: 1, Body: quote})
			f.say(note{Pull: 2, Body: "<!-- tenantry:plan -->\non another pull request"})
			site := f.open(t, goodToken)
			text := "<!-- tenantry:plan -->\n# The whole plan\n\n🚀 +12\n"
			if err := site.PutComment(t.Context(), 1, plan); err != nil {
				t.Fatal(err)
			}
			f.wantComments(t, quote, "<!-- tenantry:plan -->\non another pull request", text)
			if f.vendor.kind == forge.AzureDevOps && f.notes[2].Status != "closed" {
				t.Errorf("the thread is %q, and would hold up the pull request", f.notes[2].Status)
			}

			// The same again, as the forge may store it: nothing is sent.
			f.notes[2].Body = strings.ReplaceAll(text, "\n", "\r\n")
			before := len(f.asked)
			if err := site.PutComment(t.Context(), 1, plan); err != nil {
				t.Fatal(err)
			}
			for _, request := range f.asked[before:] {
				if !strings.HasPrefix(request, "GET ") && !strings.HasPrefix(request, "OPTIONS ") {
					t.Errorf("nothing had changed, and it sent %s", request)
				}
			}

			next := plan
			next.Body = "# Another plan\n"
			if err := site.PutComment(t.Context(), 1, next); err != nil {
				t.Fatal(err)
			}
			f.wantComments(t, quote,
				"<!-- tenantry:plan -->\non another pull request", "<!-- tenantry:plan -->\n# Another plan\n")
		})
	}
}

func TestACommentIsFoundAmongMany(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.add(opened(proposal))
			for i := range 250 {
				f.say(note{Pull: 1, Body: fmt.Sprint("remark ", i), System: i%2 == 0})
			}
			f.say(note{Pull: 1, Body: "<!-- tenantry:plan -->\nold"})
			if err := f.open(t, goodToken).PutComment(t.Context(), 1, plan); err != nil {
				t.Fatal(err)
			}
			if n := len(f.notes); n != 251 || !strings.Contains(f.notes[250].Body, "whole plan") {
				t.Errorf("%d comments, the last is %q", n, f.notes[n-1].Body)
			}
		})
	}
}

func TestSomebodyElsesCommentIsLeftAndOnesOwnIsKept(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.add(opened(proposal))
			foreign := "<!-- tenantry:plan -->\nfrom a person's own run"
			f.say(note{Pull: 1, Body: foreign, Foreign: true})
			site := f.open(t, goodToken)
			for _, body := range []string{"first", "second", "third"} {
				if err := site.PutComment(t.Context(), 1, forge.Comment{Marker: plan.Marker, Body: body}); err != nil {
					t.Fatal(err)
				}
			}
			f.wantComments(t, foreign, "<!-- tenantry:plan -->\nthird")
		})
	}
}

func TestATextIsTakenUpToTheLimitAndRefusedBeyondItBeforeItIsSent(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.add(opened(proposal))
			site := f.open(t, goodToken)
			want := []int{f.vendor.bodyLimit, f.vendor.commentLimit}
			if diff := cmp.Diff(want, []int{site.BodyLimit(), site.CommentLimit()}); diff != "" {
				t.Errorf("limits (-want +got):\n%s", diff)
			}
			full := proposal
			full.Body = strings.Repeat("🚀", site.BodyLimit()/2)
			full.Title = strings.Repeat("é", forge.TitleLimit)
			if _, err := site.EnsurePullRequest(t.Context(), full); err != nil {
				t.Errorf("at the limit: %v", err)
			}
			frame := len(plan.Marker) + 1
			whole := forge.Comment{Marker: plan.Marker, Body: strings.Repeat("x", site.CommentLimit()-frame)}
			if err := site.PutComment(t.Context(), 1, whole); err != nil {
				t.Errorf("at the limit: %v", err)
			}

			f.mu.Lock()
			asked := len(f.asked)
			f.mu.Unlock()
			full.Body += "x"
			_, err := site.EnsurePullRequest(t.Context(), full)
			beyond := &forge.TooLongError{What: "description", Length: site.BodyLimit() + 1, Limit: site.BodyLimit()}
			var long *forge.TooLongError
			if !errors.As(err, &long) || !cmp.Equal(beyond, long) {
				t.Errorf("beyond the limit: %v", err)
			}
			whole.Body += "x"
			if err := site.PutComment(t.Context(), 1, whole); !errors.As(err, &long) || long.What != "comment" {
				t.Errorf("beyond the limit: %v", err)
			}
			full.Body, full.Title = "", full.Title+"x"
			if _, err := site.EnsurePullRequest(t.Context(), full); !errors.As(err, &long) || long.What != "title" {
				t.Errorf("beyond the limit: %v", err)
			}
			if n := len(f.asked); n != asked {
				t.Errorf("%d requests were sent: %v", n-asked, f.asked[asked:])
			}
		})
	}
}

func TestAForgesOwnRefusalIsToldInItsWords(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.bodyLimit = 10 // less than the vendor documents
			_, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if err == nil {
				t.Fatal("it was taken")
			}
			where := strings.TrimSuffix(f.url+f.vendor.path, ".git")
			want := fmt.Sprintf("open the pull request from tenantry/contoso to main on %s: %s", where, f.vendor.tooLong)
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAWrongTokenAndAMissingRepositoryAreToldApart(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for name, tt := range map[string]struct {
				path, token string
				want        error
			}{
				"wrong token":          {f.vendor.path, "wr0ng-token", forge.ErrUnauthorized},
				"no such repository":   {strings.Replace(f.vendor.path, "fleet", "fleeet", 1), goodToken, forge.ErrNotFound},
				"a line end, no fault": {f.vendor.path, goodToken + "\r\n", nil},
			} {
				site, err := forge.Open(f.vendor.kind, f.url+tt.path, tt.token, forge.Options{})
				if err != nil {
					t.Fatal(err)
				}
				_, err = site.EnsurePullRequest(t.Context(), proposal)
				if !errors.Is(err, tt.want) {
					t.Errorf("%s: %v, want %v", name, err, tt.want)
				}
				said := site.PutComment(t.Context(), 1, plan)
				if !errors.Is(said, tt.want) {
					t.Errorf("%s, comment: %v, want %v", name, said, tt.want)
				}
				if text := fmt.Sprintf("%v %#v", err, said); strings.Contains(text, tt.token) {
					t.Errorf("%s: the token is in %s", name, text)
				}
			}
		})
	}
}

func TestNoErrorShowsTheTokenThatAForgeSendsBack(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.instead = func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusForbidden)
				fmt.Fprintf(w, `{"message": "no entry with %s or %s"}`, r.Header.Get("Authorization"), goodToken)
			}
			_, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if !errors.Is(err, forge.ErrForbidden) || !strings.Contains(err.Error(), "no entry with") {
				t.Errorf("error: %v", err)
			}
			for _, secret := range f.vendor.authorization {
				_, secret, _ = strings.Cut(secret, " ")
				if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), goodToken) {
					t.Errorf("the token is in %v", err)
				}
			}
		})
	}
}

func TestTooManyRequestsSayWhenToComeBack(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for name, tt := range map[string]struct {
				status int
				header map[string]string
				want   forge.RateLimitError
				text   string
			}{
				"wait": {429, map[string]string{"Retry-After": "90"}, forge.RateLimitError{Wait: 90 * time.Second}, "for 1m30s"},
				"until": {
					403,
					map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1767225600"},
					forge.RateLimitError{Until: time.Unix(1767225600, 0).UTC()},
					"until 2026-01-01T00:00:00Z",
				},
				"no word": {429, nil, forge.RateLimitError{}, "for now"},
			} {
				f.mu.Lock()
				f.instead = func(w http.ResponseWriter, _ *http.Request) {
					for k, v := range tt.header {
						w.Header().Set(k, v)
					}
					w.WriteHeader(tt.status)
					_, _ = io.WriteString(w, `{"message":"API rate limit exceeded"}`)
				}
				f.mu.Unlock()
				_, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
				var limited *forge.RateLimitError
				if !errors.As(err, &limited) || limited.Wait != tt.want.Wait || !limited.Until.Equal(tt.want.Until) {
					t.Errorf("%s: %v", name, err)
				} else if !strings.Contains(err.Error(), tt.text+": API rate limit exceeded") {
					t.Errorf("%s: %v, want %q in it", name, err, tt.text)
				}
			}
		})
	}
}

func TestAPageForBrowsersIsNoAnswer(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for status, want := range map[int]string{
				http.StatusOK:                   "the API is at another address",
				http.StatusNonAuthoritativeInfo: "does not accept the token: it answers with its sign-in page",
				http.StatusBadGateway:           "status 502: bad gateway",
			} {
				f.mu.Lock()
				f.instead = func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html; charset=utf-8")
					w.WriteHeader(status)
					_, _ = io.WriteString(w, "<!DOCTYPE html><html>Sign in</html>")
				}
				f.mu.Unlock()
				_, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
				if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "html") {
					t.Errorf("%d: %v, want %q in it", status, err, want)
				}
			}
		})
	}
}

func TestATokenNeverGoesToAnotherServer(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := false
			thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
			defer thief.Close()
			f.instead = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, thief.URL+r.URL.Path, http.StatusTemporaryRedirect)
			}
			_, err := f.open(t, goodToken).EnsurePullRequest(t.Context(), proposal)
			if err == nil || !strings.Contains(err.Error(), "another server") || asked {
				t.Errorf("asked: %v, error: %v", asked, err)
			}
		})
	}
}

func TestAForgeStopsWithTheContext(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.instead = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			site := f.open(t, goodToken)
			if _, err := site.EnsurePullRequest(ctx, proposal); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("pull request: %v", err)
			}
			if err := site.PutComment(ctx, 1, plan); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("comment: %v", err)
			}
		})
	}
}

func TestAForgeThatIsNotThereIsNamed(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			gone := httptest.NewServer(nil)
			gone.Close()
			site, err := forge.Open(f.vendor.kind, gone.URL+f.vendor.path, goodToken, forge.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = site.EnsurePullRequest(t.Context(), proposal)
			if err == nil || !strings.Contains(err.Error(), "connection refused") || !strings.Contains(err.Error(), gone.URL) {
				t.Errorf("error: %v", err)
			}
		})
	}
}

func TestATokenOfEntraGoesAsABearerToken(t *testing.T) {
	t.Parallel()
	v := azureVendor()
	const jwt = "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"
	v.authorization = []string{"Bearer " + jwt}
	if _, err := start(t, v).open(t, jwt).EnsurePullRequest(t.Context(), proposal); err != nil {
		t.Error(err)
	}
}

func TestAnAPIElsewhereIsAskedThere(t *testing.T) {
	t.Parallel()
	for name, f := range everywhere(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := f.url + map[forge.Kind]string{
				forge.GitHub: "/api/v3", forge.GitLab: "/api/v4", forge.Gitea: "/tools/git/api/v1", forge.AzureDevOps: "/acme",
			}[f.vendor.kind]
			path := strings.TrimPrefix(f.vendor.path, "/tools/git")
			site, err := forge.Open(f.vendor.kind, "https://git.acme.example"+path, goodToken, forge.Options{APIURL: api})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := site.EnsurePullRequest(t.Context(), proposal); err != nil {
				t.Error(err)
			}
			f.wantPulls(t, opened(proposal))
		})
	}
}
