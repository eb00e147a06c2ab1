package bicep

import (
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// Document is a Bicep file that was read and not compiled, for who changes one file
// by another and leaves the rest of its text as it is.
type Document struct{ file *file }

// Read reads a text. The document is nil when it is no Bicep of the subset.
func Read(path, text string) (*Document, diag.List) {
	f, problem := parse(&source{path: path, text: text})
	if problem != nil {
		return nil, diag.List{*problem}
	}
	return &Document{f}, nil
}

// Path is where the document stands.
func (d *Document) Path() string { return d.file.src.path }

// Text is the document's text.
func (d *Document) Text() string { return d.file.src.text }

// Target is what the document's targetScope says; resourceGroup where it says nothing.
func (d *Document) Target() string { return d.file.target.String() }

// Parameter is a parameter of a document.
type Parameter struct {
	Name       string
	Pos        diag.Pos
	Text       bool // a string, of whatever value
	HasDefault bool
}

// Parameters lists the document's parameters.
func (d *Document) Parameters() []Parameter {
	out := make([]Parameter, 0, len(d.file.params))
	for _, s := range d.file.params {
		plain := !slices.ContainsFunc(s.decorators, func(d decorator) bool { return d.name != "description" })
		out = append(out, Parameter{
			Name: s.name, Pos: d.file.src.pos(s.pos), HasDefault: s.value != nil,
			Text: plain && s.typ.basic == stringValue && !s.typ.nullable && len(s.typ.allowed) == 0,
		})
	}
	return out
}

// Module is a module that a document uses.
type Module struct {
	Symbol, Path string // the path as written
	Pos          diag.Pos
	// Group is the resource group that the module is deployed to, as far as the text
	// tells; empty for a subscription.
	Group string
	// Elsewhere is a module whose place the text does not tell, or another subscription.
	Elsewhere bool
}

// Modules lists the modules that the document uses.
func (d *Document) Modules() []Module {
	out := make([]Module, 0, len(d.file.modules))
	for _, s := range d.file.modules {
		group, ok := d.groupOf(s.body.get("scope"), nil)
		out = append(out, Module{s.name, s.path, d.file.src.pos(s.pos), group, !ok})
	}
	return out
}

// Resource is a resource that a document declares at its top level.
type Resource struct {
	Symbol, Type, Version string
	Existing              bool
	Pos                   diag.Pos // of the symbolic name

	doc *Document
	sym *symbol
}

// Resources lists the resources that the document declares at its top level.
func (d *Document) Resources() []Resource {
	out := make([]Resource, 0, len(d.file.resources))
	for _, s := range d.file.resources {
		out = append(out, d.resource(s))
	}
	return out
}

func (d *Document) resource(s *symbol) Resource {
	return Resource{
		Symbol: s.name, Type: s.typeName, Version: s.version, Existing: s.existing,
		Pos: d.file.src.pos(s.pos), doc: d, sym: s,
	}
}

// find returns a declared resource by its symbolic name, or nil.
func (d *Document) find(name string) *symbol {
	i := slices.IndexFunc(d.file.resources, func(s *symbol) bool { return s.name == name })
	if i < 0 {
		return nil
	}
	return d.file.resources[i]
}

// Name returns the resource's name below those of its parents, a/b/c, with these
// values for parameters; false where the text does not tell.
func (r Resource) Name(values map[string]string) (string, bool) {
	return r.doc.nameOf(r.sym, values, 0)
}

func (d *Document) nameOf(s *symbol, values map[string]string, depth int) (string, bool) {
	own, ok := literal(s.body.get("name"), values)
	e := s.body.get("parent")
	if e == nil || !ok {
		return own, ok
	}
	parent := d.named(e)
	if parent == nil || depth > maxDepth {
		return "", false
	}
	above, ok := d.nameOf(parent, values, depth+1)
	return above + "/" + own, ok
}

// literal returns the text of a string in which nothing but parameters of known
// values stands.
func literal(e expr, values map[string]string) (string, bool) {
	switch e := bare(e).(type) {
	case *textLit:
		return e.value, true
	case *nameRef:
		v, ok := values[e.name]
		return v, ok
	case *interpolation:
		var b strings.Builder
		for i, t := range e.texts {
			b.WriteString(t)
			if i == len(e.holes) {
				break
			}
			hole, ok := literal(e.holes[i], values)
			if !ok {
				return "", false
			}
			b.WriteString(hole)
		}
		return b.String(), true
	}
	return "", false
}

// ID names the resource among all of a subscription, when the document is deployed
// to this group; false where the text does not tell.
func (r Resource) ID(group string, values map[string]string) (string, bool) {
	return r.doc.idOf(r.sym, group, values, 0)
}

func (d *Document) idOf(s *symbol, group string, values map[string]string, depth int) (string, bool) {
	name, ok := d.nameOf(s, values, 0)
	if !ok || depth > maxDepth {
		return "", false
	}
	base, ok := d.baseOf(s, group, values, depth)
	if !ok {
		return "", false
	}
	return strings.ToLower(base + " " + s.typeName + " " + name), true
}

// baseOf names what a resource stands in: a group, or the resource that it extends.
// That of a child is its parent's.
func (d *Document) baseOf(s *symbol, group string, values map[string]string, depth int) (string, bool) {
	for n := 0; s.body.get("parent") != nil && n < maxDepth; n++ {
		if s = d.named(s.body.get("parent")); s == nil {
			return "", false
		}
	}
	e := s.body.get("scope")
	if e == nil {
		return group, true
	}
	if base, ok := d.groupOf(e, values); ok {
		return base, true
	}
	if s = d.named(e); s == nil {
		return "", false
	}
	return d.idOf(s, group, values, depth+1)
}

// named returns the resource that an expression names, or nil.
func (d *Document) named(e expr) *symbol {
	if ref, ok := bare(e).(*nameRef); ok {
		return d.find(ref.name)
	}
	return nil
}

// groupOf returns the resource group that a scope names: resourceGroup('a'), or a
// group that the document declares. It is empty for a subscription.
func (d *Document) groupOf(e expr, values map[string]string) (string, bool) {
	switch e := bare(e).(type) {
	case *call:
		switch {
		case e.name == "resourceGroup" && len(e.args) == 1:
			return literal(e.args[0], values)
		case e.name == "subscription" && len(e.args) == 0:
			return "", true
		}
	case *nameRef:
		if s := d.find(e.name); s != nil && s.typeName == resourceGroupType {
			return literal(s.body.get("name"), values)
		}
	}
	return "", false
}

const resourceGroupType = "Microsoft.Resources/resourceGroups"

// Group returns the symbolic name of the resource group of this name that the
// document declares, or "".
func (d *Document) Group(name string) string {
	for _, s := range d.file.resources {
		if got, ok := literal(s.body.get("name"), nil); ok && got == name && s.typeName == resourceGroupType {
			return s.name
		}
	}
	return ""
}

// Names lists the symbolic names of all modules and of the resources that the
// document deploys.
func (d *Document) Names() []string {
	var out []string
	for _, s := range d.file.resources {
		if !s.existing {
			out = append(out, s.name)
		}
	}
	for _, s := range d.file.modules {
		out = append(out, s.name)
	}
	return out
}
