// Package fields compares two Kubernetes objects field by field.
package fields

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Op is what happens to a field.
type Op string

// What can happen. A list whose items stand in another order changes.
const (
	Appears    Op = "appears"
	Changes    Op = "changes"
	Disappears Op = "disappears"
)

// Field is one field of an object that differs.
type Field struct {
	Path          string // such as spec.listeners[shop.contoso.com].port
	Op            Op
	Before, After any  // as YAML decodes them; nil where there is none
	Reordered     bool // the list holds the same items in another order
}

// differ collects the fields in which two values differ.
type differ struct{ found []Field }

// Diff lists the fields in which two objects differ, in alphabetical order of
// keys. List items that have names are compared by name, as strategic merge
// does; others where they stand, after those that both sides have in common.
func Diff(before, after map[string]any) []Field {
	var d differ
	d.maps("", before, after)
	return d.found
}

func (d *differ) add(f Field) { d.found = append(d.found, f) }

func (d *differ) maps(at string, before, after map[string]any) {
	keys := slices.Collect(maps.Keys(before))
	for k := range after {
		if _, both := before[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		b, inBefore := before[k]
		a, inAfter := after[k]
		switch p := child(at, k); {
		case !inBefore:
			d.add(Field{Path: p, Op: Appears, After: a})
		case !inAfter:
			d.add(Field{Path: p, Op: Disappears, Before: b})
		default:
			d.values(p, b, a)
		}
	}
}

func (d *differ) values(at string, before, after any) {
	if b, ok := before.(map[string]any); ok {
		if a, ok := after.(map[string]any); ok {
			d.maps(at, b, a)
			return
		}
	}
	if b, ok := before.([]any); ok {
		if a, ok := after.([]any); ok {
			d.lists(at, b, a)
			return
		}
	}
	if !reflect.DeepEqual(before, after) {
		d.add(Field{Path: at, Op: Changes, Before: before, After: after})
	}
}

func (d *differ) lists(at string, before, after []any) {
	if reflect.DeepEqual(before, after) {
		return
	}
	b, a := byName(before), byName(after)
	switch {
	case b != nil && a != nil:
		d.namedItems(at, before, after)
	case sameItems(before, after):
		d.add(Field{Path: at, Op: Changes, Reordered: true})
	default:
		d.items(at, before, after)
	}
}

// namedItems compares items by name; the order counts only if nothing else differs.
func (d *differ) namedItems(at string, before, after []any) {
	b, a := byName(before), byName(after)
	had := len(d.found)
	for _, item := range after {
		name := NameOf(item)
		if old, ok := b[name]; ok {
			d.values(bracket(at, name), old, item)
		} else {
			d.add(Field{Path: bracket(at, name), Op: Appears, After: item})
		}
	}
	for _, item := range before {
		if name := NameOf(item); a[name] == nil {
			d.add(Field{Path: bracket(at, name), Op: Disappears, Before: item})
		}
	}
	if len(d.found) == had {
		d.add(Field{Path: at, Op: Changes, Reordered: true})
	}
}

// items compares lists whose items have no names. Scalars appear and disappear;
// other items that stand in the same gap are taken for the same one, changed.
func (d *differ) items(at string, before, after []any) {
	for _, g := range gaps(before, after) {
		b, a := before[g.b0:g.b1], after[g.a0:g.a1]
		paired := 0
		for paired < min(len(b), len(a)) && !scalar(b[paired]) && !scalar(a[paired]) {
			d.values(number(at, g.a0+paired), b[paired], a[paired])
			paired++
		}
		for i, item := range b[paired:] {
			d.add(Field{Path: where(at, g.b0+paired+i, item), Op: Disappears, Before: item})
		}
		for i, item := range a[paired:] {
			d.add(Field{Path: where(at, g.a0+paired+i, item), Op: Appears, After: item})
		}
	}
}

// where is the path of an item; a scalar is its own name.
func where(at string, i int, item any) string {
	if scalar(item) {
		return at
	}
	return number(at, i)
}

func scalar(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// byName indexes a list whose items are maps that each have a name of their own.
// It returns nil for any other list.
func byName(list []any) map[string]any {
	out := make(map[string]any, len(list))
	for _, item := range list {
		name := NameOf(item)
		if _, taken := out[name]; name == "" || taken {
			return nil
		}
		out[name] = item
	}
	return out
}

// NameOf returns the name of a list's item, or "" if it has none.
func NameOf(item any) string {
	m, _ := item.(map[string]any)
	name, _ := m["name"].(string)
	return name
}

// sameItems reports whether two lists hold the same items in another order.
func sameItems(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	left := slices.Clone(a)
	for _, item := range b {
		i := slices.IndexFunc(left, func(x any) bool { return reflect.DeepEqual(x, item) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

// Within reports whether a path is that of a field, or of something inside it.
func Within(path, field string) bool {
	rest, ok := strings.CutPrefix(path, field)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// plain is a key that needs no brackets in a path.
var plain = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

func child(at, key string) string {
	switch {
	case !plain.MatchString(key):
		return bracket(at, key)
	case at == "":
		return key
	}
	return at + "." + key
}

func bracket(at, name string) string { return at + "[" + name + "]" }

func number(at string, i int) string { return at + "[" + strconv.Itoa(i) + "]" }
