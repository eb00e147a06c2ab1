package review

import (
	"reflect"
	"slices"
	"strings"

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
	field
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
	}
	at := map[id]int{}
	var out []merged
	var all [][]change // by object, then as in clusters
	for _, cl := range clusters {
		for _, ch := range cl.changes {
			k := id{ch.op, ch.object, ch.unit, ch.from, ch.kept}
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
			generic := field{
				path: maskWord(f.path, cluster, clusterWord), op: f.op, reordered: f.reordered,
				before: mask(f.before, cluster, clusterWord), after: mask(f.after, cluster, clusterWord),
			}
			k := generic.path + "\n" + string(f.op) + "\n" + encoded(generic.before) + "\n" + encoded(generic.after)
			i, known := at[k]
			if !known {
				at[k] = len(m.fields)
				m.fields = append(m.fields, mergedField{f, []string{cluster}})
				continue
			}
			if !reflect.DeepEqual(m.fields[i].field, f) {
				m.fields[i].field = generic
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
		var d differ
		d.values("", mask(all[0].after, clusters[0], clusterWord), mask(ch.after, clusters[j], clusterWord))
		for _, f := range d.found {
			i := slices.IndexFunc(out, func(v variant) bool { return v.path == f.path })
			if i < 0 {
				i, out = len(out), append(out, variant{f.path, slices.Repeat([]any{f.before}, len(all))})
			}
			out[i].values[j] = f.after
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
