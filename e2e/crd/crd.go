// Package crd makes a CustomResourceDefinition of a JSON schema, for kinds whose CRDs no Go module carries.
package crd

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"sigs.k8s.io/yaml"
)

// Kind is what a schema file does not say about a kind. A list of them stands in crds.yaml beside the schemas.
type Kind struct {
	Group   string `json:"group"`
	Version string `json:"version"`
	Kind    string `json:"kind"`
	Plural  string `json:"plural"`
	Scope   string `json:"scope"`  // Namespaced or Cluster
	Schema  string `json:"schema"` // the file's name
}

// Name is the name of the kind's CustomResourceDefinition.
func (k Kind) Name() string { return k.Plural + "." + k.Group }

// Load makes one CustomResourceDefinition for each kind that crds.yaml of the folder lists, keyed by its name.
func Load(dir fs.FS) (map[string][]byte, error) {
	list, err := fs.ReadFile(dir, "crds.yaml")
	if err != nil {
		return nil, fmt.Errorf("read the list of kinds: %w", err)
	}
	var kinds []Kind
	if err := yaml.UnmarshalStrict(list, &kinds); err != nil {
		return nil, fmt.Errorf("read the list of kinds: %w", err)
	}
	out := map[string][]byte{}
	for _, kind := range kinds {
		schema, err := fs.ReadFile(dir, path.Clean(kind.Schema))
		if err != nil {
			return nil, fmt.Errorf("read the schema of %s: %w", kind.Kind, err)
		}
		if out[kind.Name()], err = Wrap(kind, schema); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Wrap returns the CustomResourceDefinition as YAML. Its status subresource is on, as controllers expect.
func Wrap(kind Kind, schema []byte) ([]byte, error) {
	var root map[string]any
	if err := json.Unmarshal(schema, &root); err != nil {
		return nil, fmt.Errorf("read the schema of %s: %w", kind.Kind, err)
	}
	definition := map[string]any{
		"apiVersion": "apiextensions.k8s.io/v1",
		"kind":       "CustomResourceDefinition",
		"metadata":   map[string]any{"name": kind.Name()},
		"spec": map[string]any{
			"group": kind.Group,
			"scope": kind.Scope,
			"names": map[string]any{
				"kind": kind.Kind, "listKind": kind.Kind + "List",
				"plural": kind.Plural, "singular": strings.ToLower(kind.Kind),
			},
			"versions": []any{map[string]any{
				"name": kind.Version, "served": true, "storage": true,
				"subresources": map[string]any{"status": map[string]any{}},
				"schema":       map[string]any{"openAPIV3Schema": structural(root)},
			}},
		},
	}
	out, err := yaml.Marshal(definition)
	if err != nil {
		return nil, fmt.Errorf("print the CRD of %s: %w", kind.Kind, err)
	}
	return out, nil
}

// structural removes what an API server refuses in a schema: it wants either properties or additionalProperties.
// "No others" needs no saying there, since unknown fields are pruned or refused anyway.
func structural(schema map[string]any) map[string]any {
	if schema["additionalProperties"] == false {
		delete(schema, "additionalProperties")
	}
	delete(schema, "$schema")
	for _, value := range schema {
		walk(value)
	}
	return schema
}

func walk(value any) {
	switch v := value.(type) {
	case map[string]any:
		structural(v)
	case []any:
		for _, item := range v {
			walk(item)
		}
	}
}
