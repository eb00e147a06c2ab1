package schema

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
)

// embedded holds the schemas; its NOTICE names their sources and licences.
//
//go:embed schemas/_definitions.json schemas/*/*.json
var embedded embed.FS

// scheme is the URL scheme of embedded schemas. The compiler can load no other,
// so that nothing is ever fetched.
const scheme = "embedded"

// loader reads embedded schemas for the compiler.
type loader struct{}

// Load implements jsonschema.URLLoader.
func (loader) Load(url string) (any, error) {
	file, err := embedded.Open(strings.TrimPrefix(url, scheme+":///"))
	if err != nil {
		return nil, fmt.Errorf("open schema %s: %w", url, err)
	}
	defer file.Close() //nolint:errcheck // an embedded file has nothing to flush
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		return nil, fmt.Errorf("decode schema %s: %w", url, err)
	}
	return doc, nil
}

func newCompiler() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{scheme: loader{}})
	c.DefaultDraft(jsonschema.Draft4) // what kubeconform reads such schemas as
	return c
}

// schemaOf returns the compiled schema of a kind, nil where none is embedded.
func (v *Validator) schemaOf(gvk runtimeschema.GroupVersionKind) (*jsonschema.Schema, error) {
	if s, known := v.compiled[gvk]; known {
		return s, nil
	}
	folder := gvk.Group
	if folder == "" {
		folder = gvk.Version // where kubeconform looks for core kinds
	}
	file := path.Join("schemas", folder, strings.ToLower(gvk.Kind)+"_"+gvk.Version+".json")
	var compiled *jsonschema.Schema
	switch _, err := fs.Stat(embedded, file); {
	case err == nil:
		if compiled, err = v.compiler.Compile(scheme + ":///" + file); err != nil {
			return nil, fmt.Errorf("compile the schema of %s: %w", gvk.Kind, err)
		}
	case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid):
		return nil, fmt.Errorf("look for the schema of %s: %w", gvk.Kind, err)
	}
	v.compiled[gvk] = compiled
	return compiled, nil
}

// schemaProblems asks the schema about the object. No schema, no problems.
func schemaProblems(schema *jsonschema.Schema, tree map[string]any) []Problem {
	if schema == nil {
		return nil
	}
	err := schema.Validate(tree)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []Problem{{Message: err.Error()}}
	}
	t := teller{tree: tree, printer: message.NewPrinter(language.English)}
	t.tell(invalid)
	return t.found
}

// teller turns the library's tree of errors into problems.
type teller struct {
	tree    map[string]any
	printer *message.Printer
	found   []Problem
}

func (t *teller) tell(e *jsonschema.ValidationError) {
	at := place(t.tree, e.InstanceLocation)
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, field := range k.Properties {
			t.add(join(at, field), "unknown field")
		}
	case *kind.Required:
		for _, field := range k.Missing {
			t.add(join(at, field), "missing, the schema requires it")
		}
	case *kind.AnyOf, *kind.OneOf:
		t.add(at, "fits none of its forms: "+t.causes(e))
	case *kind.Not:
		t.add(at, "takes a form that its schema excludes")
	default:
		if len(e.Causes) == 0 {
			t.add(at, e.ErrorKind.LocalizedString(t.printer))
		}
		for _, cause := range e.Causes {
			t.tell(cause)
		}
	}
}

// causes tells in one line why each form of e was refused.
func (t *teller) causes(e *jsonschema.ValidationError) string {
	forms := teller{tree: t.tree, printer: t.printer}
	for _, cause := range e.Causes {
		forms.tell(cause)
	}
	var said []string
	at := place(t.tree, e.InstanceLocation)
	for _, p := range forms.found {
		p.Path = strings.TrimPrefix(strings.TrimPrefix(p.Path, at), ".")
		said = append(said, p.String())
	}
	return strings.Join(said, "; or ")
}

func (t *teller) add(path, fact string) {
	t.found = append(t.found, Problem{Path: path, Message: fact})
}

// place writes the way to a value: spec.rules[0].matches.
func place(tree any, location []string) string {
	var at string
	for _, step := range location {
		switch node := tree.(type) {
		case []any:
			at += "[" + step + "]"
			if i, err := strconv.Atoi(step); err == nil && i < len(node) {
				tree = node[i]
			}
		case map[string]any:
			at = join(at, step)
			tree = node[step]
		}
	}
	return at
}

// join adds a key to a path, quoted where it could be mistaken for two.
func join(at, key string) string {
	if strings.ContainsAny(key, ".[]/\" ") || key == "" {
		return at + "[" + strconv.Quote(key) + "]"
	}
	if at == "" {
		return key
	}
	return at + "." + key
}
