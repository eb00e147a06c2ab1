package check

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// patch is what a Flux Kustomization changes in objects that a source brings.
type patch struct {
	value      any // operations, or a part of an object
	priorities []string
	err        error
}

// checkPatch reads one patch of a Flux Kustomization. One that cannot be read
// stops the tenant's whole source, and only on the cluster.
func (c *checker) checkPatch(o *object, path string, value any) {
	for _, field := range []string{"group", "version", "kind", "namespace", "name"} {
		if _, err := regexp.Compile(text(value, "target", field)); err != nil {
			c.report.add(fault{
				at: o, path: path + ".target." + field, code: doesNotBuild,
				fact: fmt.Sprintf("%q is no regular expression", text(value, "target", field)),
				fix:  "write a name, or names in round brackets with | between them",
			})
		}
	}
	p := c.readPatch(text(value, "patch"))
	if p.err != nil {
		c.report.add(fault{
			at: o, path: path + ".patch", code: doesNotBuild, fact: p.err.Error(),
			fix: "write a list of JSON patch operations, or the part of an object that changes",
		})
	}
	for _, name := range p.priorities {
		c.require(o, path+".patch", id{"PriorityClass", "", name})
	}
}

// readPatch reads a patch once, however many tenants have it.
func (c *checker) readPatch(text string) *patch {
	if p, ok := c.patches[text]; ok {
		return p
	}
	p := &patch{}
	c.patches[text] = p
	if err := yaml.Unmarshal([]byte(text), &p.value); err != nil {
		p.err = fmt.Errorf("the patch is no YAML: %s", strings.TrimPrefix(err.Error(), "error converting YAML to JSON: yaml: "))
		return p
	}
	switch v := p.value.(type) {
	case []any:
		for i, op := range v {
			if err := checkOperation(op); err != nil {
				p.err = fmt.Errorf("operation %d: %w", i+1, err)
				return p
			}
		}
	case map[string]any:
	default:
		p.err = errors.New("the patch is neither a list of operations nor a part of an object")
	}
	p.priorities = priorities(p.value)
	return p
}

// checkOperation holds one operation against RFC 6902.
func checkOperation(op any) error {
	kind, at := text(op, "op"), text(op, "path")
	fields, _ := op.(map[string]any)
	_, hasValue := fields["value"]
	_, hasFrom := fields["from"]
	switch {
	case !slices.Contains([]string{"add", "remove", "replace", "move", "copy", "test"}, kind):
		return fmt.Errorf("op %q is none of JSON patch's", kind)
	case !strings.HasPrefix(at, "/"):
		return fmt.Errorf("path %q does not begin with a slash", at)
	case !hasValue && slices.Contains([]string{"add", "replace", "test"}, kind):
		return fmt.Errorf("%s %s has no value", kind, at)
	case !hasFrom && (kind == "move" || kind == "copy"):
		return fmt.Errorf("%s %s does not say from where", kind, at)
	}
	return nil
}

// priorities lists the priority classes that a patch gives to pods.
func priorities(patch any) []string {
	const field = "priorityClassName"
	var out []string
	walk(patch, func(_ *place, key string, v any) {
		switch v := v.(type) {
		case string:
			if key == field {
				out = append(out, v)
			}
		case map[string]any:
			if strings.HasSuffix(text(v, "path"), "/"+field) && text(v, "value") != "" {
				out = append(out, text(v, "value"))
			}
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}
