package check

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
)

// checkParity reports what a DR cluster is given otherwise than its primary. Only
// what parity.yaml lists may differ: anything else is found on the day of the
// failover, by clients.
//
// An object that another rule objects to is passed over: mended, it may be equal
// again.
func (c *checker) checkParity() error {
	for _, s := range c.fleet.Stamps {
		primary, dr := c.clusterOf(s.Primary), c.clusterOf(s.DR)
		if primary.blind || dr.blind {
			continue // said already; units would be missing
		}
		for _, pair := range pairs(primary, dr) {
			if err := c.compareUnits(pair[0], pair[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) clusterOf(model fleet.Cluster) *cluster {
	i := slices.IndexFunc(c.clusters, func(cl *cluster) bool { return cl.Name == model.Name })
	return c.clusters[i]
}

// pairs joins the units of two clusters by name. One that the root of a single
// cluster declares is left out, since the roots' objects differ in it; one of
// Azure's or a bootstrap on a single cluster is compared with nothing.
func pairs(primary, dr *cluster) [][2]*unit {
	byName := map[string]*unit{}
	for _, u := range dr.units {
		byName[u.Name] = u
	}
	var out [][2]*unit
	for _, u := range primary.units {
		other := byName[u.Name]
		delete(byName, u.Name)
		switch {
		case other != nil:
			out = append(out, [2]*unit{u, other})
		case u.declared == nil:
			out = append(out, [2]*unit{u, {Unit: u.Unit, cluster: dr}})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		if u := byName[name]; u.declared == nil {
			out = append(out, [2]*unit{{Unit: u.Unit, cluster: primary}, u})
		}
	}
	return out
}

// compareUnits compares what one Kustomization applies to the two clusters.
func (c *checker) compareUnits(primary, dr *unit) error {
	if primary.misplaced || dr.misplaced || primary.Err != nil || dr.Err != nil {
		return nil
	}
	others := map[id]*object{}
	for _, o := range dr.objects {
		others[id{o.Kind, o.Namespace, o.Name}] = o
	}
	for _, o := range primary.objects {
		key := id{o.Kind, o.Namespace, o.Name}
		other := others[key]
		delete(others, key)
		if other == nil {
			c.reportMissing(o, dr.cluster)
		} else if err := c.compare(o, other); err != nil {
			return err
		}
	}
	for _, o := range dr.objects {
		if others[id{o.Kind, o.Namespace, o.Name}] != nil {
			c.reportMissing(o, primary.cluster)
		}
	}
	return nil
}

func (c *checker) reportMissing(o *object, cl *cluster) {
	if c.report.touched[o] {
		return
	}
	c.report.add(fault{
		at: o, code: parityBroken, fact: fmt.Sprintf("is applied to %s and not to %s", o.unit.cluster.Name, cl.Name),
		fix: "render it for both clusters, or for none",
	})
}

// compare holds an object of the primary against the same one of the DR cluster.
func (c *checker) compare(o, other *object) error {
	if bytes.Equal(o.json, other.json) || c.report.touched[o] || c.report.touched[other] {
		return nil
	}
	var failed error
	difference{a: o.value, b: other.value, inA: true, inB: true}.each(func(d difference) {
		here := side{string(o.unit.cluster.Name), d.a, d.inA}
		there := side{string(other.unit.cluster.Name), d.b, d.inB}
		fact, err := c.allowed.judge(o, d.steps, here, there)
		switch {
		case err != nil:
			failed = err
		case fact != "":
			c.reportDifference(o, other, fmt.Sprintf("%s: /%s %s", o, strings.Join(d.steps, "/"), fact))
		}
	})
	return failed
}

// reportDifference reports at the DR cluster, where the difference will be missed.
func (c *checker) reportDifference(o, other *object, message string) {
	r := c.report
	pos := r.overlayPos(other)
	seen := []diag.Pos{r.overlayPos(o), {File: origin(c.fleet, pos.File)}}
	r.placed = append(r.placed, diag.Finding{
		Pos: pos, Code: parityBroken, Message: message, Fix: "write the same for both clusters", Seen: slices.Compact(seen),
	})
}

// difference is two values at one path of an object.
type difference struct {
	steps    []string // of a JSON pointer
	a, b     any
	inA, inB bool
}

// each visits the smallest values that differ, in the order of their paths.
func (d difference) each(visit func(difference)) {
	if !d.inA || !d.inB {
		visit(d)
		return
	}
	mapA, okA := d.a.(map[string]any)
	mapB, okB := d.b.(map[string]any)
	if okA && okB {
		keys := slices.AppendSeq(slices.Collect(maps.Keys(mapA)), maps.Keys(mapB))
		slices.Sort(keys)
		for _, k := range slices.Compact(keys) {
			a, inA := mapA[k]
			b, inB := mapB[k]
			difference{d.below(escape(k)), a, b, inA, inB}.each(visit)
		}
		return
	}
	listA, okA := d.a.([]any)
	listB, okB := d.b.([]any)
	if okA && okB {
		for i := range max(len(listA), len(listB)) {
			a, inA := at(listA, i)
			b, inB := at(listB, i)
			difference{d.below(strconv.Itoa(i)), a, b, inA, inB}.each(visit)
		}
		return
	}
	if !reflect.DeepEqual(d.a, d.b) {
		visit(d)
	}
}

func (d difference) below(step string) []string { return append(slices.Clone(d.steps), step) }

func at(l []any, i int) (any, bool) {
	if i >= len(l) {
		return nil, false
	}
	return l[i], true
}

// escape writes a key as a step of a JSON pointer (RFC 6901).
func escape(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}
