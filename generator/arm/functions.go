package arm

import (
	"fmt"
	"hash/fnv"
	"reflect"
	"strconv"
	"strings"
)

// eval calls a function of
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions.
func (c call) eval(d *deployment) any {
	switch c.name { // those that do not want all their arguments evaluated
	case "if":
		return c.choose(d)
	case "parameters":
		return d.parameter(c.text(d, 0))
	case "variables":
		return d.variable(c.text(d, 0))
	case "reference":
		return c.reference(d)
	case "coalesce":
		for _, a := range c.args {
			if v := d.eval(a); v != nil {
				return v
			}
		}
		return nil
	}
	args := make([]any, len(c.args))
	for i, a := range c.args {
		args[i] = d.eval(a)
	}
	if v, ok := ids(d, c.name, args); ok {
		return v
	}
	if v, ok := texts(c.name, args); ok {
		return v
	}
	if r, unknown := runtimeIn(args...); unknown {
		return Runtime{r.ID, r.Path + "." + c.name + "()"}
	}
	if v, ok := plain(c.name, args); ok {
		return v
	}
	return Runtime{"function " + c.name, ""}
}

func (c call) text(d *deployment, i int) string {
	if i >= len(c.args) {
		return ""
	}
	return toText(d.eval(c.args[i]))
}

func (c call) choose(d *deployment) any {
	if len(c.args) != 3 {
		return nil
	}
	switch condition := d.eval(c.args[0]); condition {
	case true:
		return d.eval(c.args[1])
	case false:
		return d.eval(c.args[2])
	default:
		return Runtime{"condition", toText(condition)}
	}
}

// reference is to a symbol of the template, or to an id.
func (c call) reference(d *deployment) any {
	name := c.text(d, 0)
	raw, known := object(d.raw["resources"])[name].(map[string]any)
	switch {
	case known && isModule(raw):
		return output{of: d.module(name, raw)}
	case known:
		return Runtime{ID: d.id(name)}
	}
	return Runtime{ID: name}
}

// ids are the functions that make ids and names of what can be known.
func ids(d *deployment, name string, args []any) (any, bool) {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = toText(a)
	}
	switch name {
	case "resourceid":
		return resourceID(d.scope, words), true
	case "subscriptionresourceid":
		at := scope{subscription: d.scope.subscription}
		if len(words) > 0 && !strings.Contains(words[0], "/") {
			at.subscription, words = words[0], words[1:]
		}
		return idOf(at.id(), words), true
	case "tenantresourceid":
		return idOf("", words), true
	case "extensionresourceid":
		if len(words) == 0 {
			return nil, true
		}
		return idOf(words[0], words[1:]), true
	case "guid", "uniquestring": // not Azure's own, but equal for equal arguments alone
		h := fnv.New128a()
		_, _ = h.Write([]byte(strings.Join(words, "\x00"))) // never fails, as hash.Hash promises
		return fmt.Sprintf("%s-%x", name, h.Sum(nil)), true
	case "subscription":
		at := scope{subscription: d.scope.subscription}
		return map[string]any{"id": at.id(), "subscriptionId": at.subscription, "tenantId": Runtime{"subscription", "tenantId"}}, true
	case "resourcegroup":
		return map[string]any{
			"id": d.scope.id(), "name": d.scope.group, "location": Runtime{d.scope.id(), "location"},
		}, true
	case "deployment":
		return Runtime{ID: "deployment"}, true
	}
	return nil, false
}

// resourceID reads resourceId([subscription], [group], type, names…).
func resourceID(at scope, words []string) string {
	for len(words) > 0 && !strings.Contains(words[0], "/") {
		if len(words) > 1 && !strings.Contains(words[1], "/") {
			at, words = scope{subscription: words[0]}, words[1:]
			continue
		}
		at.group, words = words[0], words[1:]
	}
	return idOf(at.id(), words)
}

func idOf(base string, words []string) string {
	if len(words) == 0 {
		return base
	}
	return join(strings.TrimSuffix(base, "/"), words[0], strings.Join(words[1:], "/"))
}

// texts are the functions of texts that keep a Runtime value visible inside.
func texts(name string, args []any) (any, bool) {
	switch name {
	case "format":
		if len(args) == 0 {
			return "", true
		}
		return format(toText(args[0]), args[1:]), true
	case "concat":
		return concat(args), true
	case "createobject":
		out := map[string]any{}
		for i := 0; i+1 < len(args); i += 2 {
			out[toText(args[i])] = args[i+1]
		}
		return out, true
	case "createarray":
		return args, true
	case "string":
		if len(args) == 1 {
			return asText(args[0]), true
		}
	case "json":
		if len(args) == 1 {
			t, ok := args[0].(JSONText)
			return t.Value, ok
		}
	}
	return nil, false
}

func asText(v any) any {
	switch v := v.(type) {
	case map[string]any, []any:
		return JSONText{v}
	case Runtime:
		return v
	}
	return toText(v)
}

// concat joins lists, or texts.
func concat(args []any) any {
	if len(args) > 0 {
		if _, isList := args[0].([]any); isList {
			var out []any
			for _, a := range args {
				l, _ := a.([]any)
				out = append(out, l...)
			}
			return out
		}
	}
	var b strings.Builder
	for _, a := range args {
		b.WriteString(toText(a))
	}
	return b.String()
}

// format puts arguments in the places {0}, {1}…; doubled braces are single ones.
func format(pattern string, args []any) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if (c == '{' || c == '}') && i+1 < len(pattern) && pattern[i+1] == c {
			b.WriteByte(c)
			i++
			continue
		}
		end := strings.IndexByte(pattern[i:], '}')
		if c == '{' && end > 0 {
			n, err := strconv.Atoi(pattern[i+1 : i+end])
			if err == nil && n < len(args) {
				b.WriteString(toText(args[n]))
				i += end
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// plain are the functions of values that are all known.
func plain(name string, args []any) (any, bool) {
	switch len(args) {
	case 0:
		switch name {
		case "true":
			return true, true
		case "false":
			return false, true
		case "null":
			return nil, true
		}
	case 1:
		return unary(name, args[0])
	case 2:
		switch name {
		case "equals":
			return reflect.DeepEqual(args[0], args[1]), true
		case "split":
			return split(toText(args[0]), toText(args[1])), true
		}
	}
	switch name {
	case "and", "or":
		for _, a := range args {
			if a == (name == "or") {
				return name == "or", true
			}
		}
		return name == "and", true
	}
	return nil, false
}

func unary(name string, v any) (any, bool) {
	switch name {
	case "empty":
		switch v := v.(type) {
		case nil:
			return true, true
		case string:
			return v == "", true
		case []any:
			return len(v) == 0, true
		case map[string]any:
			return len(v) == 0, true
		}
	case "not":
		if b, ok := v.(bool); ok {
			return !b, true
		}
	case "tolower":
		return strings.ToLower(toText(v)), true
	case "toupper":
		return strings.ToUpper(toText(v)), true
	case "int", "bool", "any", "array":
		return v, true
	}
	return nil, false
}

func split(s, by string) []any {
	var out []any
	for part := range strings.SplitSeq(s, by) {
		out = append(out, part)
	}
	return out
}
