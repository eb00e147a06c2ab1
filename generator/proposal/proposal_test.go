package proposal_test

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/proposal"
	"github.com/tenantry/tenantry/generator/repo"
)

// history is a repository whose main holds a rendered fleet with the tenants
// alfa and bravo.
type history struct {
	*testing.T
	repo *repo.Repo
	main repo.Hash
}

func newHistory(t *testing.T) *history {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "fleet")
	if out, err := exec.Command("git", "init", "--quiet", "--initial-branch", "main", dir).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	r, err := repo.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := &history{T: t, repo: r}
	files := fleettest.Repo("alfa", "bravo")
	result, found, err := generator.Generate(files, generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	var changes []repo.Change
	for p, f := range files {
		changes = append(changes, repo.Change{Path: p, Op: repo.Create, After: f.Data})
	}
	for _, p := range result.Tree.Paths() {
		f, _ := result.Tree.Get(p)
		changes = append(changes, repo.Change{Path: p, Op: repo.Create, After: f.Data})
	}
	h.main = h.commit("", changes...)
	return h
}

func someone() repo.Identity { return repo.Identity{Name: "someone", Email: "someone@acme.example"} }

func when() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// commit stores changes on top of a parent.
func (h *history) commit(parent repo.Hash, changes ...repo.Change) repo.Hash {
	h.Helper()
	files, err := h.repo.WriteTree(parent, changes)
	if err != nil {
		h.Fatal(err)
	}
	c := repo.Commit{Tree: files, Message: "a change", Author: someone(), When: when()}
	if parent != "" {
		c.Parents = []repo.Hash{parent}
	}
	at, err := h.repo.WriteCommit(c)
	if err != nil {
		h.Fatal(err)
	}
	return at
}

// propose makes a proposal that is expected to have no findings.
func (h *history) propose(req proposal.Request) *proposal.Draft {
	h.Helper()
	req.Author, req.When = someone(), when()
	d, found, err := proposal.Make(h.Context(), h.repo, req)
	if err != nil || len(found) > 0 {
		h.Fatal(err, found)
	}
	return d
}

// paths lists what differs between two commits, as "op path".
func (h *history) paths(from, to repo.Hash) []string {
	h.Helper()
	changes, err := h.repo.Changes(from, to, func(string) bool { return true })
	if err != nil {
		h.Fatal(err)
	}
	var out []string
	for _, c := range changes {
		out = append(out, string(c.Op)+" "+c.Path)
	}
	return out
}

// rendered reports whether a commit holds exactly what its files render to.
func (h *history) rendered(commit repo.Hash) bool {
	h.Helper()
	files, err := h.repo.Files(commit)
	if err != nil {
		h.Fatal(err)
	}
	result, found, err := generator.Generate(files, generator.Options{})
	if err != nil || len(found) > 0 {
		h.Fatal(err, found)
	}
	var all []repo.Change
	for _, p := range result.Tree.Paths() {
		f, _ := result.Tree.Get(p)
		all = append(all, repo.Change{Path: p, Op: repo.Update, After: f.Data})
	}
	again := h.commit(commit, all...)
	return len(h.paths(commit, again)) == 0
}

func tenant(op repo.Op, name string) repo.Change {
	return repo.Change{Path: layout.TenantFile(name), Op: op, After: []byte(fleettest.TenantFile(name, "shared-1"))}
}

func TestAProposalHoldsThePersonsFileAndWhatIsRenderedFromIt(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	d := h.propose(proposal.Request{Base: h.main, Head: h.main, Changes: []repo.Change{tenant(repo.Create, "carol")}})
	want := []string{
		"create clusters/prod-neu/flux/tenant-carol.yaml",
		"create clusters/prod-weu/flux/tenant-carol.yaml",
		"update infrastructure/azure/default/traffic-shared-1/main.json",
		"update infrastructure/azure/default/traffic-shared-1/names.txt",
		"update infrastructure/azure/default/traffic-shared-1/records.bicep",
		"update infrastructure/azure/prod-neu/tenants-2/main.bicep",
		"update infrastructure/azure/prod-neu/tenants-2/main.json",
		"update infrastructure/azure/prod-weu/tenants-2/main.bicep",
		"update infrastructure/azure/prod-weu/tenants-2/main.json",
		"update infrastructure/gateways/default/shared-1/certificates/certificates.yaml",
		"update infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
		"create tenants/carol.yaml",
		"create tenants/carol/base/access.yaml",
		"create tenants/carol/base/delivery.yaml",
		"create tenants/carol/base/kustomization.yaml",
		"create tenants/carol/base/namespace.yaml",
		"create tenants/carol/base/network.yaml",
		"create tenants/carol/base/routes.yaml",
		"create tenants/carol/prod-neu/azure.bicep",
		"create tenants/carol/prod-neu/kustomization.yaml",
		"create tenants/carol/prod-weu/azure.bicep",
		"create tenants/carol/prod-weu/kustomization.yaml",
	}
	if diff := cmp.Diff(want, h.paths(h.main, d.Commit)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if d.Title != "tenant/carol: add" || d.Merges || d.Nothing {
		t.Errorf("title %q, merges %v, nothing %v", d.Title, d.Merges, d.Nothing)
	}
}

func TestProposedAgainTheSameCommitIsPushedAgain(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	req := proposal.Request{Base: h.main, Head: h.main, Changes: []repo.Change{tenant(repo.Create, "carol")}}
	first := h.propose(req)
	req.Tip = first.Commit
	if again := h.propose(req); again.Commit != first.Commit {
		t.Errorf("a second commit %s was made beside %s", again.Commit, first.Commit)
	}
}

func TestWhatTheBaseHoldsAlreadyIsNothingToPropose(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	if d := h.propose(proposal.Request{Base: h.main, Head: h.main}); !d.Nothing {
		t.Error("a proposal was made of nothing")
	}
}

// Two tenants change one gateway file: a line-based merge would conflict.
func TestAMovedBaseIsMergedByRenderingAgain(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	mine := h.propose(proposal.Request{Base: h.main, Head: h.main, Changes: []repo.Change{tenant(repo.Create, "carol")}})
	theirs := h.propose(proposal.Request{Base: h.main, Head: h.main, Changes: []repo.Change{tenant(repo.Create, "dave")}})
	d := h.propose(proposal.Request{Base: theirs.Commit, Head: mine.Commit, Tip: mine.Commit})
	if !d.Merges {
		t.Error("the moved base was not merged")
	}
	got := h.paths(theirs.Commit, d.Commit)
	if !slices.Contains(got, "create tenants/carol.yaml") || slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, "dave") }) {
		t.Errorf("beside the base it changes %v", got)
	}
	if !h.rendered(d.Commit) {
		t.Error("the merged commit is not what its files render to")
	}
}

func TestAFileChangedOnBothSidesIsAFinding(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	change := func(text string) repo.Change {
		return repo.Change{Path: layout.TenantFile("alfa"), Op: repo.Update, After: []byte(text)}
	}
	own := fleettest.TenantFile("alfa", "shared-1")
	base := h.commit(h.main, change(strings.Replace(own, "standard", "premium", 1)))
	_, found, err := proposal.Make(t.Context(), h.repo, proposal.Request{
		Base: base, Head: h.main, Author: someone(), When: when(),
		Changes: []repo.Change{change(strings.Replace(own, "stable", "other", 1))},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := diag.List{{
		Pos: diag.Pos{File: "tenants/alfa.yaml"}, Code: "changed-on-both-sides",
		Message: "this file was changed here and, differently, on the base branch",
		Fix:     "fetch the base branch, merge this one file by hand, and propose again; rendered files need no merging",
	}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestRenderedFilesChangedByHandAreRenderedAgain(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	spoiled := h.commit(h.main, repo.Change{Path: "tenants/alfa/base/network.yaml", Op: repo.Update, After: []byte("x: 1\n")}, tenant(repo.Create, "carol"))
	d := h.propose(proposal.Request{Base: h.main, Head: spoiled, Tip: spoiled})
	if !h.rendered(d.Commit) {
		t.Error("the proposal is not what its files render to")
	}
	for _, p := range h.paths(h.main, d.Commit) {
		if strings.Contains(p, "alfa") {
			t.Errorf("it changes %s", p)
		}
	}
}

func TestAWrongFileIsAFindingAndNothingIsCommitted(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	c := tenant(repo.Create, "carol")
	c.After = []byte(strings.Replace(string(c.After), "standard", "standart", 1))
	d, found, err := proposal.Make(t.Context(), h.repo, proposal.Request{
		Base: h.main, Head: h.main, Changes: []repo.Change{c}, Author: someone(), When: when(),
	})
	if err != nil || d != nil || len(found) != 1 || found[0].Code != "unknown-plan" {
		t.Errorf("draft %v, findings %v, error %v", d, found, err)
	}
}

func TestARemovedTenantTakesItsRenderedFilesAlong(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	remove := proposal.Request{
		Base: h.main, Head: h.main, Author: someone(), When: when(),
		Changes: []repo.Change{{Path: layout.TenantFile("bravo"), Op: repo.Delete}},
	}
	if d, found, err := proposal.Make(t.Context(), h.repo, remove); err != nil || d != nil || len(found) != 1 || found[0].Code != "not-drained" {
		t.Fatalf("in one step: draft %v, findings %v, error %v", d, found, err)
	}
	drain := tenant(repo.Update, "bravo")
	drain.After = []byte(strings.Replace(string(drain.After), "  plan:", "  state: draining\n  plan:", 1))
	d := h.propose(proposal.Request{Base: h.main, Head: h.main, Changes: []repo.Change{drain}})
	remove.Base, remove.Head = d.Commit, d.Commit
	d = h.propose(remove)
	if d.Title != "tenant/bravo: remove" || !h.rendered(d.Commit) {
		t.Errorf("title %q", d.Title)
	}
	files, err := h.repo.Files(d.Commit)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := files.Open("tenants/bravo"); err == nil {
		_ = f.Close()
		t.Error("the removed tenant's folder is still there")
	}
}

// A person's own lines beside the marked block belong to the proposal.
func TestAPersonsLinesInASharedFileAreKept(t *testing.T) {
	t.Parallel()
	h := newHistory(t)
	files, err := h.repo.Files(h.main)
	if err != nil {
		t.Fatal(err)
	}
	text := readAll(t, files, layout.GitAttributes)
	head := h.commit(h.main, repo.Change{Path: layout.GitAttributes, Op: repo.Update, After: []byte("*.png binary\n" + text)}, tenant(repo.Create, "carol"))
	d := h.propose(proposal.Request{Base: h.main, Head: head, Tip: head})
	after, err := h.repo.Files(d.Commit)
	if err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, after, layout.GitAttributes); got != "*.png binary\n"+text {
		t.Errorf("the shared file is %q", got)
	}
}

func readAll(t *testing.T, files fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
