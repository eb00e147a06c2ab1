package bicep

import "slices"

// accessExpr writes a chain of properties. From the last question mark on, the
// chain is read by tryGet, up to where parentheses end it.
func (e *emitter) accessExpr(x *access) {
	base, links := chain(x)
	if s := symbolOf(base); s != nil {
		e.symbolExpr(s, links)
		return
	}
	e.links(func() { e.expr(base) }, links)
}

// chain takes a chain apart, the first link first. An assertion says something to
// the compiler only.
func chain(x expr) (base expr, links []*access) {
	for {
		switch y := x.(type) {
		case *access:
			links = append(links, y)
			x = y.base
			continue
		case *assertion:
			x = y.x
			continue
		}
		slices.Reverse(links)
		return x, links
	}
}

// links writes a base with links behind it.
func (e *emitter) links(base func(), links []*access) {
	last := len(links) - 1
	for last >= 0 && !links[last].safe {
		last--
	}
	if last < 0 {
		base()
		for _, l := range links {
			e.link(l)
		}
		return
	}
	e.raw("tryGet(")
	e.links(base, links[:last])
	for _, l := range links[last:] {
		e.raw(", ")
		if l.index != nil {
			e.expr(l.index)
		} else {
			e.argument(l.name)
		}
	}
	e.raw(")")
}

func (e *emitter) link(l *access) {
	switch {
	case l.index != nil:
		e.raw("[")
		e.expr(l.index)
		e.raw("]")
	case isIdentifier(l.name):
		e.raw(".")
		e.raw(l.name)
	default:
		e.raw("[")
		e.argument(l.name)
		e.raw("]")
	}
}

// symbolExpr writes a chain that begins at a resource or module.
func (e *emitter) symbolExpr(s *symbol, links []*access) {
	first := links[0]
	if s.kind == moduleSymbol && first.name == "outputs" {
		e.outputExpr(s, links)
		return
	}
	var base func()
	switch {
	case first.name == "id" && s.kind == resourceSymbol:
		base = func() { e.id(s) }
	case first.name == "name":
		base = func() { e.expr(s.body.get("name")) }
	case first.name == "type":
		base = func() { e.argument(s.typeName) }
	case first.name == "apiVersion":
		base = func() { e.argument(s.version) }
	case first.safe:
		e.links(func() { e.guarded(s, func() { e.reference(s, true) }) }, links)
		return
	case first.name == "properties":
		e.links(func() { e.reference(s, false) }, links[1:])
		return
	default:
		e.links(func() { e.reference(s, true) }, links)
		return
	}
	if first.safe {
		e.links(func() { e.guarded(s, base) }, links[1:])
		return
	}
	e.links(base, links[1:])
}

// guarded writes if(condition, what, null()) around what a conditional resource or module has.
func (e *emitter) guarded(s *symbol, what func()) {
	if !s.conditional() {
		what()
		return
	}
	e.raw("if(")
	e.condition(s)
	e.raw(", ")
	what()
	e.raw(", null())")
}

// outputExpr writes module.outputs.name; ARM keeps the value one level deeper, and
// what holds for the output holds for its value.
func (e *emitter) outputExpr(s *symbol, links []*access) {
	full := make([]*access, 0, len(links)+1)
	full = append(full, links[0], links[1], &access{name: "value", safe: links[1].safe})
	full = append(full, links[2:]...)
	if links[0].safe {
		e.links(func() { e.guarded(s, func() { e.reference(s, false) }) }, full)
		return
	}
	e.links(func() { e.reference(s, false) }, full)
}
