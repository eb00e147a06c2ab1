// Package schema proves single Kubernetes objects, offline.
//
// Two proofs look at each object, and both must pass:
//
//   - strict decoding into the Go type that its API server or controller decodes
//     it into: no unknown field, no duplicate key, no value of another type. For
//     a kind without a Go type here, its metadata is decoded alone;
//   - the JSON schema of its kind (see folder schemas): required fields,
//     enumerations, patterns, limits, and again no undeclared field.
//
// The schemas have the layout and the dialect that kubeconform reads, but
// kubeconform itself validates them only in a test: as a library it takes schemas
// from files and URLs alone, never from an embedded file system, and decodes
// every object from YAML once more, which costs several times what both proofs
// cost. Here github.com/santhosh-tekuri/jsonschema, on which kubeconform is built,
// is asked directly.
//
// Out of scope is what a schema cannot say: CEL rules
// (x-kubernetes-validations), keys that must be unique in a list, and what
// Kubernetes checks in code. Only a real API server proves those.
package schema

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"k8s.io/apimachinery/pkg/runtime"
	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// Problem is one reason why an object is not what its kind allows.
type Problem struct {
	// Path leads to the value inside the object: spec.rules[0].matches, or
	// metadata.annotations["tenantry.dev/hostnames"]. It is empty when the problem
	// is the object as a whole, or when a decoder did not say where it stopped.
	Path string
	// Message is the fact: lower case, no full stop.
	Message string
}

// String prints the place and the fact.
func (p Problem) String() string {
	if p.Path == "" {
		return p.Message
	}
	return p.Path + ": " + p.Message
}

// Validator proves objects one by one. It compiles a schema when it first meets
// the kind, and remembers what it said about bytes that it has seen. It is for
// one goroutine at a time.
type Validator struct {
	types    *runtime.Scheme
	compiler *jsonschema.Compiler
	compiled map[runtimeschema.GroupVersionKind]*jsonschema.Schema // nil where none is known
	exempt   map[runtimeschema.GroupVersionKind]bool
	seen     map[[sha256.Size]byte][]Problem
}

// New returns a Validator. An object of a kind that is known by neither type nor
// schema is a problem, unless the kind is listed in exempt: that one is accepted
// when its apiVersion, kind and metadata are sound.
func New(exempt ...runtimeschema.GroupVersionKind) (*Validator, error) {
	types, err := goTypes()
	if err != nil {
		return nil, err
	}
	v := &Validator{
		types:    types,
		compiler: newCompiler(),
		compiled: make(map[runtimeschema.GroupVersionKind]*jsonschema.Schema),
		exempt:   make(map[runtimeschema.GroupVersionKind]bool, len(exempt)),
		seen:     make(map[[sha256.Size]byte][]Problem),
	}
	for _, gvk := range exempt {
		v.exempt[gvk] = true
	}
	return v, nil
}

// Validate proves one object, given as one YAML or JSON document, and returns
// what is wrong with it, ordered by path; nil when nothing is. JSON is several
// times faster to read. The caller must not change the result.
func (v *Validator) Validate(doc []byte) []Problem {
	key := sha256.Sum256(doc)
	if found, ok := v.seen[key]; ok {
		return found
	}
	found := v.validate(doc)
	v.seen[key] = found
	return found
}

func (v *Validator) validate(doc []byte) []Problem {
	data, err := toJSON(doc)
	if err != nil {
		said := strings.Join(strings.Fields(err.Error()), " ") // the library writes several lines
		return []Problem{{Message: strings.TrimPrefix(said, "yaml: unmarshal errors: ")}}
	}
	var tree map[string]any
	strict, err := kjson.UnmarshalStrict(data, &tree, kjson.DisallowDuplicateFields)
	if err != nil {
		return []Problem{{Message: "not a mapping"}}
	}
	found := strictProblems(strict)
	gvk, problems := identify(tree)
	if problems != nil {
		return append(found, problems...)
	}
	schema, err := v.schemaOf(gvk)
	if err != nil {
		return append(found, Problem{Message: err.Error()})
	}
	typed := v.types.Recognizes(gvk)
	if schema == nil && !typed && !v.exempt[gvk] {
		return append(found, Problem{"kind", fmt.Sprintf("no schema for %s %s", gvk.GroupVersion(), gvk.Kind)})
	}
	found = append(found, schemaProblems(schema, tree)...)
	found = append(found, unplaced(found, v.typeProblems(gvk, typed, data, tree))...)
	slices.SortStableFunc(found, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return slices.Compact(found)
}

// toJSON returns the one document of doc as JSON. A second document is an error,
// where a decoder would stop reading in silence.
func toJSON(doc []byte) ([]byte, error) {
	if trimmed := bytes.TrimSpace(doc); len(trimmed) > 0 && trimmed[0] == '{' && json.Valid(doc) {
		return doc, nil
	}
	if n := documents(doc); n != 1 {
		return nil, fmt.Errorf("%d documents, want one object", n)
	}
	return yaml.YAMLToJSONStrict(doc)
}

// documents counts the YAML documents of doc that hold more than comments. A
// marker stands at the start of its line, where no scalar can hold it.
func documents(doc []byte) int {
	n, open := 0, false
	for line := range bytes.Lines(doc) {
		line = bytes.TrimRight(line, " \t\r\n")
		switch {
		case bytes.Equal(line, []byte("---")), bytes.Equal(line, []byte("...")):
			open = false
		case bytes.HasPrefix(line, []byte("--- ")):
			open = true
			n++
		case !open && len(line) > 0 && line[0] != '#':
			open = true
			n++
		}
	}
	return n
}

// identify reads what every object says about itself.
func identify(tree map[string]any) (gvk runtimeschema.GroupVersionKind, found []Problem) {
	apiVersion, _ := tree["apiVersion"].(string)
	kind, _ := tree["kind"].(string)
	metadata, _ := tree["metadata"].(map[string]any)
	name, _ := metadata["name"].(string)
	for _, field := range []struct{ path, value string }{
		{"apiVersion", apiVersion}, {"kind", kind}, {"metadata.name", name},
	} {
		if field.value == "" {
			found = append(found, Problem{field.path, "missing, every object has this text"})
		}
	}
	gv, err := runtimeschema.ParseGroupVersion(apiVersion)
	if err != nil {
		found = append(found, Problem{"apiVersion", fmt.Sprintf("%q is not a group and a version", apiVersion)})
	}
	return gv.WithKind(kind), found
}
