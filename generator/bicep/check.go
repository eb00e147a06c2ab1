package bicep

// check reports everything in a bound file, free of cycles, that the compiler
// would refuse or that this package is not sure of.
func (f *file) check() {
	for _, s := range f.all {
		f.resolve(s)
	}
	for _, s := range f.modules {
		f.resolve(s)
	}
	f.checkDecorators()
	for i := range f.metadata {
		if m := &f.metadata[i]; !constant(m.value) {
			f.report(m.value.at(), typeCode, "", "metadata is made of literals only")
		}
	}
	for _, s := range f.params {
		if s.value != nil {
			if s.typ.nullable {
				f.report(s.value.at(), typeCode, "remove the ? or the default", "parameter %q may be null, which is its default", s.name)
			}
			f.use(s.value)
			f.assign(s.value, s.typ, "parameter "+s.name)
		}
	}
	for _, s := range f.vars {
		if symbolOf(s.value) != nil {
			f.report(s.value.at(), unsupportedCode, "use the "+symbolOf(s.value).kind.String()+" itself",
				"a variable cannot stand for a %s", symbolOf(s.value).kind)
			continue
		}
		f.use(s.value)
	}
	for _, s := range f.all {
		f.checkResource(s)
		f.checkScope(s)
		f.useBody(s)
	}
	for _, s := range f.modules {
		f.checkModule(s)
		f.useBody(s)
	}
	for _, o := range f.outputs {
		f.use(o.value)
		f.assign(o.value, o.typ, "output "+o.name)
	}
	f.checkNames()
}

// useBody checks the expressions of a resource or module, other than those that name symbols by themselves.
func (f *file) useBody(s *symbol) {
	if s.cond != nil {
		f.use(s.cond)
	}
	for i := range s.body.props {
		p := &s.body.props[i]
		if c, ok := bare(p.value).(*call); ok && p.key == "scope" {
			for _, a := range c.args {
				f.use(a)
				f.assign(a, &typ{basic: stringValue}, "the scope of "+s.full)
			}
			continue
		}
		switch p.key {
		case "parent", "scope", "dependsOn":
		default:
			f.use(p.value)
		}
	}
}

// use checks how an expression reads resources, modules and values.
func (f *file) use(e expr) {
	switch e := e.(type) {
	case *nameRef, *nestedRef:
		if s := symbolOf(e); s != nil && s.kind == moduleSymbol {
			f.report(e.at(), unsupportedCode, "read one of its outputs", "a module is no value")
		}
		return
	case *access:
		f.useAccess(e)
		return
	case *call:
		for _, a := range e.args {
			f.use(a)
		}
		return
	case *unary:
		if _, ok := bare(e.x).(*numberLit); ok {
			f.report(e.at(), unsupportedCode, "write the number", "this operator on a number is not in the subset")
		}
	case *binary:
		f.useOperator(e)
	case *ternary:
		f.assign(e.cond, &typ{basic: boolValue}, "a condition")
	}
	children(e, f.use)
}

// useOperator checks the kinds of an operator's operands.
func (f *file) useOperator(e *binary) {
	want := anyValue
	switch e.op {
	case "&&", "||":
		want = boolValue
	case "+", "-", "*", "/", "%":
		want = intValue
	case "=~", "!~":
		want = stringValue
	}
	if want == anyValue {
		return
	}
	for _, x := range [...]expr{e.x, e.y} {
		if k := f.kind(x, 0); k != anyValue && k != want {
			f.report(start(x), typeCode, "", "operator %s takes %s, not %s", e.op, want, k)
		}
	}
}

func (f *file) useAccess(e *access) {
	if e.index != nil {
		f.use(e.index)
	}
	if s := symbolOf(e.base); s != nil {
		f.useSymbol(e, s)
		return
	}
	if outputs, ok := e.base.(*access); ok {
		if s := symbolOf(outputs.base); s != nil && s.kind == moduleSymbol && outputs.name == "outputs" {
			f.useOutput(e, outputs, s)
			return
		}
	}
	if textual(e.base) {
		f.report(e.at(), unsupportedCode, "", "a property of a literal is not in the subset")
	}
	f.use(e.base)
}

// textual reports whether an expression is printed as a literal: one itself, or a
// name that the template gives a resource.
func textual(e expr) bool {
	switch e := bare(e).(type) {
	case *assertion:
		return textual(e.x)
	case *call:
		return e.fn.use == passThrough && len(e.args) == 1 && textual(e.args[0])
	case *access:
		s := symbolOf(e.base)
		return s != nil && (ownProperty(e.name) || s.kind == moduleSymbol && e.name == "name")
	}
	_, literal := literalKind(bare(e))
	return literal
}

// useSymbol checks resource.name and module.name.
func (f *file) useSymbol(e *access, s *symbol) {
	_, asserted := bare(e.base).(*assertion)
	switch {
	case e.index != nil || e.quoted:
		f.report(e.at(), unsupportedCode, "write a dot", "a property of a %s stands after a dot in the subset", s.kind)
	case asserted && e.safe:
		f.report(e.at(), unsupportedCode, "leave ! or ? out", "! and .? after one another are not in the subset")
	case s.kind == moduleSymbol && e.name == "outputs":
		f.report(e.at(), unsupportedCode, "read one of its outputs", "all outputs of a module at once are not in the subset")
	case s.kind == moduleSymbol && (e.name != "name" || e.safe):
		f.report(e.at(), unknownCode, "read name or one of its outputs", "module %q has no property %q", s.full, e.name)
	}
}

// useOutput checks module.outputs.name.
func (f *file) useOutput(e, outputs *access, s *symbol) {
	_, asserted := bare(outputs.base).(*assertion)
	if e.index != nil || e.quoted || outputs.quoted || asserted && outputs.safe {
		f.report(e.at(), unsupportedCode, "write module.outputs.name", "this way to read an output is not in the subset")
		return
	}
	if s.module == nil || moduleOutput(e) != nil {
		return
	}
	names := make([]string, 0, len(s.module.outputs))
	for _, o := range s.module.outputs {
		names = append(names, o.name)
	}
	f.report(e.at(), unknownCode, nearest(e.name, names), "module %q has no output %q", s.path, e.name)
}
