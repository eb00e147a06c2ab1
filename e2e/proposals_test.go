package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/lab"
)

// TestARefusedProposalLosesNothing asks a real forge for what it must refuse. Each answer says what is wrong, nothing
// appears on the forge, and the engineer's files and branches are as they were.
func TestARefusedProposalLosesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(deadline(t), t)
	for name, part := range map[string]func(*testing.T, *desk){
		"AWrongToken":  wrongToken,
		"AMovedBase":   movedBase,
		"AMovedBranch": movedBranch,
		"ARefusedPush": refusedPush,
	} {
		t.Run(name, func(t *testing.T) { part(t, d) })
	}
}

// state is all that a refused proposal must leave as it was.
type state struct {
	Status, Branches, Head string
	Remote                 string
	Files                  map[string]string
}

func (d *desk) state(t *testing.T, dir string) state {
	t.Helper()
	s := state{
		Status: d.git(t, dir, "status", "--porcelain"), Branches: d.git(t, dir, "for-each-ref", "refs/heads"),
		Head: d.git(t, dir, "symbolic-ref", "HEAD"), Remote: d.git(t, dir, "ls-remote", "origin", "refs/heads/*"),
		Files: map[string]string{},
	}
	for _, name := range []string{"clusters/fleet.yaml", "tenants/contoso.yaml", "tenants/new.yaml"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			s.Files[name] = string(data)
		}
	}
	return s
}

// refused proposes and expects the exit code, the words, and that all is as it was.
func (d *desk) refused(t *testing.T, want int, dir, token string, words ...string) {
	t.Helper()
	before := d.state(t, dir)
	out := d.tenantryWith(t, token, want, dir, "propose")
	t.Logf("exit code %d\n%s%s", want, out.stdout, out.stderr)
	for _, w := range words {
		if !strings.Contains(out.stdout+out.stderr, w) {
			t.Errorf("the answer does not say %q", w)
		}
	}
	if diff := cmp.Diff(before, d.state(t, dir)); diff != "" {
		t.Errorf("something changed (-before +after):\n%s", diff)
	}
}

func wrongToken(t *testing.T, d *desk) {
	dir := d.clone(t)
	d.addTenant(t, dir, "new")
	d.refused(t, 2, dir, strings.Repeat("0123456789", 4), d.lab.FleetURL(), "the server does not accept the token")
	d.tenantry(t, 0, dir, "propose", "--branch", "with-the-right-one") // nothing was lost
	if len(d.openPulls(t, "with-the-right-one")) != 1 {
		t.Error("the same work tree could not be proposed afterwards")
	}
}

// movedBase is somebody else's merge that changed the very file that this engineer changes: nobody but they can say
// what is meant.
func movedBase(t *testing.T, d *desk) {
	dir, other := d.clone(t), d.clone(t)
	replaceIn(t, filepath.Join(other, "tenants/contoso.yaml"), "tag: stable", "tag: v2")
	d.tenantry(t, 0, other, "propose")
	d.merge(t, d.onlyPull(t, "tenantry/contoso"))
	replaceIn(t, filepath.Join(dir, "tenants/contoso.yaml"), "tag: stable", "tag: v3")
	d.refused(t, 1, dir, d.lab.Forge.Token,
		"tenants/contoso.yaml: this file was changed here and, differently, on the base branch (changed-on-both-sides)",
		"fix: fetch the base branch, merge this one file by hand, and propose again")
}

// movedBranch is somebody else's commit on the engineer's own branch.
func movedBranch(t *testing.T, d *desk) {
	dir := d.clone(t)
	d.git(t, dir, "switch", "--quiet", "--create", "mine")
	d.addTenant(t, dir, "new")
	d.tenantry(t, 0, dir, "propose")
	other := d.clone(t)
	d.git(t, other, "switch", "--quiet", "mine")
	replaceIn(t, filepath.Join(other, "tenants/new.yaml"), "stable", "v2")
	d.git(t, other, "commit", "--quiet", "--all", "--message", "a helping hand")
	d.git(t, other, "push", "--quiet", "origin", "mine")
	replaceIn(t, filepath.Join(dir, "tenants/new.yaml"), "stable", "v3")
	d.refused(t, 2, dir, d.lab.Forge.Token, "branch mine has commits on the server that are not here", "git pull")
}

// refusedPush is a rule of the forge that lets nobody push the branch.
func refusedPush(t *testing.T, d *desk) {
	d.protect(t, "protected")
	dir := d.clone(t)
	d.git(t, dir, "switch", "--quiet", "--create", "protected")
	d.addTenant(t, dir, "new")
	d.refused(t, 2, dir, d.lab.Forge.Token, "push of branch protected refused", "protected branch", "your files are as they were")
}

// protect makes a branch on the forge that nobody may push to.
func (d *desk) protect(t *testing.T, branch string) {
	t.Helper()
	for _, call := range []struct {
		path string
		body map[string]any
	}{ // in this order: the rule would refuse the branch
		{"branches", map[string]any{"new_branch_name": branch, "old_branch_name": "main"}},
		{"branch_protections", map[string]any{"rule_name": branch, "enable_push": false}},
	} {
		if err := d.lab.Forge.API(d.ctx, "POST", "repos/acme/"+lab.FleetSource+"/"+call.path, call.body, nil); err != nil {
			t.Fatal(err)
		}
	}
}
