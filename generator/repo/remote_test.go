package repo_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/repo"
)

const token = "ghp_s3cret/with+odd=signs"

// pair is a repository, and the server's side of it.
type pair struct {
	dir, at string
	remote  repo.Remote
}

// remotes makes the same pair twice: over HTTP with a token, and as a file URL.
func remotes(t *testing.T) map[string]pair {
	t.Helper()
	pairs := make(map[string]pair)
	for _, name := range []string{"http", "file"} {
		dir := newRepo(t, map[string]string{"a": "1", "tenants/contoso/base/a.yaml": "1"})
		at := bare(t, dir)
		address := "file://" + at
		if name == "http" {
			address = serve(t, at, "oauth2", token)
		}
		auth := repo.Auth{User: "oauth2", Token: token}
		pairs[name] = pair{dir, at, repo.Remote{Name: "origin", URL: address, Auth: auth}}
	}
	return pairs
}

func TestFetchBringsBranchesAndTheirHistory(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			other := t.TempDir()
			git(t, dir, "clone", "-q", at, other)
			commitAll(t, other, map[string]string{"a": "2"}, "second")
			commitAll(t, other, map[string]string{"b": "1"}, "third")
			git(t, other, "push", "-q", "origin", "main", "main~1:refs/heads/older")

			r := open(t, dir)
			got, err := r.Fetch(t.Context(), remote, "main", "older", "absent")
			if err != nil {
				t.Fatal(err)
			}
			main, older := git(t, other, "rev-parse", "main"), git(t, other, "rev-parse", "main~1")
			want := map[string]repo.Hash{"main": repo.Hash(main), "older": repo.Hash(older)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("branches (-want +got):\n%s", diff)
			}
			if h := resolve(t, r, "origin/main"); string(h) != main {
				t.Errorf("origin/main is at %s, want %s", h, main)
			}
			git(t, dir, "fsck", "--strict")
			if _, err := r.Fetch(t.Context(), remote, "main"); err != nil {
				t.Errorf("nothing new: %v", err)
			}
		})
	}
}

func TestFetchOfAnEmptyRepositoryFindsNoBranch(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			git(t, at, "update-ref", "-d", "refs/heads/main")
			got, err := open(t, dir).Fetch(t.Context(), remote, "main")
			if err != nil || len(got) > 0 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

func TestPushMovesOneBranchAndSendsWhatIsNew(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			r := open(t, dir)
			main := resolve(t, r, "main")
			one := commit(t, r, "one", []repo.Change{put("tenants/contoso/base/b.yaml", "1")}, main)
			side := commit(t, r, "side", []repo.Change{put("c", "1")}, main)
			merge := commit(t, r, "merge", []repo.Change{put("c", "1")}, one, side)
			for _, to := range []repo.Hash{one, merge, merge} { // new, forward, already there
				if err := r.Push(t.Context(), remote, repo.Push{Branch: "tenantry/contoso", Commit: to}); err != nil {
					t.Fatal(err)
				}
				if got := git(t, at, "rev-parse", "tenantry/contoso"); got != string(to) {
					t.Errorf("server's branch at %s, want %s", got, to)
				}
				if got := resolve(t, r, "origin/tenantry/contoso"); got != to {
					t.Errorf("known branch at %s, want %s", got, to)
				}
			}
			git(t, at, "fsck", "--strict", "--connectivity-only")
			if got := git(t, dir, "branch", "--list"); got != "* main" {
				t.Errorf("local branches:\n%s", got)
			}
		})
	}
}

func TestPushIntoAnEmptyRepositorySendsEverything(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			git(t, at, "update-ref", "-d", "refs/heads/main")
			git(t, at, "gc", "-q", "--prune=now")
			r := open(t, dir)
			if err := r.Push(t.Context(), remote, repo.Push{Branch: "main", Commit: resolve(t, r, "main")}); err != nil {
				t.Fatal(err)
			}
			git(t, at, "fsck", "--strict")
		})
	}
}

func TestPushNeverDropsACommitThatItWasNotToldOf(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			r := open(t, dir)
			main := resolve(t, r, "main")
			mine := commit(t, r, "mine", []repo.Change{put("x", "mine")}, main)
			again := commit(t, r, "mine, rendered again", []repo.Change{put("x", "again")}, main)
			if err := r.Push(t.Context(), remote, repo.Push{Branch: "work", Commit: mine}); err != nil {
				t.Fatal(err)
			}
			refused := func(what string, p repo.Push) {
				t.Helper()
				var why *repo.PushRefusedError
				if err := r.Push(t.Context(), remote, p); !errors.As(err, &why) || !why.Moved || why.Branch != "work" {
					t.Errorf("%s: %v", what, err)
				}
			}
			refused("no fast-forward", repo.Push{Branch: "work", Commit: again})
			refused("a stale lease", repo.Push{Branch: "work", Commit: again, Over: main})
			if err := r.Push(t.Context(), remote, repo.Push{Branch: "work", Commit: again, Over: mine}); err != nil {
				t.Errorf("the right lease: %v", err)
			}

			// Somebody else pushes what is not here.
			other := t.TempDir()
			git(t, dir, "clone", "-q", "-b", "work", at, other)
			commitAll(t, other, map[string]string{"y": "theirs"}, "theirs")
			git(t, other, "push", "-q", "origin", "work")
			theirs := git(t, other, "rev-parse", "HEAD")
			next := commit(t, r, "next", []repo.Change{put("x", "next")}, again)
			refused("unknown commits", repo.Push{Branch: "work", Commit: next})
			refused("a lease that was broken", repo.Push{Branch: "work", Commit: next, Over: again})
			if got := git(t, at, "rev-parse", "work"); got != theirs {
				t.Errorf("server's branch at %s, want %s", got, theirs)
			}
			git(t, at, "update-ref", "-d", "refs/heads/work")
			refused("a branch that was deleted", repo.Push{Branch: "work", Commit: next, Over: again})
			if got := resolve(t, r, string(next)); got != next {
				t.Errorf("the local commit is gone")
			}
		})
	}
}

func TestARefusalCarriesTheServersReason(t *testing.T) {
	t.Parallel()
	for name, p := range remotes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, at, remote := p.dir, p.at, p.remote
			hook := filepath.Join(at, "hooks", "pre-receive")
			script := "#!/bin/sh\necho 'GH006: Protected branch update failed.'\nexit 1\n"
			if err := os.WriteFile(hook, []byte(script), 0o777); err != nil {
				t.Fatal(err)
			}
			r := open(t, dir)
			c := commit(t, r, "x", []repo.Change{put("x", "1")}, resolve(t, r, "main"))
			err := r.Push(t.Context(), remote, repo.Push{Branch: "main", Commit: c})
			var why *repo.PushRefusedError
			if !errors.As(err, &why) {
				t.Fatalf("push: %v", err)
			}
			want := &repo.PushRefusedError{
				Branch: "main", Reason: "pre-receive hook declined: GH006: Protected branch update failed.",
			}
			if diff := cmp.Diff(want, why); diff != "" {
				t.Errorf("refusal (-want +got):\n%s", diff)
			}
			if got := git(t, at, "rev-parse", "main"); got != git(t, dir, "rev-parse", "main") {
				t.Errorf("server's branch moved to %s", got)
			}
		})
	}
}

// answer is a server that gives one answer to every request.
func answer(t *testing.T, status int, body func(r *http.Request) string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body(r))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/acme/fleet.git"
}

func TestAServersAnswerIsToldApartAndShowsNoToken(t *testing.T) {
	t.Parallel()
	pair := base64.StdEncoding.EncodeToString([]byte("oauth2:" + token))
	echo := func(r *http.Request) string {
		return fmt.Sprintf("no: %v\nat http://oauth2:%s@%s/ or %s", r.Header["Authorization"], token, r.Host, token)
	}
	page := func(*http.Request) string { return "Sign in <!DOCTYPE html><html>" + token }
	tests := map[string]struct {
		status int
		body   func(*http.Request) string
		kind   error
		want   string
	}{
		"unauthorized":   {401, echo, repo.ErrUnauthorized, "the server does not accept the token: no:"},
		"forbidden":      {403, echo, repo.ErrForbidden, "the token may not do this: no:"},
		"not found":      {404, page, repo.ErrNoRemote, "or does not show it to this token: Sign in"},
		"broken":         {500, echo, nil, "status 500: no:"},
		"not Git":        {200, echo, nil, ""},
		"a sign-in page": {200, page, nil, ""},
	}
	dir := newRepo(t, map[string]string{"a": "1"})
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t, dir)
			address := answer(t, tt.status, tt.body)
			inside := strings.Replace(address, "://", "://oauth2:"+url.PathEscape(token)+"@", 1)
			unreadable := strings.Replace(address, "://", "://oauth2:"+token+"@", 1)
			auth := repo.Auth{User: "oauth2", Token: token}
			for _, remote := range []repo.Remote{
				{URL: address, Auth: auth},
				{URL: inside},
				{URL: inside, Auth: auth},
				{URL: address, Auth: repo.Auth{Token: token}},
				{URL: unreadable},
			} {
				_, err := r.Fetch(t.Context(), remote, "main")
				pushed := r.Push(t.Context(), remote, repo.Push{Branch: "main", Commit: resolve(t, r, "main")})
				for _, err := range []error{err, pushed} {
					text := fmt.Sprintf("%v %+v %#v", err, err, err)
					if err == nil || strings.Contains(text, "s3cret") || strings.Contains(text, pair) {
						t.Fatalf("error: %s", text)
					}
					if remote.URL == unreadable {
						continue
					}
					if tt.kind != nil && !errors.Is(err, tt.kind) {
						t.Errorf("error %v, want %v", err, tt.kind)
					}
					if !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "html") {
						t.Errorf("error %q, want %q in it", err, tt.want)
					}
				}
			}
		})
	}
}

func TestAWrongTokenAndNoTokenAreUnauthorized(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	r, address := open(t, dir), serve(t, bare(t, dir), "oauth2", token)
	for name, tt := range map[string]struct {
		auth repo.Auth
		want string
	}{
		"wrong": {repo.Auth{User: "oauth2", Token: "stale"}, "does not accept the token"},
		"none":  {repo.Auth{}, "asks for a token, and there is none"},
	} {
		_, err := r.Fetch(t.Context(), repo.Remote{URL: address, Auth: tt.auth}, "main")
		if !errors.Is(err, repo.ErrUnauthorized) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoTokenIsWrittenAnywhere(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	address := serve(t, bare(t, dir), "oauth2", token)
	r := open(t, dir)
	remote := repo.Remote{Name: "origin", URL: address, Auth: repo.Auth{User: "oauth2", Token: token}}
	if _, err := r.Fetch(t.Context(), remote, "main"); err != nil {
		t.Fatal(err)
	}
	c := commit(t, r, "x", []repo.Change{put("x", "1")}, resolve(t, r, "main"))
	if err := r.Push(t.Context(), remote, repo.Push{Branch: "main", Commit: c}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(dir, ".git"), func(p string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(p)
		if strings.Contains(string(text), token) {
			t.Errorf("the token is in %s", p)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if text := fmt.Sprintf(verb, remote); strings.Contains(text, token) {
			t.Errorf("%s prints %s", verb, text)
		}
	}
}

func TestRemoteTakesCredentialsOutOfTheAddress(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	long := strings.Repeat("t", 40)
	azure := "https://dev.azure.com/acme/p/_git/fleet"
	for name, tt := range map[string]struct {
		url  string
		want repo.Remote
	}{
		"plain":        {"https://github.com/acme/fleet", repo.Remote{URL: "https://github.com/acme/fleet"}},
		"pair":         {"https://me:pw@h/x", repo.Remote{URL: "https://h/x", Auth: repo.Auth{User: "me", Token: "pw"}}},
		"organization": {strings.Replace(azure, "dev", "acme@dev", 1), repo.Remote{URL: azure}},
		"token": {
			"https://" + long + "@h/x", repo.Remote{URL: "https://h/x", Auth: repo.Auth{User: "git", Token: long}},
		},
		"old GitHub": {
			"https://" + long + ":x-oauth-basic@h/x",
			repo.Remote{URL: "https://h/x", Auth: repo.Auth{User: "git", Token: long}},
		},
		"ssh":     {"git@github.com:acme/fleet", repo.Remote{URL: "git@github.com:acme/fleet"}},
		"ssh URL": {"ssh://git@github.com/acme/fleet", repo.Remote{URL: "ssh://git@github.com/acme/fleet"}},
	} {
		git(t, dir, "config", "remote.origin.url", tt.url)
		tt.want.Name = "origin"
		got, err := open(t, dir).Remote("origin")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, err := open(t, dir).Remote("upstream"); err == nil {
		t.Error("a remote that is not configured was found")
	}
}

func TestFetchAndPushStopWithTheContext(t *testing.T) {
	t.Parallel()
	block := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-block:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(block)
	dir := newRepo(t, map[string]string{"a": "1"})
	r := open(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	remote := repo.Remote{URL: server.URL + "/x.git", Auth: repo.Auth{User: "u", Token: token}}
	if _, err := r.Fetch(ctx, remote, "main"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("fetch: %v", err)
	}
	err := r.Push(ctx, remote, repo.Push{Branch: "main", Commit: resolve(t, r, "main")})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("push: %v", err)
	}
}

func TestATokenDoesNotFollowARedirectToAnotherServer(t *testing.T) {
	t.Parallel()
	var seen []string
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusNotFound)
	}))
	defer thief.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, thief.URL+r.URL.RequestURI(), http.StatusFound)
	}))
	defer server.Close()
	dir := newRepo(t, map[string]string{"a": "1"})
	remote := repo.Remote{URL: server.URL + "/x.git", Auth: repo.Auth{User: "u", Token: token}}
	if _, err := open(t, dir).Fetch(t.Context(), remote, "main"); err == nil {
		t.Error("the fetch worked")
	}
	if diff := cmp.Diff([]string{""}, seen); diff != "" {
		t.Errorf("what the other server was sent (-want +got):\n%s", diff)
	}
}

func TestAzureDevOpsIsSpokenToAsItInsists(t *testing.T) {
	t.Parallel()
	dir := newRepo(t, map[string]string{"a": "1"})
	git(t, dir, "branch", "-q", "local")
	at := bare(t, dir)
	other := t.TempDir()
	git(t, dir, "clone", "-q", at, other)
	commitAll(t, other, map[string]string{"a": "2"}, "second")
	git(t, other, "push", "-q", "origin", "main")

	backend := serve(t, at, "oauth2", token)
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if strings.HasSuffix(r.URL.Path, "/git-upload-pack") {
			asked = append(asked, string(body))
			if !strings.Contains(string(body), "multi_ack") {
				http.Error(w, "TF401041: The Git protocol sent is not as expected (Clients must support multi-ack.).", 400)
				return
			}
		}
		path := strings.TrimPrefix(r.URL.RequestURI(), "/acme/platform/_git/fleet")
		onward, err := http.NewRequestWithContext(r.Context(), r.Method, backend+path, strings.NewReader(string(body)))
		if err != nil {
			t.Error(err)
			return
		}
		onward.Header = r.Header.Clone()
		answer, err := http.DefaultTransport.RoundTrip(onward)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = answer.Body.Close() }()
		w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}))
	defer server.Close()

	r := open(t, dir)
	remote := repo.Remote{
		Name: "origin", URL: server.URL + "/acme/platform/_git/fleet", Auth: repo.Auth{User: "oauth2", Token: token},
	}
	got, err := r.Fetch(t.Context(), remote, "main")
	if err != nil {
		t.Fatal(err)
	}
	if want := git(t, other, "rev-parse", "main"); string(got["main"]) != want {
		t.Errorf("main at %s, want %s", got["main"], want)
	}
	if len(asked) != 1 || strings.Contains(asked[0], "have ") {
		t.Errorf("asked: %q", asked)
	}
	c := commit(t, r, "x", []repo.Change{put("x", "1")}, got["main"])
	if err := r.Push(t.Context(), remote, repo.Push{Branch: "work", Commit: c}); err != nil {
		t.Error(err)
	}
}
