package v1alpha1

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
)

// source is this package's own text, from which the fields' comments are read.
//
//go:embed *.go
var source embed.FS

// Schema is the JSON Schema of one kind of file.
type Schema struct {
	Kind string // Fleet, Cluster or Tenant
	File string // its file name below .schemas
	JSON []byte
}

// Schemas returns the JSON Schemas (draft 2020-12) of all kinds, in the order
// Fleet, Cluster, Tenant.
func Schemas() ([]Schema, error) {
	comments, err := fieldComments()
	if err != nil {
		return nil, fmt.Errorf("read field comments: %w", err)
	}
	var out []Schema
	for _, k := range []struct {
		kind string
		typ  any
	}{{"Fleet", Fleet{}}, {"Cluster", Cluster{}}, {"Tenant", Tenant{}}} {
		data, err := schemaOf(k.kind, k.typ, comments)
		if err != nil {
			return nil, fmt.Errorf("schema of %s: %w", k.kind, err)
		}
		out = append(out, Schema{Kind: k.kind, File: SchemaFile(k.kind), JSON: data})
	}
	return out, nil
}

// SchemaFile is the name of a kind's schema file, for example tenant.v1alpha1.json.
func SchemaFile(kind string) string { return strings.ToLower(kind) + ".v1alpha1.json" }

func schemaOf(kind string, typ any, comments map[string]string) ([]byte, error) {
	r := jsonschema.Reflector{
		Anonymous:                  true,
		ExpandedStruct:             true,
		RequiredFromJSONSchemaTags: true,
		CommentMap:                 comments,
		Mapper:                     func(t reflect.Type) *jsonschema.Schema { return special(t, comments) },
	}
	s := r.Reflect(typ)
	s.Title = kind
	if k, ok := s.Properties.Get("kind"); ok {
		k.Enum = []any{kind}
	}
	if spec, ok := s.Definitions["FleetSpec"]; ok {
		// The reflector passes over the bounds of maps.
		plans, _ := spec.Properties.Get("plans")
		one := uint64(1)
		plans.MinProperties = &one
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// special gives the schemas of the types that may be written in two ways.
func special(t reflect.Type, comments map[string]string) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Quantity]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}}}
	case reflect.TypeFor[Gateway]():
		key := t.PkgPath() + "." + t.Name()
		props := jsonschema.NewProperties()
		props.Set("name", &jsonschema.Schema{Type: "string", Description: comments[key+".Name"]})
		props.Set("agc", &jsonschema.Schema{Type: "integer", Minimum: "1", Maximum: "5", Description: comments[key+".AGC"]})
		props.Set("waf", &jsonschema.Schema{Ref: "#/$defs/WAF", Description: comments[key+".WAF"]}) // the fleet's, too
		props.Set("api", &jsonschema.Schema{
			Type: "string", Enum: []any{"gateway", "ingress"}, Default: "gateway", Description: comments[key+".API"],
		})
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
			{Type: "string"},
			{Type: "object", Properties: props, Required: []string{"name"}, AdditionalProperties: jsonschema.FalseSchema},
		}}
	}
	return nil
}

// fieldComments maps "package/path.Type.Field" to the field's comment, which is
// how the reflector looks comments up.
func fieldComments() (map[string]string, error) {
	pkg := reflect.TypeFor[Fleet]().PkgPath()
	entries, err := source.ReadDir(".")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, e := range entries {
		name := e.Name()
		text, err := source.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				addComments(out, pkg+"."+spec.Name.Name, spec)
			}
			return true
		})
	}
	return out, nil
}

func addComments(out map[string]string, key string, spec *ast.TypeSpec) {
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range s.Fields.List {
		for _, name := range field.Names {
			out[key+"."+name.Name] = strings.Join(strings.Fields(field.Doc.Text()), " ")
		}
	}
}
