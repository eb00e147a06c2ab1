// Package arm reads ARM templates as the resources that they deploy: nested
// deployments are opened, parameters and variables stand where they are used,
// and what only Azure can compute stays an expression.
//
// It reads templates with symbolic names (languageVersion 2.0), the only kind
// that the generator writes.
package arm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Resource is one that a template deploys.
type Resource struct {
	Symbol string // the symbolic names from the outermost template on, such as t_contoso.identity.workload
	Type   string // such as Microsoft.ContainerService/managedClusters/agentPools
	Name   string // as ARM writes it, aks-prod-weu/user; an expression in brackets if only Azure can compute it
	Group  string // its resource group; empty for one of the subscription
	Scope  string // what an extension resource extends; empty for any other
	Body   map[string]any
}

// ID is equal for two descriptions of the same resource: Azure ignores case.
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
func (r Resource) ID() string {
	return strings.ToLower(r.Group + "\n" + r.Scope + "\n" + r.Type + "\n" + r.Name)
}

// Template is one that was read but not opened yet.
type Template struct {
	resources []member
	env       *env
	outer     string // parameters and variables as they were read, to tell equal ones
}

// member is one entry of a JSON object, in the order in which it was written.
type member struct {
	key   string
	value json.RawMessage
}

type templateJSON struct {
	LanguageVersion string                   `json:"languageVersion"`
	Parameters      map[string]parameterJSON `json:"parameters"`
	Variables       map[string]any           `json:"variables"`
	Resources       json.RawMessage          `json:"resources"`
}

type parameterJSON struct {
	Default any `json:"defaultValue"`
}

type valuesJSON map[string]struct {
	Value any `json:"value"`
}

// Parse reads a template and the file of its parameters, which may be nil.
func Parse(template, parameters []byte) (*Template, error) {
	var t templateJSON
	if err := json.Unmarshal(template, &t); err != nil {
		return nil, fmt.Errorf("read an ARM template: %w", err)
	}
	var file struct {
		Parameters valuesJSON `json:"parameters"`
	}
	if parameters != nil {
		if err := json.Unmarshal(parameters, &file); err != nil {
			return nil, fmt.Errorf("read the parameters of an ARM template: %w", err)
		}
	}
	e := newEnv(t)
	for name, v := range file.Parameters {
		e.parameters[name] = literal{v.Value}
	}
	members, err := membersOf(t)
	if err != nil {
		return nil, err
	}
	outer, err := json.Marshal([]any{t.Parameters, t.Variables, file.Parameters})
	if err != nil { // all of it was JSON
		return nil, err
	}
	return &Template{resources: members, env: e, outer: string(outer)}, nil
}

// Alike returns the symbols of the outermost resources that two templates write
// alike, and so deploy alike. Either may be nil.
func Alike(before, after *Template) map[string]bool {
	out := map[string]bool{}
	if before == nil || after == nil || before.outer != after.outer {
		return out
	}
	old := map[string]json.RawMessage{}
	for _, m := range before.resources {
		old[m.key] = m.value
	}
	for _, m := range after.resources {
		out[m.key] = bytes.Equal(old[m.key], m.value)
	}
	return out
}

// Resources opens a template, which may be nil, but for some of its outermost
// resources.
func (t *Template) Resources(except map[string]bool) ([]Resource, error) {
	if t == nil {
		return nil, nil
	}
	var out []Resource
	for _, m := range t.resources {
		if except[m.key] {
			continue
		}
		var err error
		if out, err = open(out, m, Resource{}, t.env); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// head is what tells how to read a resource.
type head struct {
	Type          string `json:"type"`
	Name          string `json:"name"`
	Existing      bool   `json:"existing"`
	ResourceGroup string `json:"resourceGroup"`
	Scope         any    `json:"scope"`
	Properties    struct {
		Template   *templateJSON `json:"template"`
		Parameters valuesJSON    `json:"parameters"`
	} `json:"properties"`
}

const deployments = "Microsoft.Resources/deployments"

// open appends a resource, or those of a nested deployment. Inside is where it
// lies: the symbol and the group of the deployment around it.
func open(out []Resource, m member, inside Resource, e *env) ([]Resource, error) {
	var h head
	if err := json.Unmarshal(m.value, &h); err != nil {
		return nil, fmt.Errorf("read the resource %s of an ARM template: %w", m.key, err)
	}
	r := Resource{Symbol: strings.TrimPrefix(inside.Symbol+"."+m.key, "."), Group: inside.Group, Type: h.Type}
	if h.ResourceGroup != "" {
		r.Group = e.text(h.ResourceGroup)
	}
	switch {
	case h.Existing:
		return out, nil
	case h.Type == deployments && h.Properties.Template != nil:
		return openDeployment(out, h, r, e)
	}
	if err := json.Unmarshal(m.value, &r.Body); err != nil {
		return nil, fmt.Errorf("read the resource %s of an ARM template: %w", m.key, err)
	}
	r.Name = e.text(h.Name)
	if scope, ok := h.Scope.(string); ok {
		r.Scope = e.text(scope)
	}
	for _, known := range []string{"type", "name", "scope", "resourceGroup", "dependsOn"} {
		delete(r.Body, known)
	}
	r.Body, _ = plain(e.value(r.Body)).(map[string]any)
	return append(out, r), nil
}

func openDeployment(out []Resource, h head, r Resource, outer *env) ([]Resource, error) {
	t := *h.Properties.Template
	inner := newEnv(t)
	for name, v := range h.Properties.Parameters {
		inner.parameters[name] = outer.node(v.Value)
	}
	members, err := membersOf(t)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		if out, err = open(out, m, r, inner); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func membersOf(t templateJSON) ([]member, error) {
	if t.LanguageVersion != "2.0" {
		return nil, fmt.Errorf("read an ARM template: languageVersion is %q, not 2.0", t.LanguageVersion)
	}
	dec := json.NewDecoder(bytes.NewReader(t.Resources))
	if first, err := dec.Token(); err != nil || first != json.Delim('{') {
		return nil, fmt.Errorf("read an ARM template: its resources are no object (%w)", err)
	}
	var out []member
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("read an ARM template: %w", err)
		}
		m := member{key: fmt.Sprint(key)}
		if err := dec.Decode(&m.value); err != nil {
			return nil, fmt.Errorf("read an ARM template: %w", err)
		}
		out = append(out, m)
	}
	return out, nil
}
