package e2e_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/lab"
	"github.com/tenantry/tenantry/e2e/reference"
)

// planMarker is the first line of the comment that holds the full plan.
const planMarker = "<!-- tenantry:plan -->\n"

// desk is where an engineer of the platform works: a lab whose forge holds the reference fleet, and the generator.
type desk struct {
	ctx    context.Context //nolint:containedctx // one test's
	lab    *lab.Lab
	fleet  *reference.Fleet
	commit string // that main is at
}

// newDesk brings up a lab and pushes the committed fleet and every tenant's source.
func newDesk(ctx context.Context, t *testing.T, clusters ...lab.ClusterOptions) *desk {
	t.Helper()
	d := &desk{ctx: ctx, lab: startLab(ctx, t, clusters...)}
	var err error
	if d.fleet, err = reference.Take(ctx, d.lab, ".."); err != nil {
		t.Fatal(err)
	}
	if err := d.fleet.PushSources(ctx); err != nil {
		t.Fatal(err)
	}
	if d.commit, err = d.lab.PushFleet(ctx, d.fleet.Files, "the reference fleet"); err != nil {
		t.Fatal(err)
	}
	return d
}

// clone makes a work tree of the fleet's repository.
func (d *desk) clone(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "fleet")
	d.git(t, ".", "clone", "--quiet", d.lab.FleetURL(), dir)
	d.git(t, dir, "config", "user.name", "an engineer")
	d.git(t, dir, "config", "user.email", "engineer@acme.example")
	return dir
}

// git runs git with the token, in the environment, and returns what it printed.
func (d *desk) git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out := run(d.ctx, t, 0, command{dir: dir, program: "git", args: args, env: []string{
		"GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=http.extraHeader",
		"GIT_CONFIG_VALUE_0=Authorization: token " + d.lab.Forge.Token,
	}})
	return strings.TrimSpace(out.stdout)
}

// tenantry runs the generator with the forge's token and expects an exit code.
func (d *desk) tenantry(t *testing.T, want int, dir string, args ...string) output {
	t.Helper()
	return d.tenantryWith(t, d.lab.Forge.Token, want, dir, args...)
}

func (d *desk) tenantryWith(t *testing.T, token string, want int, dir string, args ...string) output {
	t.Helper()
	out := run(d.ctx, t, want, command{
		dir: dir, program: d.fleet.Program, args: args, env: []string{"TENANTRY_TOKEN=" + token},
	})
	if strings.Contains(out.stdout+out.stderr, token) {
		t.Errorf("tenantry %s shows the token", args[0])
	}
	return out
}

// addTenant writes a tenant's file in a clone, by the command that is there for it.
func (d *desk) addTenant(t *testing.T, dir, name string) {
	t.Helper()
	d.tenantry(t, 0, dir, "tenant", "add", name, "--plan", "standard",
		"--owner", "33333333-3333-4333-8333-333333333333", "--hostname", name+".apps.acme.example",
		"--oci", "oci://"+d.lab.Registry.Host+"/tenants/"+name, "--tag", "stable")
}

// pull is a pull request as the forge tells it.
type pull struct {
	Number    int
	Title     string
	Body      string
	Mergeable bool
	Head      struct{ Ref, SHA string }
}

// openPulls returns a branch's open pull requests.
func (d *desk) openPulls(t *testing.T, branch string) []pull {
	t.Helper()
	var all, found []pull
	if err := d.lab.Forge.API(d.ctx, "GET", "repos/acme/fleet/pulls?state=open", nil, &all); err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Head.Ref == branch {
			found = append(found, p)
		}
	}
	return found
}

// onlyPull returns the one open pull request of a branch.
func (d *desk) onlyPull(t *testing.T, branch string) pull {
	t.Helper()
	found := d.openPulls(t, branch)
	if len(found) != 1 {
		t.Fatalf("branch %s has %d open pull requests, want 1", branch, len(found))
	}
	return found[0]
}

// comment is one on a pull request.
type comment struct {
	ID   int64
	Body string
}

// checkPlan expects that a pull request's body is the plan of what a clone holds, and that the full plan is its only
// comment, which it returns.
func (d *desk) checkPlan(t *testing.T, p pull, dir string) comment {
	t.Helper()
	d.git(t, dir, "fetch", "--quiet", "origin", "main")
	plan := d.tenantry(t, 1, dir, "plan", "--against", "origin/main", "-o", "markdown").stdout // 1: something changes
	if len([]rune(plan)) > 4000 {
		t.Fatalf("the plan has %d characters; this compares one that fits into a pull request's body", len([]rune(plan)))
	}
	if diff := cmp.Diff(strings.TrimSpace(plan), strings.TrimSpace(p.Body)); diff != "" {
		t.Errorf("the body of pull request %d is not the plan (-want +got):\n%s", p.Number, diff)
	}
	var comments []comment
	path := fmt.Sprintf("repos/acme/fleet/issues/%d/comments", p.Number)
	if err := d.lab.Forge.API(d.ctx, "GET", path, nil, &comments); err != nil {
		t.Fatal(err)
	}
	if len(comments) != 1 {
		t.Fatalf("pull request %d has %d comments, want 1", p.Number, len(comments))
	}
	if diff := cmp.Diff(strings.TrimSpace(planMarker+plan), strings.TrimSpace(comments[0].Body)); diff != "" {
		t.Errorf("the comment on pull request %d is not the full plan (-want +got):\n%s", p.Number, diff)
	}
	return comments[0]
}

// merge merges a pull request by the forge's API.
func (d *desk) merge(t *testing.T, p pull) {
	t.Helper()
	d.settle(t, p, true)
	path := fmt.Sprintf("repos/acme/fleet/pulls/%d/merge", p.Number)
	if err := d.lab.Forge.API(d.ctx, "POST", path, map[string]any{"Do": "merge", "head_commit_id": p.Head.SHA}, nil); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.commit, err = d.lab.Forge.Head(d.ctx, lab.FleetSource, "main"); err != nil {
		t.Fatal(err)
	}
}

// settle waits until the forge, which works it out in the background, says whether a pull request can be merged.
func (d *desk) settle(t *testing.T, p pull, mergeable bool) {
	t.Helper()
	for range 100 {
		if now := d.onlyPull(t, p.Head.Ref); now.Mergeable == mergeable {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("pull request %d (%s): the forge does not say that mergeable is %v", p.Number, p.Title, mergeable)
}

// workflow runs the rendered GitHub workflow for real, on this machine, against the forge, as an event in a clone
// starts it, and expects an exit code.
func (d *desk) workflow(t *testing.T, want int, dir, event string) {
	t.Helper()
	// Nothing of an event's own but what the workflow reads: where the head and the base are.
	payload, err := json.Marshal(map[string]any{"pull_request": map[string]any{
		"head": map[string]string{"ref": d.git(t, dir, "branch", "--show-current")}, "base": map[string]string{"ref": "main"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "event.json")
	if err := os.WriteFile(file, payload, 0o644); err != nil {
		t.Fatal(err)
	}
	out := run(d.ctx, t, want, command{
		dir: dir, program: parts(d.ctx, t).Binary("act", "act"),
		args: []string{
			event, "--eventpath", file, "--workflows", ".github/workflows/tenantry.yaml",
			"--platform", "ubuntu-latest=-self-hosted", "--secret", "GITHUB_TOKEN=" + d.lab.Forge.Token,
			"--env", "GITHUB_API_URL=" + d.lab.Forge.URL + "/api/v1",
		},
		env: []string{
			"PATH=" + filepath.Dir(d.fleet.Program) + string(os.PathListSeparator) + os.Getenv("PATH"),
			"HOME=" + t.TempDir(), "DOCKER_HOST=unix:///nonexistent",
		},
	})
	t.Logf("the workflow:\n%s%s", out.stdout, out.stderr)
	if strings.Contains(out.stdout+out.stderr, d.lab.Forge.Token) {
		t.Error("the workflow's log shows the token")
	}
}

// command is a program to run in a folder, with what is added to the environment.
type command struct {
	dir     string
	program string
	args    []string
	env     []string
}

// output is what a program printed.
type output struct{ stdout, stderr string }

// run runs a program and fails the test when its exit code is another than wanted.
func run(ctx context.Context, t *testing.T, want int, c command) output {
	t.Helper()
	cmd := exec.CommandContext(ctx, c.program, c.args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	code := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code, err = exit.ExitCode(), nil
	}
	if err != nil || code != want {
		t.Fatalf("%s %s: exit code %d (%v), want %d\n%s%s", filepath.Base(c.program), strings.Join(c.args, " "),
			code, err, want, stdout.String(), stderr.String())
	}
	return output{stdout.String(), stderr.String()}
}
