package bicep

import "strings"

// statement reads one declaration with its decorators, up to the end of its line.
func (p *parser) statement(f *file) {
	decorators := p.decorators()
	if p.found != nil {
		return
	}
	t := p.peek()
	word := p.text(t)
	if t.kind != tokenName {
		p.unexpected("a declaration")
		return
	}
	p.i++
	switch word {
	case "targetScope":
		p.targetScope(f, int(t.start))
	case "metadata":
		name, at := p.name("a name")
		p.expect("=")
		f.metadata = append(f.metadata, prop{pos: at, key: name, value: p.expr()})
	case "param":
		f.params = append(f.params, p.param(decorators))
	case "var":
		f.vars = append(f.vars, p.variable(decorators))
	case "resource":
		f.resources = append(f.resources, p.resource(decorators))
	case "module":
		f.modules = append(f.modules, p.module(decorators))
	case "output":
		f.outputs = append(f.outputs, p.output(decorators))
	case "type", "func", "import", "extension", "provider", "using", "assert", "test":
		p.fail(int(t.start), unsupportedCode, quote(word)+" declarations are not in the subset", "")
	default:
		p.fail(int(t.start), syntaxCode, quote(word)+" begins no declaration", "")
	}
	if p.found == nil && p.peek().kind != tokenEnd && !p.newlines() {
		p.unexpected("the end of the line")
	}
}

// targetScope reads = 'subscription'.
func (p *parser) targetScope(f *file, at int) {
	p.expect("=")
	t := p.peek()
	value, ok := p.expr().(*textLit)
	switch {
	case p.found != nil:
	case f.hasTarget:
		p.fail(at, duplicateCode, "there is a targetScope already", "")
	case !ok:
		p.fail(int(t.start), syntaxCode, "targetScope is one of 'resourceGroup', 'subscription', 'managementGroup' and 'tenant'", "")
	default:
		f.hasTarget = true
		for _, k := range []scopeKind{groupScope, subscriptionScope, managementScope, tenantScope} {
			if k.String() == value.value {
				f.target = k
				return
			}
		}
		p.fail(int(t.start), unsupportedCode, "target scope "+quote(value.value)+" is not in the subset",
			"write 'resourceGroup', 'subscription', 'managementGroup' or 'tenant'")
	}
}

// decorators reads @name(args) lines. Namespaces (@sys.) are dropped.
func (p *parser) decorators() []decorator {
	var list []decorator
	for p.found == nil && p.at("@") {
		p.i++
		name, at := p.name("a decorator")
		if name == "sys" && p.accept(".") {
			name, at = p.name("a decorator")
		}
		d := decorator{pos: at, name: name}
		p.expect("(")
		d.args = p.args()
		if p.found == nil && !p.newlines() {
			p.unexpected("the end of the line")
		}
		if p.found == nil && find(list, name) != nil {
			p.fail(at, duplicateCode, "there is a decorator @"+name+" already", "")
		}
		list = append(list, d)
	}
	return list
}

func (p *parser) param(decorators []decorator) *symbol {
	name, at := p.name("a name")
	s := &symbol{kind: paramSymbol, name: name, pos: at, decorators: decorators}
	s.typ = p.declaredType(decorators)
	if p.accept("=") {
		s.value = p.expr()
	}
	return s
}

// declaredType reads a type and gives it the decorators of its declaration.
func (p *parser) declaredType(decorators []decorator) *typ {
	t := p.typ()
	if t != nil {
		t.decorators = decorators
	}
	return t
}

func (p *parser) variable(decorators []decorator) *symbol {
	name, at := p.name("a name")
	s := &symbol{kind: varSymbol, name: name, pos: at, decorators: decorators}
	if p.found == nil && p.peek().kind == tokenName {
		p.fail(int(p.peek().start), unsupportedCode, "types of variables are not in the subset", "leave the type out")
	}
	p.expect("=")
	s.value = p.expr()
	return s
}

func (p *parser) output(decorators []decorator) *output {
	name, at := p.name("a name")
	o := &output{name: name, pos: at, decorators: decorators}
	o.typ = p.declaredType(decorators)
	p.expect("=")
	o.value = p.expr()
	return o
}

// resource reads name 'type@version' existing = if (…) { … }.
func (p *parser) resource(decorators []decorator) *symbol {
	name, at := p.name("a name")
	s := &symbol{kind: resourceSymbol, name: name, full: name, pos: at, decorators: decorators}
	s.typePos = int(p.peek().start)
	s.typeName, s.version, _ = strings.Cut(p.literal("a type, 'Provider/type@version'"), "@")
	if p.found == nil && p.atName("existing") {
		s.existing = true
		p.i++
	}
	p.body(s)
	if p.found == nil {
		for _, child := range s.body.nested {
			child.parent, child.nested = s, true
		}
	}
	return s
}

// module reads name 'path' = if (…) { … }.
func (p *parser) module(decorators []decorator) *symbol {
	name, at := p.name("a name")
	s := &symbol{kind: moduleSymbol, name: name, full: name, pos: at, decorators: decorators}
	s.typePos = int(p.peek().start)
	s.path = p.literal("a path, 'roles.bicep'")
	p.body(s)
	return s
}

// body reads = { … } or = if (…) { … }.
func (p *parser) body(s *symbol) {
	p.expect("=")
	if p.found == nil && p.at("[") {
		p.fail(int(p.peek().start), unsupportedCode, "loops are not in the subset", "write one "+s.kind.String()+" for each")
	}
	if p.found == nil && p.atName("if") {
		p.i++
		p.expect("(")
		s.cond = p.exprWhere(inArguments)
		p.expect(")")
	}
	if p.found == nil && !p.at("{") {
		p.unexpected(`"{"`)
	}
	if p.found == nil {
		s.body = p.object(s.kind == resourceSymbol)
	}
}

// literal reads a one-line string without holes.
func (p *parser) literal(what string) string {
	t := p.peek()
	if p.found != nil || t.kind != tokenString {
		p.unexpected(what)
		return ""
	}
	if text, ok := p.expr().(*textLit); ok {
		return text.value
	}
	return ""
}
