package bicep

import "strings"

// id writes the full id of a resource.
func (e *emitter) id(s *symbol) { e.idAt(s, &s.scope) }

func (e *emitter) idAt(s *symbol, at *scope) {
	switch {
	case at.kind == extensionScope:
		e.raw("extensionResourceId(")
		e.id(at.base)
		e.raw(", ")
	case at.kind == tenantScope:
		e.raw("tenantResourceId(")
	case at.kind == managementScope:
		e.raw("extensionResourceId(managementGroup().id, ")
	case at.kind == subscriptionScope:
		e.raw("subscriptionResourceId(")
		if at.subscription != nil {
			e.expr(at.subscription)
			e.raw(", ")
		}
	case at.group == nil:
		e.raw("resourceId(")
	default:
		// resourceId() means something else at each scope from which it is called.
		e.raw("extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', ")
		e.subscription(at)
		e.raw(", ")
		e.expr(at.group)
		e.raw("), ")
	}
	e.argument(s.typeName)
	e.segments(s)
	e.raw(")")
}

// subscription writes the id of a scope's subscription.
func (e *emitter) subscription(at *scope) {
	if at.subscription != nil {
		e.expr(at.subscription)
	} else {
		e.raw("subscription().subscriptionId")
	}
}

// segments writes the names of a resource and its parents as arguments.
func (e *emitter) segments(s *symbol) {
	if s.parent != nil {
		e.segments(s.parent)
	}
	name := s.body.get("name")
	parts := strings.Count(s.typeName, "/")
	if s.parent != nil || parts == 1 {
		e.raw(", ")
		e.expr(name)
		return
	}
	for i := range parts {
		e.raw(", split(")
		e.expr(name)
		e.raw(", '/')[")
		e.number(int64(i))
		e.raw("]")
	}
}

// name writes the name of a resource as a JSON value, with its parents' before it.
func (e *emitter) name(s *symbol) {
	if s.parent == nil {
		e.value(s.body.get("name"))
		return
	}
	e.raw(`"[format('{0}`)
	for i := range strings.Count(s.typeName, "/") - 1 {
		e.raw("/{")
		e.number(int64(i + 1))
		e.raw("}")
	}
	e.raw("'")
	e.segments(s)
	e.raw(`)]"`)
}
