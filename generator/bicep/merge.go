package bicep

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// mismatchCode is of a value that cannot stand where a person puts it.
const mismatchCode diag.Code = "override-mismatch"

// Change is what is to be otherwise in a resource.
type Change struct {
	// Body holds the properties that differ: texts, int64s, bools, nil, and lists
	// ([]any) and objects (map[string]any) of these.
	Body map[string]any
	// Version is a newer API version; empty: the rendered one.
	Version string
	// Origin is the file that wants it, for a comment at each place.
	Origin string
	// At tells where a part of Body was written: names, and indexes of lists.
	At func(steps ...string) diag.Pos
}

// Merge puts a change into the resource of that symbolic name and returns the
// document's text, of which nothing else differs. Objects are merged property by
// property, lists whose items all have names item by item; every other value takes
// the place of the one that is there, and nil takes a property out.
func (d *Document) Merge(symbol string, c Change) (string, diag.List) {
	s := d.find(symbol)
	m := &merger{to: d.file.src, change: c, what: strconv.Quote(symbol)}
	m.object(s.body, c.Body, nil)
	if c.Version != "" {
		at := s.typePos + len("'") + len(s.typeName) + len("@")
		m.edits = append(m.edits, edit{at, at + len(s.version), c.Version})
	}
	return m.text(), m.found
}

// edit replaces text[from:to].
type edit struct {
	from, to int
	text     string
}

// merger collects the edits that put a change into a body.
type merger struct {
	to     *source
	change Change
	what   string // what a message calls the resource
	edits  []edit
	found  diag.List
}

// text applies the edits, which do not overlap.
func (m *merger) text() string {
	slices.SortStableFunc(m.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, e := range m.edits {
		b.WriteString(m.to.text[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.WriteString(m.to.text[at:])
	return b.String()
}

func (m *merger) report(path []string, fix, format string, args ...any) {
	m.found = append(m.found, diag.Finding{
		Pos: m.change.At(path...), Code: mismatchCode, Message: fmt.Sprintf(format, args...), Fix: fix,
	})
}

// object merges properties into o, which stands at path of the change.
func (m *merger) object(o *object, by map[string]any, path []string) {
	var added []string
	for _, key := range keys(by) {
		below := append(slices.Clone(path), key)
		old := o.prop(key)
		switch {
		case old != nil:
			m.property(old, by[key], below)
		case by[key] == nil:
			m.report(below, cmp.Or(nearest(key, o.keys()), "remove the line"),
				"%s has no %s to take out", m.what, strings.Join(below, "."))
		default:
			added = append(added, key)
		}
	}
	if len(added) > 0 {
		m.insert(o, by, added)
	}
}

// insert puts properties behind those that are there.
func (m *merger) insert(o *object, by map[string]any, added []string) {
	indent := m.indent(o.at())
	inner := indent + "  "
	var lines strings.Builder
	lines.WriteString(m.origin(inner))
	for _, key := range added {
		lines.WriteString(inner + printedKey(key) + ": " + printed(by[key], inner) + "\n")
	}
	text := lines.String()
	closing := o.end - 1
	if line := m.lineStart(closing); line > o.at() {
		m.edits = append(m.edits, edit{line, line, text})
		return
	}
	inside := strings.TrimSpace(m.to.text[o.at()+1 : closing]) // the braces share a line
	if inside != "" {
		inside = "\n" + inner + inside
	}
	m.edits = append(m.edits, edit{o.at() + 1, closing, inside + "\n" + text + indent})
}

// property merges one value into the one that is there.
func (m *merger) property(old *prop, value any, path []string) {
	switch v := value.(type) {
	case nil:
		from, to := m.lines(old.pos, old.end)
		if strings.TrimSpace(m.to.text[from:old.pos]) != "" { // others share its line
			m.edits = append(m.edits, edit{start(old.value), old.end, "null"})
			return
		}
		text := fmt.Sprintf("%s// %s is taken out by %s.\n", m.indent(old.pos), old.key, m.change.Origin)
		m.edits = append(m.edits, edit{from, to, text})
		return
	case map[string]any:
		if into, ok := bare(old.value).(*object); ok {
			m.object(into, v, path)
			return
		}
	case []any:
		if into, ok := bare(old.value).(*array); ok && named(into) && allNamed(v) {
			m.array(into, v, path)
			return
		}
	}
	if want, got := shape(old.value), kindOf(value); want != anyValue && want != got {
		m.report(path, "write "+article(want), "%s of %s is %s, not %s", strings.Join(path, "."), m.what, article(want), article(got))
		return
	}
	indent := m.indent(old.pos)
	line := m.lineStart(old.pos)
	m.edits = append(m.edits, edit{line, line, m.origin(indent)}, edit{start(old.value), old.end, printed(value, indent)})
}

// array merges items by their names; an item of a new name comes last.
func (m *merger) array(a *array, by []any, path []string) {
	for n, one := range by {
		o := one.(map[string]any)
		i := slices.IndexFunc(a.items, func(old item) bool { return itemName(bare(old.value).(*object)) == o["name"] })
		if i >= 0 {
			rest := maps.Clone(o)
			delete(rest, "name")
			m.object(bare(a.items[i].value).(*object), rest, append(slices.Clone(path), strconv.Itoa(n)))
			continue
		}
		indent := m.indent(start(a.items[0].value))
		text := printed(o, indent)
		last := a.items[len(a.items)-1].end
		if !strings.Contains(m.to.text[last:a.end], "\n") { // the bracket closes on the item's line
			m.edits = append(m.edits, edit{last, last, ", " + text})
			continue
		}
		_, last = m.lines(last, last)
		m.edits = append(m.edits, edit{last, last, m.origin(indent) + indent + text + "\n"})
	}
}

func (m *merger) origin(indent string) string { return indent + "// From " + m.change.Origin + ":\n" }

func (m *merger) lineStart(at int) int { return strings.LastIndexByte(m.to.text[:at], '\n') + 1 }

// lines widens a span to whole lines.
func (m *merger) lines(from, to int) (int, int) {
	from = m.lineStart(from)
	if i := strings.IndexByte(m.to.text[to:], '\n'); i >= 0 {
		return from, to + i + 1
	}
	return from, len(m.to.text)
}

// indent returns the spaces before the first word of a place's line.
func (m *merger) indent(at int) string {
	line := m.to.text[m.lineStart(at):]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// prop returns the property of this name, or nil.
func (o *object) prop(key string) *prop {
	for i := range o.props {
		if p := &o.props[i]; p.key == key && p.keyParts == nil && !p.spread {
			return p
		}
	}
	return nil
}

func (o *object) keys() []string {
	var out []string
	for i := range o.props {
		out = append(out, o.props[i].key)
	}
	return out
}

// named reports whether a list has items, all of them objects with different literal names.
func named(a *array) bool {
	seen := map[string]bool{}
	for _, it := range a.items {
		o, ok := bare(it.value).(*object)
		if !ok || it.spread || itemName(o) == "" || seen[itemName(o)] {
			return false
		}
		seen[itemName(o)] = true
	}
	return len(a.items) > 0
}

// itemName returns the literal name of an item, or "".
func itemName(o *object) string {
	if t, ok := bare(o.get("name")).(*textLit); ok {
		return t.value
	}
	return ""
}

func allNamed(list []any) bool {
	seen := map[string]bool{}
	for _, one := range list {
		o, _ := one.(map[string]any)
		name, _ := o["name"].(string)
		if name == "" || seen[name] {
			return false
		}
		seen[name] = true
	}
	return len(list) > 0
}

// shape is the kind of a value that is written out, or anyValue.
func shape(e expr) basic {
	switch bare(e).(type) {
	case *interpolation:
		return stringValue
	case *object:
		return objectValue
	case *array:
		return arrayValue
	}
	k, _ := literalKind(bare(e))
	return k
}

func kindOf(value any) basic {
	switch value.(type) {
	case string:
		return stringValue
	case int64:
		return intValue
	case bool:
		return boolValue
	case []any:
		return arrayValue
	case map[string]any:
		return objectValue
	}
	return nullValue
}

// article puts an article before a kind.
func article(k basic) string {
	switch k {
	case arrayValue, intValue, objectValue:
		return "an " + k.String()
	}
	return "a " + k.String()
}
