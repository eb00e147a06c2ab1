// Package gitea runs the lab's forge: a real one, with accounts, repositories, branches and pull requests.
package gitea

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/tenantry/tenantry/e2e/process"
)

// Names that every lab's forge has.
const (
	User = "platform" // the account whose token the lab uses; it owns the organisation
	Org  = "acme"     // the organisation that repositories belong to; they are public, as Flux needs no secret then
)

// password opens the forge's pages for somebody who looks around in a lab; it listens on loopback only.
const password = "platform-on-loopback"

// Options says where the forge comes from and where it lives.
type Options struct {
	Binary string // the program
	Static string // the folder with its options, public and templates
	Dir    string // its data and the work trees of pushes
	Log    string // its log file
}

// Forge is a running Gitea.
type Forge struct {
	// URL is its address without a slash at the end.
	URL string
	// Token lets User do everything.
	Token string

	dir     string
	process *process.Process
}

// Start starts a forge with one user and one organisation, and returns when its API answers.
func Start(ctx context.Context, opts Options) (*Forge, error) {
	ports, err := process.FreePorts(1)
	if err != nil {
		return nil, err
	}
	f := &Forge{URL: fmt.Sprintf("http://127.0.0.1:%d", ports[0]), dir: opts.Dir}
	config := filepath.Join(opts.Dir, "app.ini")
	if err := os.MkdirAll(opts.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("create the forge's folder: %w", err)
	}
	if err := os.WriteFile(config, settings(opts, f.URL, ports[0]), 0o600); err != nil {
		return nil, fmt.Errorf("write the forge's settings: %w", err)
	}
	env := []string{"HOME=" + opts.Dir, "GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT=true"}
	f.process, err = process.Start(process.Spec{
		Name: "gitea", Path: opts.Binary, Args: []string{"web", "--config", config},
		Env: env, Dir: opts.Dir, Log: opts.Log,
	})
	if err != nil {
		return nil, err
	}
	if err := f.prepare(ctx, opts.Binary, config, env); err != nil {
		return nil, fmt.Errorf("prepare the forge: %w", firstOf(f.process.Check(), err, f.Close()))
	}
	return f, nil
}

// firstOf prefers the reason that a program gave over the consequence that its caller saw.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// prepare waits for the forge and makes its user, the user's token and the organisation.
func (f *Forge) prepare(ctx context.Context, binary, config string, env []string) error {
	if err := f.process.WaitOK(ctx, f.URL+"/api/healthz"); err != nil {
		return err
	}
	create := exec.CommandContext(ctx, binary, "--config", config, "admin", "user", "create", "--admin",
		"--username", User, "--password", password, "--email", "platform@acme.example", "--must-change-password=false")
	create.Env = process.Environment(env...)
	create.Dir = f.dir
	if out, err := create.CombinedOutput(); err != nil {
		return fmt.Errorf("create user %s: %w\n%s", User, err, out)
	}
	var token struct {
		SHA1 string `json:"sha1"`
	}
	wanted := map[string]any{"name": "lab", "scopes": []string{"all"}}
	if err := f.API(ctx, http.MethodPost, "/users/"+User+"/tokens", wanted, &token); err != nil {
		return err
	}
	f.Token = token.SHA1
	return f.API(ctx, http.MethodPost, "/orgs", map[string]any{"username": Org, "visibility": "public"}, nil)
}

// Check returns an error if the forge has ended.
func (f *Forge) Check() error { return f.process.Check() }

// Close stops the forge; its data stay in its folder.
func (f *Forge) Close() error { return f.process.Stop() }

// CreateRepository makes a repository of the organisation with a first commit on main. It is never an empty one: the
// forge notices only some time after a push that a repository is empty no more, and answers 500 until then.
func (f *Forge) CreateRepository(ctx context.Context, repository string) error {
	body := map[string]any{"name": repository, "default_branch": "main", "auto_init": true}
	return f.API(ctx, http.MethodPost, "/orgs/"+Org+"/repos", body, nil)
}

// CloneURL is a repository's address over plain HTTP.
func (f *Forge) CloneURL(repository string) string {
	return fmt.Sprintf("%s/%s/%s.git", f.URL, Org, repository)
}

// Head is the commit that a branch of a repository points to.
func (f *Forge) Head(ctx context.Context, repository, branch string) (string, error) {
	var got struct{ Commit struct{ ID string } }
	path := fmt.Sprintf("/repos/%s/%s/branches/%s", Org, repository, branch)
	if err := f.API(ctx, http.MethodGet, path, nil, &got); err != nil {
		return "", err
	}
	return got.Commit.ID, nil
}

// API calls the forge's API below /api/v1 as User. body is sent as JSON unless it is nil; the answer is read into
// out unless that is nil. Any status but 2xx is an error with the forge's own words.
func (f *Forge) API(ctx context.Context, method, path string, body, out any) error {
	var sent io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		sent = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, f.URL+"/api/v1/"+strings.TrimPrefix(path, "/"), sent)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	req.Header.Set("Content-Type", "application/json")
	if f.Token != "" {
		req.Header.Set("Authorization", "token "+f.Token)
	} else { // only until there is a token
		req.SetBasicAuth(User, password)
	}
	client := &http.Client{Timeout: time.Minute}
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, bytes.TrimSpace(answer))
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// Password lets User sign in to the forge's pages.
func (f *Forge) Password() string { return password }
