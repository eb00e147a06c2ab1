package review

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/tree"
)

// Compare builds both sides, but only what is built from files that differ, and
// returns what would change. The plan is that of after. Files outside the
// generator's folders do not count on either side. If progress is not nil, it is
// told after each build how many of all builds are done.
//
// A Kustomization that does not build is no error: the review names it. An error
// is ctx's, or a tree that cannot be built from at all.
func Compare(
	ctx context.Context, before, after *tree.Tree, p *plan.Plan, progress func(done, total int),
) (*Review, error) {
	c := &comparison{plan: p, review: &Review{}}
	c.compareFiles(before, after)
	if c.review.files.total() > 0 {
		if err := c.build(ctx, before, after, progress); err != nil {
			return nil, err
		}
	}
	c.compareClusters()
	c.compareStacks(before, after)
	c.filesElsewhere(before, after)
	c.subjects = c.presences()
	c.review.tenants = c.tenants()
	c.review.gateways = c.gateways()
	c.review.dangers = c.dangers()
	c.review.following = c.following()
	c.review.stamps = countStamps(p)
	return c.review, nil
}

// comparison is the work of one Compare.
type comparison struct {
	plan   *plan.Plan
	review *Review
	differ map[string]bool   // the files that differ
	sides  [2]*build.Builder // before, after
	work   []clusterWork     // in the order of the review's clusters

	subjects map[subject]*presence
}

// clusterWork is one cluster, outlined on both sides.
type clusterWork struct {
	sides [2]*build.Cluster
	pairs []unitPair // those that may differ
}

// unitPair is one Kustomization on both sides; nil where there is none.
type unitPair [2]*build.Unit

// any returns a side that exists, the later one if both do.
func (u unitPair) any() *build.Unit {
	if u[1] != nil {
		return u[1]
	}
	return u[0]
}

// sideNames are the words for the two sides.
func sideNames() [2]string { return [2]string{"before", "after"} }

func (c *comparison) compareFiles(before, after *tree.Tree) {
	c.differ = map[string]bool{}
	f := &c.review.files
	for _, p := range after.Paths() {
		old, there := before.Get(p)
		now, _ := after.Get(p)
		switch {
		case !layout.Owned(p):
		case !there:
			f.appear++
			c.differ[p] = true
		case !bytes.Equal(old.Data, now.Data):
			f.change++
			c.differ[p] = true
		}
	}
	for _, p := range before.Paths() {
		if _, stays := after.Get(p); !stays && layout.Owned(p) {
			f.disappear++
			c.differ[p] = true
		}
	}
}

// build outlines the clusters and builds every unit that may differ.
func (c *comparison) build(ctx context.Context, before, after *tree.Tree, progress func(done, total int)) error {
	for i, t := range []*tree.Tree{before, after} {
		b, err := build.New(t)
		if err != nil {
			return fmt.Errorf("prepare to build what is %s: %w", sideNames()[i], err)
		}
		c.sides[i] = b
	}
	for _, name := range c.clusterNames(before) {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := clusterWork{sides: c.outline(name)}
		w.pairs = c.pairs(w)
		c.work = append(c.work, w)
	}
	todo := c.todo()
	for i, t := range todo {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.side.Build(t.unit)
		if progress != nil {
			progress(i+1, len(todo))
		}
	}
	return nil
}

// outline lists a cluster's units on both sides. Where the root does not differ
// it is built once: it holds an object for each tenant.
func (c *comparison) outline(name string) [2]*build.Cluster {
	now := c.sides[1].Outline(name)
	for p := range c.differ {
		if strings.HasPrefix(p, layout.FluxDir(name)+"/") || strings.HasPrefix(p, layout.OutputsDir(name, "")+"/") {
			return [2]*build.Cluster{c.sides[0].Outline(name), now}
		}
	}
	was := &build.Cluster{Name: name}
	for _, u := range now.Units {
		old := *u
		was.Units = append(was.Units, &old)
	}
	return [2]*build.Cluster{was, now}
}

// task is one unit that is still to be built.
type task struct {
	side *build.Builder
	unit *build.Unit
}

func (c *comparison) todo() []task {
	var out []task
	for _, w := range c.work {
		for _, pair := range w.pairs {
			for i, u := range pair {
				if u != nil && u.Objects == nil && u.Err == nil {
					out = append(out, task{c.sides[i], u})
				}
			}
		}
	}
	return out
}

// clusterNames lists the plan's clusters, and after them those that left it.
func (c *comparison) clusterNames(before *tree.Tree) []string {
	var out []string
	for _, cl := range c.plan.Clusters {
		out = append(out, string(cl.Name))
	}
	for _, p := range before.Paths() {
		rest, ok := strings.CutPrefix(p, layout.Clusters+"/")
		name, _, nested := strings.Cut(rest, "/")
		if ok && nested && strings.HasPrefix(p, layout.FluxDir(name)+"/") && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// pairs matches the units of both sides by name, and leaves out those that are
// built from equal files: they apply equal objects.
func (c *comparison) pairs(w clusterWork) []unitPair {
	before := map[string]*build.Unit{}
	for _, u := range w.sides[0].Units {
		before[u.Name] = u
	}
	var out []unitPair
	for _, u := range w.sides[1].Units {
		old := before[u.Name]
		delete(before, u.Name)
		if old != nil && old.Path == u.Path && build.Same(c.sides[0], c.sides[1], u.Path) {
			continue
		}
		out = append(out, unitPair{old, u})
	}
	for _, u := range w.sides[0].Units {
		if before[u.Name] != nil {
			out = append(out, unitPair{u, nil})
		}
	}
	return out
}

// filesElsewhere lists the files that differ and that no Kustomization builds and
// no stack is made of: pipelines, schemas, what starts Flux.
func (c *comparison) filesElsewhere(before, after *tree.Tree) {
	built := map[string]bool{}
	for _, w := range c.work {
		for _, pair := range w.pairs {
			for i, u := range pair {
				if u == nil {
					continue
				}
				for _, p := range c.sides[i].Inputs(u.Path) {
					built[p] = true
				}
			}
		}
	}
	f := &c.review.files
	for p := range c.differ {
		if built[p] || c.deployed(p) || path.Base(p) == ".gitkeep" {
			continue
		}
		_, was := before.Get(p)
		_, is := after.Get(p)
		what := changes
		switch {
		case !was:
			what = appears
		case !is:
			what = disappears
		}
		f.elsewhere = append(f.elsewhere, file{op: what, path: p})
	}
	slices.SortFunc(f.elsewhere, func(a, b file) int { return strings.Compare(a.path, b.path) })
}

func countStamps(p *plan.Plan) int {
	stamps := map[string]bool{}
	for _, c := range p.Clusters {
		stamps[string(c.Stamp)] = true
	}
	return len(stamps)
}
