package bicep

// spreads reports whether an object has a spread among its properties.
func spreads(o *object) bool {
	for i := range o.props {
		if o.props[i].spread {
			return true
		}
	}
	return false
}

func spreadItems(a *array) bool {
	for _, it := range a.items {
		if it.spread {
			return true
		}
	}
	return false
}

func (e *emitter) objectExpr(o *object) {
	if !spreads(o) {
		e.createObject(o.props)
		return
	}
	e.raw("shallowMerge(createArray(")
	for i := 0; i < len(o.props); {
		if i > 0 {
			e.raw(", ")
		}
		if o.props[i].spread {
			e.expr(o.props[i].value)
			i++
			continue
		}
		start := i
		for i < len(o.props) && !o.props[i].spread {
			i++
		}
		e.createObject(o.props[start:i])
	}
	e.raw("))")
}

func (e *emitter) createObject(props []prop) {
	e.raw("createObject(")
	for i := range props {
		p := &props[i]
		if i > 0 {
			e.raw(", ")
		}
		if p.keyParts != nil {
			e.expr(p.keyParts)
		} else {
			e.argument(p.key)
		}
		e.raw(", ")
		e.expr(p.value)
	}
	e.raw(")")
}

func (e *emitter) arrayExpr(a *array) {
	if !spreadItems(a) {
		e.createArray(a.items)
		return
	}
	e.raw("flatten(createArray(")
	for i := 0; i < len(a.items); {
		if i > 0 {
			e.raw(", ")
		}
		if a.items[i].spread {
			e.expr(a.items[i].value)
			i++
			continue
		}
		start := i
		for i < len(a.items) && !a.items[i].spread {
			i++
		}
		e.createArray(a.items[start:i])
	}
	e.raw("))")
}

func (e *emitter) createArray(items []item) {
	e.raw("createArray(")
	for i, it := range items {
		if i > 0 {
			e.raw(", ")
		}
		e.expr(it.value)
	}
	e.raw(")")
}
