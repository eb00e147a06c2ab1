// Package arm expands compiled ARM templates into the resources that their
// deployment asks Azure for: nested deployments are followed, parameters put in,
// names and ids computed. What only a deployment knows stays a [Runtime] value that
// says whose property it is, through any number of modules.
//
// It reads templates of languageVersion 2.0 with symbolic names, as package bicep
// and Microsoft's compiler print them, without loops. A function that it does not
// know gives a Runtime value, never a guess.
package arm

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Template is one expanded deployment.
type Template struct {
	// Resources are those of the template and of its nested deployments, existing
	// ones included, by module and symbol. One that a condition rules out is left out.
	Resources []*Resource
	Outputs   map[string]any // of the template itself, evaluated
	// Deployments counts nested deployments at every depth.
	Deployments int
}

// Resource is one resource as the deployment asks for it.
type Resource struct {
	ID         string // where a part of it is known only at run time, Known is false of it
	Type       string // Microsoft.Network/virtualNetworks/subnets
	Name       string // with its parents' names: vnet/subnet
	APIVersion string
	Scope      string // id of the resource that an extension resource is about; else empty
	Existing   bool   // named, and not deployed
	Body       map[string]any
	Path       []string // symbols of the modules that lead here, and its own
}

// Properties returns the resource's properties, which may be nil.
func (r *Resource) Properties() map[string]any {
	p, _ := r.Body["properties"].(map[string]any)
	return p
}

// Options is what a deployment is started with.
type Options struct {
	Subscription string         // id of the subscription
	Parameters   map[string]any // values by name; one that is not given is a Runtime value
}

// Expand expands a template that is deployed at the scope of a subscription. The
// error says that text is no such template.
func Expand(text []byte, o Options) (*Template, error) {
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	x := &expander{parsed: map[string]expr{}, out: &Template{Outputs: map[string]any{}}}
	main := x.deployment(raw, scope{subscription: o.Subscription}, nil, nil)
	for name, v := range o.Parameters {
		main.values["parameter "+name] = v
	}
	x.collect(main)
	for name := range object(raw["outputs"]) {
		x.out.Outputs[name] = main.output(name)
	}
	if x.err != nil {
		return nil, fmt.Errorf("expand the template: %w", x.err)
	}
	return x.out, nil
}

// maxDepth is how deep modules and values may refer to one another.
const maxDepth = 64

// expander is one run.
type expander struct {
	parsed map[string]expr // by text: modules of tenants are alike
	out    *Template
	depth  int
	err    error // the first; whatever is evaluated after it is nil
}

func (x *expander) fail(format string, args ...any) {
	if x.err == nil {
		x.err = fmt.Errorf(format, args...)
	}
}

// scope is where a deployment works: in a resource group, or, without one, in the subscription.
type scope struct{ subscription, group string }

func (s scope) id() string {
	id := "/subscriptions/" + s.subscription
	if s.group != "" {
		id += "/resourceGroups/" + s.group
	}
	return id
}

// deployment is one template at one place with its own parameters.
type deployment struct {
	*expander
	raw    map[string]any
	scope  scope
	path   []string
	params map[string]any // as the module's declaration gives them
	parent *deployment    // evaluates params
	values map[string]any // what was evaluated already: parameters, variables, outputs
	inner  map[string]*deployment
	ids    map[string]string // of resources, by symbol
}

func (x *expander) deployment(raw map[string]any, at scope, path []string, parent *deployment) *deployment {
	return &deployment{
		expander: x, raw: raw, scope: at, path: path, parent: parent,
		values: map[string]any{}, inner: map[string]*deployment{}, ids: map[string]string{},
	}
}

const deploymentType = "Microsoft.Resources/deployments"

func isModule(raw map[string]any) bool { return str(raw["type"]) == deploymentType }

// collect adds what a deployment holds to the result.
func (x *expander) collect(d *deployment) {
	resources := object(d.raw["resources"])
	if len(d.path) > maxDepth {
		x.fail("modules are nested too deep")
		return
	}
	for _, symbol := range slices.Sorted(maps.Keys(resources)) {
		raw := object(resources[symbol])
		if c, conditional := raw["condition"]; conditional && d.value(c) == false {
			continue
		}
		if isModule(raw) {
			x.out.Deployments++
			x.collect(d.module(symbol, raw))
			continue
		}
		r := &Resource{
			ID: d.id(symbol), Type: str(raw["type"]), Name: toText(d.value(raw["name"])), APIVersion: str(raw["apiVersion"]),
			Existing: raw["existing"] == true, Path: append(slices.Clone(d.path), symbol), Body: map[string]any{},
		}
		if s, extends := raw["scope"]; extends {
			r.Scope = toText(d.value(s))
		}
		for key, v := range raw {
			switch key {
			case "type", "apiVersion", "name", "existing", "scope", "subscriptionId", "resourceGroup", "dependsOn", "condition":
			default:
				r.Body[key] = d.value(v)
			}
		}
		x.out.Resources = append(x.out.Resources, r)
	}
}

// module returns the nested deployment of a symbol.
func (d *deployment) module(symbol string, raw map[string]any) *deployment {
	if m, ok := d.inner[symbol]; ok {
		return m
	}
	properties := object(raw["properties"])
	m := d.deployment(object(properties["template"]), d.at(raw), append(slices.Clone(d.path), symbol), d)
	if p, computed := properties["parameters"].(map[string]any); computed {
		m.params = p
	}
	d.inner[symbol] = m
	return m
}

// at is where a resource or a nested deployment is deployed.
func (d *deployment) at(raw map[string]any) scope {
	at := d.scope
	if s, ok := raw["subscriptionId"]; ok {
		at = scope{subscription: toText(d.value(s))}
	}
	if g, ok := raw["resourceGroup"]; ok {
		at.group = toText(d.value(g))
	}
	return at
}

// id computes the id of a resource.
func (d *deployment) id(symbol string) string {
	if id, ok := d.ids[symbol]; ok {
		return id
	}
	raw := object(object(d.raw["resources"])[symbol])
	base := d.at(raw).id()
	if s, extends := raw["scope"]; extends {
		base = strings.TrimSuffix(toText(d.value(s)), "/") // "/" is the tenant
	}
	id := join(base, str(raw["type"]), toText(d.value(raw["name"])))
	d.ids[symbol] = id
	return id
}

// join makes an id of a type and of names that are divided by slashes as the type is.
func join(base, typ, name string) string {
	if typ == "Microsoft.Resources/resourceGroups" {
		return base + "/resourceGroups/" + name
	}
	if !Known(name) {
		return base + "/providers/" + typ + "/" + name
	}
	namespace, kinds, _ := strings.Cut(typ, "/")
	var b strings.Builder
	b.WriteString(base)
	b.WriteString("/providers/")
	b.WriteString(namespace)
	for kind := range strings.SplitSeq(kinds, "/") {
		part, rest, _ := strings.Cut(name, "/")
		b.WriteString("/" + kind + "/" + part)
		name = rest
	}
	return b.String()
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func str(v any) string {
	s, _ := v.(string)
	return s
}
