package review

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/review/fields"
)

// compareClusters fills the review's clusters from the built units. Where nothing
// was built, nothing happens.
func (c *comparison) compareClusters() {
	for _, pc := range c.plan.Clusters {
		c.review.clusters = append(c.review.clusters,
			cluster{name: string(pc.Name), role: string(pc.Role), stamp: string(pc.Stamp)})
	}
	for i, w := range c.work {
		if i == len(c.review.clusters) {
			c.review.clusters = append(c.review.clusters, cluster{name: w.sides[0].Name, stamp: c.formerStamp(w)})
		}
		cl := &c.review.clusters[i]
		cl.changes = objectChanges(c.sound(w), cl.stamp)
		switch was, is := len(w.sides[0].Units) > 0, len(w.sides[1].Units) > 0; {
		case !was && is:
			cl.op = appears
		case was && !is:
			cl.op = disappears
		case len(cl.changes) > 0:
			cl.op = changes
		}
	}
}

// formerStamp finds the stamp of a cluster that has left the plan: its gateways
// are made from the stamp's.
func (c *comparison) formerStamp(w clusterWork) string {
	for _, u := range w.sides[0].Units {
		if subjectOf(u, "").kind != gatewaySubject {
			continue
		}
		for _, p := range c.sides[0].Inputs(u.Path) {
			if rest, ok := strings.CutPrefix(p, path.Dir(path.Dir(path.Dir(layout.GatewayBase("s", "g"))))+"/"); ok {
				stamp, _, _ := strings.Cut(rest, "/")
				return stamp
			}
		}
	}
	return ""
}

// sound returns the pairs that both sides could build, and notes the others as
// problems. Where a root does not build, nothing is known of its cluster.
func (c *comparison) sound(w clusterWork) []unitPair {
	var out []unitPair
	rootless := false
	for _, pair := range w.pairs {
		failed := false
		for i, u := range pair {
			if u != nil && u.Err != nil {
				failed = true
				rootless = rootless || u.Name == build.RootUnit
				c.review.problems = append(c.review.problems, problem{
					cluster: u.Cluster, unit: u.Name, side: sideNames()[i], message: u.Err.Error(),
				})
			}
		}
		if !failed {
			out = append(out, pair)
		}
	}
	if rootless {
		return nil
	}
	return out
}

// key identifies an object on a cluster, whatever version it is written in.
type key struct{ group, kind, namespace, name string }

func keyOf(o build.Object) key {
	group, _, versioned := strings.Cut(o.APIVersion, "/")
	if !versioned {
		group = "" // the core group: "v1"
	}
	return key{group, o.Kind, o.Namespace, o.Name}
}

// placed is an object and the unit that applies it.
type placed struct {
	pair   unitPair
	unit   *build.Unit
	object build.Object
}

// objectChanges compares the objects of the units of one cluster.
func objectChanges(pairs []unitPair, stamp string) []change {
	var out []change
	var gone, come []placed
	for _, pair := range pairs {
		var old map[key]build.Object
		if pair[0] != nil {
			old = byKey(pair[0].Objects)
		}
		for _, o := range objectsOf(pair[1]) {
			k := keyOf(o)
			was, there := old[k]
			delete(old, k)
			if !there {
				come = append(come, placed{pair, pair[1], o})
			} else if differ := fields.Diff(was.Value, o.Value); len(differ) > 0 {
				out = append(out, change{
					op: changes, object: o.Object, unit: pair[1].Name, fields: differ,
					subject: subjectOf(pair[1], stamp), before: was.Value, after: o.Value,
				})
			}
		}
		for _, o := range objectsOf(pair[0]) {
			if k := keyOf(o); hasKey(old, k) {
				gone = append(gone, placed{pair, pair[0], o})
			}
		}
	}
	out = append(out, leftOver(gone, come, stamp)...)
	position := map[string]int{}
	for i, pair := range pairs {
		position[pair.any().Name] = i
	}
	slices.SortStableFunc(out, func(a, b change) int { return cmp.Compare(position[a.unit], position[b.unit]) })
	return out
}

// leftOver turns what left one unit and what came to one into changes: an object
// in both lists moves.
func leftOver(gone, come []placed, stamp string) []change {
	left := map[key]placed{}
	for _, g := range gone {
		left[keyOf(g.object)] = g
	}
	var out []change
	for _, p := range come {
		k := keyOf(p.object)
		ch := change{
			op: appears, object: p.object.Object, unit: p.unit.Name,
			subject: subjectOf(p.unit, stamp), after: p.object.Value,
		}
		if was, moved := left[k]; moved {
			delete(left, k)
			ch.op, ch.from, ch.before = moves, was.unit.Name, was.object.Value
			ch.fields = fields.Diff(was.object.Value, p.object.Value)
		}
		out = append(out, ch)
	}
	for _, g := range gone {
		if _, stays := left[keyOf(g.object)]; !stays {
			continue
		}
		out = append(out, change{
			op: disappears, object: g.object.Object, unit: g.unit.Name, kept: kept(g),
			subject: subjectOf(g.unit, stamp), before: g.object.Value,
		})
	}
	return out
}

func objectsOf(u *build.Unit) []build.Object {
	if u == nil {
		return nil
	}
	return u.Objects
}

func byKey(objects []build.Object) map[key]build.Object {
	out := make(map[key]build.Object, len(objects))
	for _, o := range objects {
		out[keyOf(o)] = o
	}
	return out
}

func hasKey(m map[key]build.Object, k key) bool {
	_, ok := m[k]
	return ok
}

// kept reports whether an object that leaves Git stays on the cluster: Flux
// deletes it only if its Kustomization prunes, or did when it left itself.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
func kept(p placed) bool {
	const never = "kustomize.toolkit.fluxcd.io/prune"
	if build.Field(p.object.Value, "metadata", "annotations", never) == "disabled" ||
		build.Field(p.object.Value, "metadata", "labels", never) == "disabled" {
		return true
	}
	spec := p.pair.any().Spec
	if spec == nil {
		return false // the root and Azure's outputs, which Azure's own Kustomizations prune
	}
	if p.pair[1] == nil {
		switch cmp.Or(build.Field(spec, "deletionPolicy"), "MirrorPrune") {
		case "Orphan":
			return true
		case "Delete", "WaitForTermination":
			return false
		}
	}
	prune, _ := spec["prune"].(bool)
	return !prune
}
