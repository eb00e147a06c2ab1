package arm

import (
	"fmt"
	"strconv"
	"strings"
)

// Values are those of JSON, and these. Numbers are float64 where JSON had them and
// int64 where an expression did.

// Runtime is a value that only a deployment knows.
type Runtime struct {
	ID   string // the resource that has it; or what else gives it, such as "parameter name"
	Path string // inside the resource's properties: "oidcIssuerProfile.issuerURL"
}

// mark stands around a Runtime value inside a text.
const mark = "\x01"

// String is how the value stands inside a text that was put together.
func (r Runtime) String() string { return mark + r.ID + "#" + r.Path + mark }

// Known reports whether a text holds nothing that only a deployment knows.
func Known(s string) bool { return !strings.Contains(s, mark) }

// JSONText is what string() makes of an object or an array.
type JSONText struct{ Value any }

// output is a step on the way to a module's output: the module, its outputs, one of them.
type output struct {
	of   *deployment
	all  bool
	name string
}

// toText writes a value as it stands inside a text.
func toText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case Runtime:
		return v.String()
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return strconv.FormatInt(int64(v), 10)
	case output:
		return Runtime{"module", strings.Join(v.of.path, ".")}.String()
	case JSONText:
		return fmt.Sprintf("%v", v.Value)
	}
	return fmt.Sprint(v)
}

// runtimeIn returns a value that is not known among values, if there is one.
func runtimeIn(values ...any) (Runtime, bool) {
	for _, v := range values {
		switch v := v.(type) {
		case Runtime:
			return v, true
		case output:
			return Runtime{"module", strings.Join(v.of.path, ".")}, true
		case string:
			if !Known(v) {
				return Runtime{"text", v}, true
			}
		}
	}
	return Runtime{}, false
}

// member returns a property or an item of a value.
func member(v any, key any) any {
	switch v := v.(type) {
	case map[string]any:
		name := toText(key)
		if found, ok := v[name]; ok {
			return found
		}
		for k, found := range v { // names of properties know no case
			if strings.EqualFold(k, name) {
				return found
			}
		}
		return nil
	case []any:
		i, ok := integer(key)
		if ok && i >= 0 && int(i) < len(v) {
			return v[i]
		}
		return nil
	case Runtime:
		return v.member(toText(key))
	case output:
		return v.member(toText(key))
	}
	return nil
}

func (r Runtime) member(key string) Runtime {
	switch {
	case r.Path == "" && key == "properties": // a reference is to the properties anyhow
		return r
	case r.Path == "":
		return Runtime{r.ID, key}
	}
	return Runtime{r.ID, r.Path + "." + key}
}

func (o output) member(key string) any {
	switch {
	case !o.all && key == "outputs":
		return output{of: o.of, all: true}
	case o.all && o.name == "":
		return output{o.of, true, key}
	case o.all && key == "value":
		return o.of.output(o.name)
	}
	return Runtime{"module", strings.Join(o.of.path, ".") + "." + key}
}

func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), true
	}
	return 0, false
}
