package bicep

import (
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// binder gives every name in a file its symbol and every call its function.
type binder struct {
	*file
	around    []*symbol // the resources whose bodies are around the expression, the outermost first
	inDefault bool      // inside the default of a parameter
}

// bind finds what every name means, and reports names that mean nothing,
// names given twice, and symbols that nothing uses.
func (f *file) bind() {
	f.declare()
	b := &binder{file: f}
	for i := range f.metadata {
		b.expr(f.metadata[i].value)
	}
	b.inDefault = true
	for _, s := range f.params {
		b.exprIf(s.value)
	}
	b.inDefault = false
	for _, s := range f.vars {
		b.expr(s.value)
	}
	for _, s := range f.resources {
		b.resource(s)
	}
	for _, s := range f.modules {
		b.exprIf(s.cond)
		b.body(s)
	}
	for _, o := range f.outputs {
		b.expr(o.value)
	}
	f.unused()
}

// declare fills the table of symbols. ARM compares names without case, so names
// that differ only in case are the same.
func (f *file) declare() {
	f.symbols = make(map[string]*symbol, len(f.params)+len(f.vars)+len(f.resources)+len(f.modules))
	lower := make(map[string]*symbol, cap(f.outputs))
	for _, list := range [...][]*symbol{f.params, f.vars, f.resources, f.modules} {
		for _, s := range list {
			f.declareOne(s, lower)
		}
	}
	outputs := make(map[string]*output, len(f.outputs))
	for _, o := range f.outputs {
		key := strings.ToLower(o.name)
		if other := outputs[key]; other != nil {
			f.reportSeen(o.pos, other.pos, duplicateCode, "there is an output %q already", other.name)
			continue
		}
		outputs[key] = o
	}
	for _, s := range f.resources {
		f.declareChildren(s)
	}
	f.all = order(f.resources, make([]*symbol, 0, len(f.resources)))
}

func (f *file) declareOne(s *symbol, lower map[string]*symbol) {
	switch s.name {
	case "true", "false", "null", "if", "for":
		f.report(s.pos, syntaxCode, "choose another name", "%q is a word of the language", s.name)
	case "az", "sys":
		f.report(s.pos, unsupportedCode, "choose another name", "%q is a namespace of functions", s.name)
	}
	key := strings.ToLower(s.name)
	if other := lower[key]; other != nil {
		f.reportSeen(s.pos, other.pos, duplicateCode, "there is a %s %q already", other.kind, other.name)
		s.used = true // who names it, names the other
		return
	}
	lower[key] = s
	f.symbols[s.name] = s
}

// declareChildren names the children inside a resource's body.
func (f *file) declareChildren(s *symbol) {
	for i, child := range s.body.nested {
		child.full = s.full + "::" + child.name
		for _, other := range s.body.nested[:i] {
			if strings.EqualFold(other.name, child.name) {
				f.reportSeen(child.pos, other.pos, duplicateCode, "there is a child resource %q already", other.name)
			}
		}
		f.declareChildren(child)
	}
}

// order lists resources as the compiler prints them: the children of a list
// stand before it, each list in the order of the text.
func order(list, out []*symbol) []*symbol {
	for _, s := range list {
		out = order(s.body.nested, out)
	}
	return append(out, list...)
}

func (b *binder) resource(s *symbol) {
	b.exprIf(s.cond)
	b.around = append(b.around, s)
	b.body(s)
	for _, child := range s.body.nested {
		b.resource(child)
	}
	b.around = b.around[:len(b.around)-1]
}

// body binds the properties of a resource or module.
func (b *binder) body(s *symbol) {
	for i := range s.body.props {
		p := &s.body.props[i]
		if p.keyParts != nil || p.spread {
			b.report(p.pos, unsupportedCode, "write the property out", "the properties of a %s itself are written out", s.kind)
			continue
		}
		if c, ok := bare(p.value).(*call); ok && p.key == "scope" {
			b.call(c, true)
			continue
		}
		b.expr(p.value)
	}
}

func (b *binder) exprIf(e expr) {
	if e != nil {
		b.expr(e)
	}
}

func (b *binder) expr(e expr) {
	switch e := e.(type) {
	case *nameRef:
		b.nameRef(e)
	case *nestedRef:
		b.nestedRef(e)
	case *call:
		b.call(e, false)
	case *textLit, *numberLit, *boolLit, *nullLit:
	default:
		children(e, b.expr)
	}
}

// visible finds a name: a child of a resource around, or a declaration of the file.
func (b *binder) visible(name string) *symbol {
	for _, around := range slices.Backward(b.around) {
		if s := around.child(name); s != nil {
			return s
		}
	}
	return b.symbols[name]
}

// child returns the child resource of this name inside the body, or nil.
func (s *symbol) child(name string) *symbol {
	for _, c := range s.body.nested {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (b *binder) nameRef(e *nameRef) {
	e.sym = b.visible(e.name)
	switch {
	case e.sym == nil:
		b.unknown(e.at(), "symbol", e.name)
	case b.inDefault && e.sym.kind != paramSymbol:
		e.sym.used = true
		b.report(e.at(), unsupportedCode, "use parameters and functions only",
			"the default of a parameter cannot use %s %q", e.sym.kind, e.name)
	default:
		e.sym.used = true
	}
}

// unknown reports a name that means nothing, with the nearest one that does.
func (b *binder) unknown(at int, what, name string) {
	fix := ""
	names := make([]string, 0, len(b.symbols))
	for n := range b.symbols {
		names = append(names, n)
	}
	if near := diag.Nearest(name, names); near != "" {
		fix = "write " + near
	}
	b.report(at, unknownCode, fix, "there is no %s %q", what, name)
}

func (b *binder) nestedRef(e *nestedRef) {
	b.expr(e.base)
	parent := symbolOf(e.base)
	if parent == nil {
		if r, ok := bare(e.base).(*nameRef); !ok || r.sym != nil {
			b.report(e.at(), typeCode, "", "only resources have children")
		}
		return
	}
	if parent.kind == resourceSymbol {
		e.sym = parent.child(e.name)
	}
	if e.sym == nil {
		b.report(e.at(), unknownCode, "", "%s %q has no child resource %q in its body", parent.kind, parent.full, e.name)
		return
	}
	e.sym.used = true
}

// symbolOf returns the resource or module that an expression names, or nil.
func symbolOf(e expr) *symbol {
	switch e := bare(e).(type) {
	case *nameRef:
		if e.sym != nil && (e.sym.kind == resourceSymbol || e.sym.kind == moduleSymbol) {
			return e.sym
		}
	case *nestedRef:
		return e.sym
	case *assertion:
		return symbolOf(e.x)
	}
	return nil
}

// unused reports what nothing in the file uses.
func (f *file) unused() {
	for _, list := range [...][]*symbol{f.params, f.vars} {
		for _, s := range list {
			if !s.used {
				f.report(s.pos, unusedCode, "use it or remove it", "nothing uses %s %q", s.kind, s.name)
			}
		}
	}
	for _, s := range f.all {
		if s.existing && !s.used && len(s.body.nested) == 0 {
			f.report(s.pos, unusedCode, "use it or remove it", "nothing uses the existing resource %q", s.full)
		}
	}
}
