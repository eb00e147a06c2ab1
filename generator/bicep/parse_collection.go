package bicep

// object reads { … }; in a resource's body it may hold child resources.
func (p *parser) object(resources bool) *object {
	p.refuseLiteral()
	o := &object{place: place(p.peek().start)}
	p.expect("{")
	if !p.enter() {
		return o
	}
	defer p.leave()
	p.newlines()
	for p.found == nil && !p.accept("}") {
		if resources && p.atResource() {
			o.nested = append(o.nested, p.child())
		} else {
			p.property(o)
		}
		if broke := p.separator("}"); !broke && p.found == nil && !p.at("}") {
			p.unexpected(`the end of the line, a comma or "}"`)
		}
	}
	if p.found == nil {
		o.end = p.passed()
		p.unique(o)
	}
	return o
}

// child reads a child resource with its decorators.
func (p *parser) child() *symbol {
	decorators := p.decorators()
	if p.found != nil || !p.atName("resource") {
		p.unexpected(`"resource"`)
		return nil
	}
	p.i++
	return p.resource(decorators)
}

// atResource reports whether a child resource begins: a property of that name would have a colon.
func (p *parser) atResource() bool {
	return p.at("@") || p.atName("resource") && p.tokens[p.i+1].kind == tokenName
}

// separator takes a comma or line ends, as they stand between properties and items.
func (p *parser) separator(closing string) bool {
	if p.accept(",") {
		if p.found == nil && p.peek().kind == tokenNewline {
			p.fail(int(p.peek().start), syntaxCode, "a comma does not end a line here", "leave the comma out")
		}
		return true
	}
	return p.newlines() || p.at(closing)
}

func (p *parser) property(o *object) {
	t := p.peek()
	pr := prop{pos: int(t.start)}
	switch {
	case p.accept("..."):
		pr.spread = true
		pr.value = p.expr()
		o.props = append(o.props, pr)
		return
	case t.kind == tokenName:
		pr.key, _ = p.name("the name of a property")
		if pr.key == "true" || pr.key == "false" || pr.key == "null" {
			p.fail(pr.pos, syntaxCode, quote(pr.key)+" is a word of the language", "write '"+pr.key+"'")
		}
	case t.kind == tokenString || t.kind == tokenStringLeft:
		switch key := p.str().(type) {
		case *textLit:
			pr.key = key.value
		case *interpolation:
			pr.keyParts = key
		}
	default:
		p.unexpected("the name of a property")
	}
	p.expect(":")
	p.refuseLoop()
	pr.value = p.expr()
	pr.end = p.passed()
	o.props = append(o.props, pr)
}

// fewProps is how many properties are compared with one another without a set.
const fewProps = 16

// unique fails at the second property of a name.
func (p *parser) unique(o *object) {
	var seen map[string]bool
	if len(o.props) > fewProps {
		seen = make(map[string]bool, len(o.props))
	}
	for i := range o.props {
		q := &o.props[i]
		if q.spread || q.keyParts != nil {
			continue
		}
		known := seen[q.key]
		for j := 0; seen == nil && j < i; j++ {
			known = known || !o.props[j].spread && o.props[j].keyParts == nil && o.props[j].key == q.key
		}
		if known {
			p.fail(q.pos, duplicateCode, "there is a property "+quote(q.key)+" already", "")
			return
		}
		if seen != nil {
			seen[q.key] = true
		}
	}
}

// refuseLoop fails at [for …] and at conditions that stand where a value should.
func (p *parser) refuseLoop() {
	if p.found == nil && p.at("[") && p.tokens[p.i+1].kind == tokenName && p.text(p.tokens[p.i+1]) == "for" {
		p.fail(int(p.peek().start), unsupportedCode, "loops are not in the subset", "write every item out")
	}
}

// refuseLiteral fails at a list or an object where none may be written out: in
// strings, and in indexes and conditions but for the arguments of calls.
func (p *parser) refuseLiteral() {
	if p.where != everywhere && p.found == nil {
		p.fail(int(p.peek().start), syntaxCode, "no list or object can stand here", "use a variable")
	}
}

// literalPlace says where lists and objects may be written out.
type literalPlace uint8

const (
	everywhere  literalPlace = iota
	inArguments              // among a call's arguments only
	inNoString               // not even there
)

// exprWhere reads an expression in which lists and objects are held to a place.
func (p *parser) exprWhere(where literalPlace) expr {
	before := p.where
	p.where = max(where, before)
	e := p.expr()
	p.where = before
	return e
}

func (p *parser) array() expr {
	p.refuseLoop()
	p.refuseLiteral()
	a := &array{place: place(p.peek().start)}
	p.expect("[")
	if !p.enter() {
		return a
	}
	defer p.leave()
	p.newlines()
	for p.found == nil && !p.accept("]") {
		spread := p.accept("...")
		value := p.expr()
		a.items = append(a.items, item{value, p.passed(), spread})
		if broke := p.separator("]"); !broke && p.found == nil && !p.at("]") {
			p.unexpected(`the end of the line, a comma or "]"`)
		}
	}
	a.end = p.passed()
	return a
}
