package bicep

import "slices"

// dependency is one use of a resource or module. A weak one reads only what the
// template itself says (id, name, type), calls a list function, or names a parent or scope.
type dependency struct {
	on   *symbol
	weak bool
}

// dependencies returns what a resource, module or variable uses, each once.
func (f *file) dependencies(s *symbol) []dependency {
	if s.needed != 0 {
		return s.needs
	}
	s.needed = 1
	c := collector{f: f}
	switch s.kind {
	case paramSymbol:
	case varSymbol:
		c.expr(s.value)
	default:
		if s.kind == resourceSymbol && s.nested {
			c.add(s.parent, true)
		}
		if s.cond != nil {
			c.expr(s.cond)
		}
		for i := range s.body.props {
			p := &s.body.props[i]
			c.weak = p.key == "parent" || p.key == "scope"
			c.expr(p.value)
		}
	}
	s.needs = c.found
	return s.needs
}

type collector struct {
	f     *file
	weak  bool // everything is, inside parent and scope
	found []dependency
}

func (c *collector) add(s *symbol, weak bool) {
	for i := range c.found {
		if c.found[i].on == s {
			c.found[i].weak = c.found[i].weak && weak
			return
		}
	}
	c.found = append(c.found, dependency{s, weak})
}

func (c *collector) expr(e expr) {
	switch e := e.(type) {
	case *nameRef:
		c.name(e)
		return
	case *nestedRef:
		if e.sym != nil {
			c.add(e.sym, c.weak)
		}
		return
	case *access:
		if s := symbolOf(e.base); s != nil {
			c.add(s, c.weak || s.kind == resourceSymbol && ownProperty(e.name))
			return
		}
	case *call:
		if e.base != nil {
			if s := symbolOf(e.base); s != nil {
				c.add(s, true)
			}
			for _, a := range e.args {
				c.expr(a)
			}
			return
		}
	}
	children(e, c.expr)
}

// name adds a resource, a module, or what a variable uses.
func (c *collector) name(e *nameRef) {
	switch {
	case e.sym == nil || e.sym.kind == paramSymbol:
	case e.sym.kind == varSymbol:
		for _, d := range c.f.dependencies(e.sym) {
			c.add(d.on, d.weak)
		}
	default:
		c.add(e.sym, c.weak)
	}
}

// ownProperty reports whether the template itself gives this property of a resource.
func ownProperty(name string) bool {
	switch name {
	case "id", "name", "type", "apiVersion":
		return true
	}
	return false
}

// dependsOn returns the symbolic names for which a resource or module waits, in
// order. An existing resource that is only named needs no waiting, but what it
// waits for does.
func (f *file) dependsOn(s *symbol) []string {
	var names []string
	var passed []*symbol
	var wait func(s *symbol)
	wait = func(s *symbol) {
		for _, d := range f.dependencies(s) {
			switch {
			case !d.weak || !d.on.existing:
				names = append(names, d.on.full)
			case !slices.Contains(passed, d.on):
				passed = append(passed, d.on)
				wait(d.on)
			}
		}
	}
	wait(s)
	slices.Sort(names)
	return slices.Compact(names)
}

// runtime reports whether an expression is known only while the deployment runs:
// it reads a resource, or an output of a module. A variable with such a value is
// written out where it is used, since ARM computes variables first.
func (f *file) runtime(e expr) bool {
	switch e := e.(type) {
	case *nameRef:
		return symbolOf(e) != nil || e.sym != nil && e.sym.kind == varSymbol && f.inlined(e.sym)
	case *nestedRef:
		return true
	case *access:
		if s := symbolOf(e.base); s != nil && e.index == nil {
			if s.kind == moduleSymbol {
				return e.name != "name"
			}
			return !ownProperty(e.name)
		}
	case *call:
		if e.fn.use == whenRunning {
			return true
		}
		if e.fn.use == asScope && len(e.args) == 0 {
			return false
		}
	}
	late := false
	children(e, func(c expr) { late = late || f.runtime(c) })
	return late
}

const (
	inlineUnknown uint8 = iota
	inlineNo
	inlineYes
)

// inlined reports whether a variable is written out where it is used.
func (f *file) inlined(s *symbol) bool {
	if s.inline == inlineUnknown {
		s.inline = inlineNo
		if f.runtime(s.value) {
			s.inline = inlineYes
		}
	}
	return s.inline == inlineYes
}
