package check

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"

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

//go:embed parity.yaml
var parityFile []byte

// allowance is one entry of parity.yaml, which says what the fields mean.
type allowance struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	Path string `json:"path"`
	Only string `json:"only"`
	Why  string `json:"why"`

	name  *regexp.Regexp
	steps []string
	only  map[string]*regexp.Regexp // by cluster
	used  bool
}

// allowList is what may differ between the clusters of a stamp.
type allowList struct{ entries []*allowance }

// readAllowList reads parity.yaml, whose patterns are meant for whole values.
func readAllowList() (*allowList, error) {
	var l allowList
	if err := yaml.UnmarshalStrict(parityFile, &l.entries); err != nil {
		return nil, fmt.Errorf("read parity.yaml: %w", err)
	}
	for _, a := range l.entries {
		var err error
		if a.name, err = whole(or(a.Name, ".*")); err != nil {
			return nil, fmt.Errorf("read parity.yaml: name %q: %w", a.Name, err)
		}
		a.steps, a.only = strings.Split(a.Path, "/")[1:], map[string]*regexp.Regexp{}
	}
	return &l, nil
}

// whole reads a pattern for all of a text.
func whole(pattern string) (*regexp.Regexp, error) { return regexp.Compile("^(?:" + pattern + ")$") }

// judge says what is wrong with the values that an object has at a path on two
// clusters; "" where some entry lets them differ like this.
func (l *allowList) judge(o *object, steps []string, a, b side) (string, error) {
	fact := fmt.Sprintf("is %s, and %s", a, b)
	for _, entry := range l.entries {
		if !entry.about(o, steps) {
			continue
		}
		misfit, err := entry.misfit(a, b)
		if err != nil || misfit == "" {
			entry.used = entry.used || err == nil
			return "", err
		}
		fact = misfit
	}
	return fact, nil
}

// about reports whether an entry speaks of a path of an object.
func (a *allowance) about(o *object, steps []string) bool {
	return a.Kind == o.Kind && a.name.MatchString(o.Name) &&
		slices.EqualFunc(a.steps, steps, func(p, s string) bool { return p == "*" || p == s })
}

// misfit says which side has a value that the entry does not want, or "".
func (a *allowance) misfit(sides ...side) (string, error) {
	for _, s := range sides {
		if !s.present || a.Only == "" {
			continue
		}
		only, err := a.pattern(s.cluster)
		if err != nil {
			return "", err
		}
		if !only.Match(s.json()) {
			return fmt.Sprintf("is %s, and may only be %s there", s, a.wants(s.cluster)), nil
		}
	}
	return "", nil
}

// pattern is what the entry wants of a value on a cluster.
func (a *allowance) pattern(cluster string) (*regexp.Regexp, error) {
	if p, ok := a.only[cluster]; ok {
		return p, nil
	}
	p, err := whole(a.wants(cluster))
	if err != nil {
		return nil, fmt.Errorf("read parity.yaml: only %q: %w", a.Only, err)
	}
	a.only[cluster] = p
	return p, nil
}

// wants is the entry's pattern with the cluster's name in it.
func (a *allowance) wants(cluster string) string {
	return strings.ReplaceAll(a.Only, "{cluster}", regexp.QuoteMeta(cluster))
}

// side is what one of two clusters has where they differ.
type side struct {
	cluster string
	value   any
	present bool
}

// json is what an entry's pattern is held against.
func (s side) json() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s.value); err != nil {
		return nil // fits no pattern
	}
	return bytes.TrimSpace(b.Bytes())
}

// String prints the side for a message. Of a long value it shows both ends.
func (s side) String() string {
	const longest, end = 80, 38
	if !s.present {
		return "absent on " + s.cluster
	}
	text := s.json()
	if len(text) > longest {
		shown := fmt.Sprintf("%s…%s", text[:end], text[len(text)-end:])
		return strings.ToValidUTF8(shown, "") + " on " + s.cluster
	}
	return fmt.Sprintf("%s on %s", text, s.cluster)
}
