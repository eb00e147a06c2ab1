package check

import (
	"strconv"
	"strings"
)

// The functions here read decoded objects without asking whether they are well
// formed: where they are not, the schema's rule has said so.

// child returns what lies at keys, or nil.
func child(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

// text returns the string at keys, or "".
func text(v any, keys ...string) string {
	s, _ := child(v, keys...).(string)
	return s
}

// list returns the sequence at keys, or nil.
func list(v any, keys ...string) []any {
	l, _ := child(v, keys...).([]any)
	return l
}

// number returns the integer at keys. YAML, JSON and kustomize use different Go
// types for it.
func number(v any, keys ...string) (int64, bool) {
	switch n := child(v, keys...).(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case uint64:
		return int64(n), true //nolint:gosec // ports are small, and the schema bounds them
	case float64:
		return int64(n), true
	}
	return 0, false
}

// or returns the first string unless it is empty: fields that default to another.
func or(s, byDefault string) string {
	if s == "" {
		return byDefault
	}
	return s
}

// step adds a key to a path, as package schema writes paths.
func step(path, key string) string {
	if key == "" || strings.ContainsAny(key, ".[]/\" ") {
		return path + "[" + strconv.Quote(key) + "]"
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// item adds an index to a path.
func item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// place is where a walk stands. It is printed only when there is something to say.
type place struct {
	parent *place
	key    string
	index  int // -1 for a key
}

// String prints the place as package schema does.
func (p *place) String() string {
	if p == nil {
		return ""
	}
	if p.index >= 0 {
		return item(p.parent.String(), p.index)
	}
	return step(p.parent.String(), p.key)
}

// walk visits every mapping and every string below v. A string comes with the key
// that it stands under, through any sequence.
func walk(v any, visit func(at *place, key string, v any)) {
	walkFrom(nil, "", v, visit)
}

func walkFrom(at *place, key string, v any, visit func(at *place, key string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(at, key, v)
		for k, inner := range v {
			walkFrom(&place{at, k, -1}, k, inner, visit)
		}
	case []any:
		for i, inner := range v {
			walkFrom(&place{at, "", i}, key, inner, visit)
		}
	case string:
		visit(at, key, v)
	}
}
