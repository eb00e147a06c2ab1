package arm

import (
	"strconv"
	"strings"
)

// env is what expressions of one template may name.
type env struct {
	parameters map[string]node
	defaults   map[string]any
	variables  map[string]any
	open       map[string]bool // what is being looked up, so that a circle ends
}

func newEnv(t templateJSON) *env {
	e := &env{parameters: map[string]node{}, defaults: map[string]any{}, variables: t.Variables, open: map[string]bool{}}
	for name, p := range t.Parameters {
		if p.Default != nil {
			e.defaults[name] = p.Default
		}
	}
	return e
}

// expression is a value that only Azure can compute, inside an evaluated one.
type expression struct{ node }

// value evaluates every string inside a JSON value. What stays unknown becomes
// an expression.
func (e *env) value(v any) any {
	switch v := v.(type) {
	case string:
		if n := e.node(v); n != nil {
			return valueOf(n)
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[e.text(k)] = e.value(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = e.value(item)
		}
		return out
	}
	return v
}

// valueOf is the JSON of a node. An object that is handed over as text is told as
// the object, so that two of them are compared key by key.
func valueOf(n node) any {
	switch n := n.(type) {
	case literal:
		return n.value
	case call:
		if strings.EqualFold(n.name, "string") && len(n.args) == 1 {
			if l, ok := n.args[0].(literal); ok {
				if object, ok := l.value.(map[string]any); ok {
					return object
				}
			}
		}
	}
	return expression{n}
}

// plain writes the expressions in a value as ARM does, in brackets.
func plain(v any) any {
	switch v := v.(type) {
	case expression:
		return "[" + v.String() + "]"
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[k] = plain(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = plain(item)
		}
		return out
	}
	return v
}

// text is an evaluated string.
func (e *env) text(s string) string {
	switch v := plain(e.value(s)).(type) {
	case string:
		return v
	default:
		return s
	}
}

// node is an evaluated JSON value.
func (e *env) node(v any) node {
	s, ok := v.(string)
	if !ok {
		return nodeOf(e.value(v))
	}
	switch {
	case strings.HasPrefix(s, "[["):
		return literal{s[1:]}
	case strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]"):
		if n, err := parse(s[1 : len(s)-1]); err == nil {
			return e.evaluate(n)
		}
	}
	return literal{s}
}

func nodeOf(v any) node {
	if x, ok := v.(expression); ok {
		return x.node
	}
	return literal{v}
}

// evaluate reduces what can be known without Azure.
func (e *env) evaluate(n node) node {
	switch n := n.(type) {
	case property:
		of := e.evaluate(n.of)
		if l, ok := of.(literal); ok {
			if m, ok := l.value.(map[string]any); ok {
				return nodeOf(m[n.name])
			}
		}
		return property{of, n.name}
	case index:
		return index{e.evaluate(n.of), e.evaluate(n.at)}
	case call:
		c := call{name: n.name, args: make([]node, len(n.args))}
		for i, a := range n.args {
			c.args[i] = e.evaluate(a)
		}
		return e.call(c)
	}
	return n
}

func (e *env) call(c call) node {
	values := make([]any, 0, len(c.args))
	for _, a := range c.args {
		if l, ok := a.(literal); ok {
			values = append(values, l.value)
		}
	}
	known := len(values) == len(c.args)
	switch name := strings.ToLower(c.name); {
	case !known && name == "if":
		if l, ok := c.args[0].(literal); ok && len(c.args) == 3 {
			return choose(l.value == true, c.args[1], c.args[2])
		}
	case !known:
	case name == "parameters" || name == "variables":
		if n := e.named(name, values); n != nil {
			return n
		}
	case name == "format" && len(values) > 0:
		if s, ok := format(values); ok {
			return literal{s}
		}
	case name == "null" && len(values) == 0:
		return literal{nil}
	case name == "empty" && len(values) == 1:
		return literal{empty(values[0])}
	case name == "if" && len(values) == 3:
		return choose(values[0] == true, c.args[1], c.args[2])
	}
	return c
}

func choose(yes bool, a, b node) node {
	if yes {
		return a
	}
	return b
}

// named looks a parameter or a variable up. It returns nil for one that only the
// day of the deployment knows.
func (e *env) named(kind string, args []any) node {
	if len(args) != 1 {
		return nil
	}
	name, _ := args[0].(string)
	all := e.variables
	if kind == "parameters" {
		if n := e.parameters[name]; n != nil {
			return n
		}
		all = e.defaults
	}
	v, ok := all[name]
	if key := kind + " " + name; ok && !e.open[key] {
		e.open[key] = true
		defer delete(e.open, key)
		return e.node(v)
	}
	return nil
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// format fills {0} and so on; with anything more in the braces it gives up.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#format
func format(values []any) (string, bool) {
	pattern, ok := values[0].(string)
	if !ok || strings.Contains(pattern, "{{") || strings.Contains(pattern, "}}") {
		return "", false
	}
	for i, v := range values[1:] {
		var s string
		switch v := v.(type) {
		case string:
			s = v
		case float64:
			s = strconv.FormatFloat(v, 'f', -1, 64)
		default:
			return "", false
		}
		pattern = strings.ReplaceAll(pattern, "{"+strconv.Itoa(i)+"}", strings.ReplaceAll(s, "{", "\x00"))
	}
	if strings.Contains(pattern, "{") {
		return "", false
	}
	return strings.ReplaceAll(pattern, "\x00", "{"), true
}
