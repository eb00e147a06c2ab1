package review

import (
	"reflect"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/review/fields"
	"github.com/tenantry/tenantry/generator/tree"
)

// merged is what happens to one object on several clusters at once.
type merged struct {
	change
	clusters []string
	fields   []mergedField // what differs between before and after
	variants []variant     // what differs between clusters in an object that appears
}

// mergedField is one field that changes alike on some clusters.
type mergedField struct {
	fields.Field
	clusters []string
}

// variant is a field of a new object that is not the same on every cluster.
type variant struct {
	path   string
	values []any // by cluster, nil where there is none
}

// clusterWord stands for a cluster's own name in what is said about several.
const clusterWord = "<cluster>"

// merge brings together what happens to the same objects on several clusters.
func merge(clusters []cluster) []merged {
	type id struct {
		op         op
		object     tree.Object
		unit, from string
		kept       bool
		note       string
	}
	at := map[id]int{}
	var out []merged
	var all [][]change // by object, then as in clusters
	for _, cl := range clusters {
		for _, ch := range cl.changes {
			k := id{ch.op, ch.object, ch.unit, ch.from, ch.kept, ch.note.String()}
			i, known := at[k]
			if !known {
				i = len(out)
				at[k] = i
				out, all = append(out, merged{change: ch}), append(all, nil)
			}
			out[i].clusters = append(out[i].clusters, cl.name)
			all[i] = append(all[i], ch)
		}
	}
	for i := range out {
		m := &out[i]
		m.mergeFields(all[i])
		if m.op == appears {
			m.variants = variants(m.clusters, all[i])
		}
	}
	return out
}

// mergeFields brings together the fields that change alike, where a cluster's own
// name counts as alike.
func (m *merged) mergeFields(all []change) {
	at := map[string]int{}
	for j, ch := range all {
		cluster := m.clusters[j]
		for _, f := range ch.fields {
			generic := f
			generic.Path = maskWord(f.Path, cluster, clusterWord)
			generic.Before, generic.After = mask(f.Before, cluster, clusterWord), mask(f.After, cluster, clusterWord)
			k := generic.Path + "\n" + string(f.Op) + "\n" + encoded(generic.Before) + "\n" + encoded(generic.After)
			i, known := at[k]
			if !known {
				at[k] = len(m.fields)
				m.fields = append(m.fields, mergedField{f, []string{cluster}})
				continue
			}
			if !reflect.DeepEqual(m.fields[i].Field, f) {
				m.fields[i].Field = generic
			}
			m.fields[i].clusters = append(m.fields[i].clusters, cluster)
		}
	}
}

// variants compares an object that appears on several clusters between them.
func variants(clusters []string, all []change) []variant {
	var out []variant
	for j, ch := range all {
		if j == 0 || reflect.DeepEqual(ch.after, all[0].after) {
			continue
		}
		first, _ := mask(all[0].after, clusters[0], clusterWord).(map[string]any)
		other, _ := mask(ch.after, clusters[j], clusterWord).(map[string]any)
		for _, f := range fields.Diff(first, other) {
			i := slices.IndexFunc(out, func(v variant) bool { return v.path == f.Path })
			if i < 0 {
				i, out = len(out), append(out, variant{f.Path, slices.Repeat([]any{f.Before}, len(all))})
			}
			out[i].values[j] = f.After
		}
	}
	return out
}

// mask replaces a word in every string and key of a value.
func mask(v any, word, by string) any {
	switch v := v.(type) {
	case string:
		return maskWord(v, word, by)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[maskWord(k, word, by)] = mask(item, word, by)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = mask(item, word, by)
		}
		return out
	}
	return v
}

// maskWord replaces a word where no letter or digit touches it.
func maskWord(s, word, by string) string {
	if word == "" || !strings.Contains(s, word) {
		return s
	}
	var b strings.Builder
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			b.WriteString(s[from:])
			return b.String()
		}
		start, end := from+i, from+i+len(word)
		b.WriteString(s[from:start])
		if start > 0 && alphanumeric(s[start-1]) || end < len(s) && alphanumeric(s[end]) {
			b.WriteString(word)
		} else {
			b.WriteString(by)
		}
		from = end
	}
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// tenantWord stands for a tenant's own name in what is said about several.
const tenantWord = "<tenant>"

// fold tells once what happens to several tenants alike, their own names apart.
// Putting a tenant's name back gives exactly what was said of it.
func fold(items []item) []item {
	byKey := map[string][]int{}
	generic := make([]item, len(items))
	keys := make([]string, len(items))
	for i, it := range items {
		generic[i] = it.masked(it.names[0])
		keys[i] = generic[i].key()
		byKey[keys[i]] = append(byKey[keys[i]], i)
	}
	var out []item
	for i, it := range items {
		alike := byKey[keys[i]]
		switch {
		case len(alike) < leastFold:
			out = append(out, it)
		case alike[0] == i:
			g := generic[i]
			g.names = nil
			for _, j := range alike {
				g.names = append(g.names, items[j].names...)
			}
			out = append(out, g)
		}
	}
	return out
}

// masked is an item with a name taken out of all its values.
func (it item) masked(name string) item {
	it.facts = maskedEntries(it.facts, name)
	it.objects = maskedEntries(it.objects, name)
	it.all = maskedEntries(it.all, name)
	return it
}

func maskedEntries(entries []entry, name string) []entry {
	var out []entry
	for _, e := range entries {
		out = append(out, entry{e.op, e.line.masked(name, tenantWord), maskedEntries(e.under, name)})
	}
	return out
}

// masked is a line with a word taken out of its values.
func (l line) masked(word, by string) line {
	out := make(line, len(l))
	for i, s := range l {
		if s.value {
			s.text = maskWord(s.text, word, by)
		}
		out[i] = s
	}
	return out
}

// key is equal for items that say the same.
func (it item) key() string {
	return string(it.op) + "\n" + it.where.String() + "\n" + keyOfEntries(it.facts) + "\n" + keyOfEntries(it.all)
}

func keyOfEntries(entries []entry) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(string(e.op) + " " + e.line.String() + "\n")
		if len(e.under) > 0 {
			b.WriteString("{\n" + keyOfEntries(e.under) + "}\n")
		}
	}
	return b.String()
}
