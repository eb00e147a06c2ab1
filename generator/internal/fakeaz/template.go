//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

// template is what a deployment reads of an ARM template.
type template struct {
	Parameters map[string]struct {
		DefaultValue any `json:"defaultValue"`
	} `json:"parameters"`
	Resources map[string]resource `json:"resources"`
	Outputs   map[string]struct {
		Value any `json:"value"`
	} `json:"outputs"`
}

type resource struct {
	Type, Name, ResourceGroup string
	Existing                  bool
	Properties                struct {
		Template          *template                      `json:"template"`
		Parameters        map[string]struct{ Value any } `json:"parameters"`
		NodeResourceGroup string                         `json:"nodeResourceGroup"`
		DNSConfig         struct {
			RelativeName string `json:"relativeName"`
		} `json:"dnsConfig"`
	} `json:"properties"`
}

func readTemplate(file string) (*template, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t := &template{}
	return t, json.Unmarshal(text, t)
}

// each visits every resource, of nested templates too, with the group that it is
// deployed to.
func (t *template) each(visit func(group string, r resource)) { t.visit("", nil, visit) }

func (t *template) visit(group string, values map[string]string, visit func(group string, r resource)) {
	for _, n := range slices.Sorted(maps.Keys(t.Resources)) {
		r := t.Resources[n]
		if r.Properties.Template == nil {
			r.Name = plainName(r.Name, values)
			visit(group, r)
			continue
		}
		inner := map[string]string{}
		for k, v := range r.Properties.Parameters {
			if text, ok := v.Value.(string); ok {
				inner[k] = plainName(text, values)
			}
		}
		into := group
		if r.ResourceGroup != "" {
			into = r.ResourceGroup
		}
		r.Properties.Template.visit(into, inner, visit)
	}
}

var (
	formatted = regexp.MustCompile(`'([^']*)'`)
	parameter = regexp.MustCompile(`parameters\('([^']*)'\)`)
)

// plainName resolves [parameters('a')] and [format('{0}/{1}', 'a', 'b')] of names
// that are known before anything is deployed.
func plainName(name string, values map[string]string) string {
	if !strings.HasPrefix(name, "[parameters(") && !strings.HasPrefix(name, "[format(") {
		return name
	}
	name = parameter.ReplaceAllStringFunc(name, func(p string) string {
		return "'" + values[parameter.FindStringSubmatch(p)[1]] + "'"
	})
	var parts []string
	for _, m := range formatted.FindAllStringSubmatch(name, -1) {
		if !strings.HasPrefix(m[1], "{0}") {
			parts = append(parts, m[1])
		}
	}
	return strings.Join(parts, "/")
}

// parametersOf resolves what a call passes as Azure does: a parameter that the
// template has not, or that nothing fills, is refused.
func parametersOf(c call, t *template) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range c.args["--parameters"] {
		if key, value, isPair := strings.Cut(p, "="); isPair {
			out[key] = value
			continue
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		var file struct {
			Parameters map[string]struct{ Value any } `json:"parameters"`
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		for k, v := range file.Parameters {
			out[k] = fmt.Sprint(v.Value)
		}
	}
	for name := range out {
		if _, known := t.Parameters[name]; !known {
			return nil, fmt.Errorf("InvalidTemplate: there is no parameter %s", name)
		}
	}
	for name, p := range t.Parameters {
		if _, given := out[name]; !given && p.DefaultValue == nil {
			return nil, fmt.Errorf("InvalidTemplate: parameter %s has no value", name)
		}
	}
	return out, nil
}
