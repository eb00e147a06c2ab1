// Package proposal turns what a person changed into a commit that a pull request
// can be made of: exactly the person's files, and what is rendered from them, on
// top of the newest base.
//
// Nothing is merged line by line. The person's files are taken from the branch,
// everything else from the base, and the rendered folders are rendered again; so
// a branch whose base has moved is brought up to date without a conflict, unless
// both sides changed the same file of a person.
package proposal

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/repo"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

// Request is what to propose.
type Request struct {
	Base    repo.Hash     // the newest commit of the branch that clusters follow
	Head    repo.Hash     // the commit that the person works on
	Tip     repo.Hash     // where the proposal's branch is on the server; empty when it is new
	Changes []repo.Change // files of the person's work tree that no commit holds yet
	Author  repo.Identity
	When    time.Time
	Options generator.Options
	// Progress may be nil. It is told how far a stage has come.
	Progress func(stage string, done, total int)
}

// Draft is a proposal that is ready to be pushed.
type Draft struct {
	Commit  repo.Hash // what the branch is to point to
	Title   string
	Review  *review.Review
	Merges  bool // the base had moved and is merged into the commit
	Nothing bool // the base holds all of it already
	Tree    *tree.Tree
}

// Make renders, checks and commits a proposal; no branch points to the commit
// yet. The draft is nil when there are findings: the person's files are wrong,
// the rendered tree is, or both sides changed the same file.
func Make(ctx context.Context, r *repo.Repo, req Request) (*Draft, diag.List, error) {
	ours, found, err := personal(r, req)
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	baseFiles, err := r.Files(req.Base)
	if err != nil {
		return nil, nil, err
	}
	inputs, err := merged(baseFiles, ours)
	if err != nil {
		return nil, nil, err
	}
	result, found, err := generator.Generate(inputs.FS(), req.Options)
	if err != nil || len(found) > 0 {
		return nil, found, err
	}
	if found, err = generator.Removals(baseFiles, result.Fleet); err != nil || len(found) > 0 {
		return nil, found, err
	}
	if found, err = prove(ctx, result, req); err != nil || len(found) > 0 {
		return nil, found, err
	}
	before, err := tree.Read(baseFiles, append(layout.OwnedRoots(), layout.OwnedFiles()...)...)
	if err != nil {
		return nil, nil, err
	}
	d := &Draft{Tree: result.Tree}
	d.Review, err = review.Compare(ctx, before, result.Tree, result.Plan, func(done, total int) {
		req.report("comparing", done, total)
	})
	if err != nil {
		return nil, nil, err
	}
	return d, nil, d.commit(r, req, ours, rendered(before, result.Tree))
}

func (r Request) report(stage string, done, total int) {
	if r.Progress != nil {
		r.Progress(stage, done, total)
	}
}

// personal returns the files of people that the proposal changes, compared with
// where its history left the base's, and a finding for each that the base has
// changed differently since.
func personal(r *repo.Repo, req Request) ([]repo.Change, diag.List, error) {
	fork, err := r.MergeBase(req.Base, req.Head)
	if err != nil {
		return nil, nil, err
	}
	theirs := func(p string) bool { return !layout.Owned(p) }
	ours, err := r.Changes(fork, req.Head, theirs)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range req.Changes {
		ours = slices.DeleteFunc(ours, func(o repo.Change) bool { return o.Path == c.Path })
		ours = append(ours, c)
	}
	moved, err := r.Changes(fork, req.Base, theirs)
	if err != nil {
		return nil, nil, err
	}
	var found diag.List
	for _, m := range moved {
		i := slices.IndexFunc(ours, func(o repo.Change) bool { return o.Path == m.Path })
		if i < 0 {
			continue
		}
		if bytes.Equal(ours[i].After, m.After) && (ours[i].Op == repo.Delete) == (m.Op == repo.Delete) {
			ours = slices.Delete(ours, i, i+1)
			continue
		}
		found = append(found, diag.Finding{
			Pos: diag.Pos{File: m.Path}, Code: "changed-on-both-sides",
			Message: "this file was changed here and, differently, on the base branch",
			Fix:     "fetch the base branch, merge this one file by hand, and propose again; rendered files need no merging",
		})
	}
	return ours, found.Sorted(), nil
}

// merged is the base's inputs with the person's changes.
func merged(base fs.FS, ours []repo.Change) (*tree.Tree, error) {
	changed := map[string]repo.Change{}
	for _, c := range ours {
		changed[c.Path] = c
	}
	all, err := tree.ReadFlat(base, layout.Clusters, layout.Tenants)
	if err != nil {
		return nil, err
	}
	shared, err := tree.Read(base, layout.GitAttributes, layout.SourceIgnore)
	if err != nil {
		return nil, err
	}
	if err := all.Merge(shared); err != nil {
		return nil, err
	}
	out := &tree.Tree{}
	for _, p := range all.Paths() {
		if _, ok := changed[p]; ok {
			continue
		}
		f, _ := all.Get(p)
		if err := out.Add(p, f); err != nil {
			return nil, err
		}
	}
	for _, c := range ours {
		if c.Op == repo.Delete || !layout.Input(c.Path) && !layout.Shared(c.Path) {
			continue
		}
		if err := out.Add(c.Path, tree.File{Data: c.After}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// prove checks the rendered tree before anybody is asked to look at it.
func prove(ctx context.Context, r *generator.Result, req Request) (diag.List, error) {
	if err := render.Prove(r.Tree, r.Tree.Paths()); err != nil {
		return nil, err
	}
	return check.Check(ctx, r.Fleet, r.Tree, func(done, total int) { req.report("checking", done, total) })
}

// rendered lists what rendering changes in the base's files. A shared file is
// not in before; it is in want with its whole text.
func rendered(before, want *tree.Tree) []repo.Change {
	var out []repo.Change
	for _, p := range want.Paths() {
		f, _ := want.Get(p)
		old, there := before.Get(p)
		if !there || !bytes.Equal(old.Data, f.Data) {
			out = append(out, repo.Change{Path: p, Op: repo.Update, After: f.Data})
		}
	}
	for _, p := range before.Paths() {
		if _, stays := want.Get(p); !stays && layout.Owned(p) {
			out = append(out, repo.Change{Path: p, Op: repo.Delete})
		}
	}
	return out
}

// commit stores the proposal on top of its branch, and merges the base into it
// where the branch does not hold it yet.
func (d *Draft) commit(r *repo.Repo, req Request, ours, rendered []repo.Change) error {
	// A shared file is rendered from the person's lines, so only that text counts.
	ours = slices.DeleteFunc(ours, func(c repo.Change) bool { return layout.Shared(c.Path) })
	files, err := r.WriteTree(req.Base, append(slices.Clone(ours), rendered...))
	if err != nil {
		return err
	}
	if base, err := r.Tree(req.Base); err != nil {
		return err
	} else if base == files {
		d.Nothing = true
		return nil
	}
	parent := req.Tip
	if parent == "" {
		parent = req.Base
	}
	parents := []repo.Hash{parent}
	if fork, err := r.MergeBase(req.Base, parent); err != nil {
		return err
	} else if fork != req.Base {
		parents, d.Merges = append(parents, req.Base), true
	}
	d.Title = title(ours)
	if tip, err := r.Tree(parent); err != nil {
		return err
	} else if tip == files && !d.Merges {
		d.Commit = parent // pushed already; the pull request is only brought up to date
		return nil
	}
	d.Commit, err = r.WriteCommit(repo.Commit{
		Tree: files, Parents: parents, Message: d.message(), Author: req.Author, When: req.When,
	})
	return err
}

// message is the commit's: a subject, and what is rendered and what is not.
func (d *Draft) message() string {
	return d.Title + "\n\nThe rendered folders follow from the files that were changed by hand.\n"
}

// title says in one line who is touched.
func title(changes []repo.Change) string {
	var tenants, others []string
	verb := ""
	for _, c := range changes {
		if !layout.Input(c.Path) {
			continue
		}
		name, ext, _ := strings.Cut(c.Path[strings.LastIndex(c.Path, "/")+1:], ".")
		if !strings.HasPrefix(c.Path, layout.Tenants+"/") {
			others = appendNew(others, name)
			continue
		}
		tenants = appendNew(tenants, name)
		v := map[repo.Op]string{repo.Create: "add", repo.Update: "change", repo.Delete: "remove"}[c.Op]
		if ext != "yaml" { // Bicep beside the tenant's file
			v = "change"
		}
		if verb != "" && verb != v {
			v = "change"
		}
		verb = v
	}
	switch {
	case len(tenants) == 1 && len(others) == 0:
		return fmt.Sprintf("tenant/%s: %s", tenants[0], verb)
	case len(tenants) > 1 && len(others) == 0:
		return fmt.Sprintf("tenants: %s %s", verb, few(tenants))
	case len(others) > 0:
		return fmt.Sprintf("fleet: change %s", few(append(others, tenants...)))
	}
	return "fleet: render"
}

// appendNew adds a name that is not there yet: a tenant may have two files.
func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// few lists names, and counts them where they are many.
func few(names []string) string {
	const most = 4
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most-1], ", "), len(names)-most+1)
}
