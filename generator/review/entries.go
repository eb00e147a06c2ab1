package review

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/review/fields"
)

// entries lists objects for a reader: many to which the same happens are one
// line, and of many fields the first are shown. An object's clusters and its
// namespace are only said if they are not those of the item.
func (it place) entries(objects []merged) []entry {
	var out []entry
	done := make([]bool, len(objects))
	for i, m := range objects {
		if done[i] {
			continue
		}
		var same []merged
		for j := i; j < len(objects); j++ {
			if !done[j] && m.alike(objects[j]) {
				same = append(same, objects[j])
			}
		}
		if len(same) < mostAlike {
			out = append(out, it.entry(m, mostFields))
			continue
		}
		for j := i; j < len(objects); j++ {
			done[j] = done[j] || m.alike(objects[j])
		}
		out = append(out, it.lump(same))
	}
	return out
}

// complete lists every object with every field. Many of one kind of which only
// the name is to be said are still one line, with all names.
func (it place) complete(objects []merged) []entry {
	var out []entry
	done := make([]bool, len(objects))
	for i, m := range objects {
		if done[i] {
			continue
		}
		var names []string
		var same []int
		for j := i; j < len(objects); j++ {
			if o := objects[j]; !done[j] && m.alike(o) && o.object.Kind == m.object.Kind && o.bare() && m.bare() {
				same, names = append(same, j), append(names, o.object.Name)
			}
		}
		if len(same) < mostAlike {
			out = append(out, it.entry(m, 0))
			continue
		}
		for _, j := range same {
			done[j] = true
		}
		l := kindWords(len(same), m.object.Kind).with(say(": "), enumerate(names), it.remark(m))
		out = append(out, entry{op: m.op, line: l})
	}
	return out
}

// bare reports whether there is nothing to say of an object but its name.
func (m merged) bare() bool { return len(m.fields)+len(m.variants) == 0 }

// place is where the objects of an item are, unless they say something else.
type place struct {
	clusters  []string
	namespace string
	noun      string // what they are called; objects if empty
}

// alike reports whether the same happens to two objects, as far as one line tells.
func (m merged) alike(o merged) bool {
	return m.op != changes && m.op == o.op && m.kept == o.kept &&
		m.note.String() == o.note.String() && slices.Equal(m.clusters, o.clusters) &&
		(m.op != moves || m.from == o.from && m.unit == o.unit)
}

// lump is one line about many objects: their kinds, or their names if they are
// all of one kind. Below it stands in what they differ between clusters.
func (it place) lump(objects []merged) entry {
	e := entry{op: objects[0].op}
	var kinds, names []string
	number := map[string]int{}
	for _, m := range objects {
		if number[m.object.Kind]++; number[m.object.Kind] == 1 {
			kinds = append(kinds, m.object.Kind)
		}
		names = append(names, m.object.Name)
		for _, v := range m.variants {
			e.under = append(e.under, entry{line: say("% ", it.name(m)).with(v.line(m.clusters))})
		}
	}
	if len(kinds) == 1 {
		e.line = kindWords(len(objects), kinds[0]).with(say(": "), fewOf(names, mostNames))
	} else {
		e.line = say(count(len(objects), cmp.Or(it.noun, "object")) + ": ")
		for i, k := range kinds {
			if i > 0 {
				e.line = e.line.with(say(", "))
			}
			e.line = e.line.with(kindWords(number[k], k))
		}
	}
	e.line = e.line.with(it.remark(objects[0]))
	return e
}

// word is a kind that can be printed as one of our own words.
var word = regexp.MustCompile(`^[A-Za-z]{1,63}$`)

// kindWords is a kind, with its number if that is not one.
func kindWords(n int, kind string) line {
	switch {
	case !word.MatchString(kind):
		return say(count(n, "object")+" of kind %", kind)
	case n == 1:
		return say(kind)
	}
	return say(count(n, kind))
}

// name is an object's, as short as it is clear.
func (it place) name(m merged) string {
	o := m.object
	if o.Namespace == it.namespace {
		o.Namespace = ""
	}
	return o.String()
}

// entry is one object with at most most of its fields; zero is no limit.
func (it place) entry(m merged, most int) entry {
	e := entry{op: m.op, line: say("%", it.name(m)).with(it.remark(m))}
	for i, f := range m.fields {
		if most > 0 && i == most && len(m.fields) > most+1 {
			e.under = append(e.under, entry{line: say("and " + count(len(m.fields)-most, "more field"))})
			break
		}
		l := fieldLine(f.Field)
		if !slices.Equal(f.clusters, m.clusters) {
			l = l.with(say(" on "), enumerate(f.clusters))
		}
		e.under = append(e.under, entry{op: signOf(f), line: l})
	}
	for _, v := range m.variants {
		e.under = append(e.under, entry{line: v.line(m.clusters)})
	}
	return e
}

// remark is what is unusual about what happens to an object.
func (it place) remark(m merged) line {
	out := m.note
	if m.op == moves && m.unit != "" {
		out = out.with(say(" moves from Kustomization % to %", m.from, m.unit))
	}
	if m.kept {
		out = out.with(say(" leaves Git alone: nothing prunes it from the cluster"))
	}
	if !slices.Equal(m.clusters, it.clusters) {
		out = out.with(say(" on "), enumerate(m.clusters))
	}
	return out
}

// signOf leaves the sign out where old and new value say it.
func signOf(f mergedField) op {
	if f.Op == changes {
		return ""
	}
	return f.Op
}

// fieldLine says how a field changes.
func fieldLine(f fields.Field) line {
	n, texts := changedLines(f.Before, f.After)
	switch {
	case f.Reordered:
		return say("%: the same items in another order", f.Path)
	case f.Op == appears:
		return say("%: %", f.Path, value(nameless(f.Path, f.After)))
	case f.Op == disappears:
		return say("%: %", f.Path, value(nameless(f.Path, f.Before)))
	case texts:
		return say("%: "+count(n, "line")+" changed", f.Path)
	}
	before, after := pair(f.Before, f.After)
	return say("%: % → %", f.Path, before, after)
}

// nameless leaves out the name of a list's item that its path tells.
func nameless(path string, v any) any {
	m, ok := v.(map[string]any)
	if name := fields.NameOf(v); !ok || name == "" || !strings.HasSuffix(path, "["+name+"]") {
		return v
	}
	m = maps.Clone(m)
	delete(m, "name")
	return m
}

// line says what a field is on each cluster.
func (v variant) line(clusters []string) line {
	out := say("%: ", v.path)
	for i, val := range v.values {
		if i > 0 {
			out = out.with(say(", "))
		}
		if val == nil {
			out = out.with(say("nothing on %", clusters[i]))
		} else {
			out = out.with(say("% on %", value(val), clusters[i]))
		}
	}
	return out
}
