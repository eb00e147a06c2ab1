package bicep

// deploymentVersion is the API version that the compiler gives nested deployments.
const deploymentVersion = "2025-04-01"

func (e *emitter) emitResource(s *symbol) {
	e.key(s.full)
	e.open('{')
	e.conditionField(s)
	if s.existing {
		e.key("existing")
		e.raw("true")
	} else {
		e.resources++
	}
	e.field("type", s.typeName)
	e.field("apiVersion", s.version)
	e.scopeFields(&s.scope)
	e.key("name")
	e.name(s)
	for i := range s.body.props {
		p := &s.body.props[i]
		switch p.key {
		case "name", "parent", "scope", "dependsOn":
		default:
			e.next()
			e.literal(p.key)
			e.raw(": ")
			e.value(p.value)
		}
	}
	e.waits(s)
	e.description(s.decorators)
	e.close('}')
}

// conditionField writes the condition, with those of the resources around.
func (e *emitter) conditionField(s *symbol) {
	if !s.conditional() {
		return
	}
	e.key("condition")
	if (s.kind != resourceSymbol || !s.nested || !s.parent.conditional()) && s.cond != nil {
		e.value(s.cond)
		return
	}
	e.raw(`"[`)
	e.condition(s)
	e.raw(`]"`)
}

// condition writes the condition as an expression: a resource inside the body of
// another is there only when that one is.
func (e *emitter) condition(s *symbol) {
	around := s.kind == resourceSymbol && s.nested && s.parent.conditional()
	switch {
	case around && s.cond != nil:
		e.raw("and(")
		e.condition(s.parent)
		e.raw(", ")
		e.expr(s.cond)
		e.raw(")")
	case around:
		e.condition(s.parent)
	default:
		e.expr(s.cond)
	}
}

// scopeFields writes where something is deployed, if that is not where the file is.
func (e *emitter) scopeFields(at *scope) {
	switch {
	case at.kind == extensionScope:
		e.key("scope")
		e.raw(`"[`)
		e.id(at.base)
		e.raw(`]"`)
		return
	case at.own(e.file):
		return
	case at.kind == tenantScope:
		e.field("scope", "/")
		return
	}
	if at.subscription != nil {
		e.key("subscriptionId")
		e.value(at.subscription)
	} else if at.kind == subscriptionScope {
		e.field("subscriptionId", "[subscription().subscriptionId]")
	}
	if at.group != nil {
		e.key("resourceGroup")
		e.value(at.group)
	}
}

func (e *emitter) waits(s *symbol) {
	names := e.dependsOn(s)
	if len(names) == 0 {
		return
	}
	e.key("dependsOn")
	e.open('[')
	for _, n := range names {
		e.next()
		e.text(n)
	}
	e.close(']')
}

func (e *emitter) emitModule(s *symbol) {
	e.deployments++
	e.key(s.full)
	e.open('{')
	e.conditionField(s)
	e.field("type", "Microsoft.Resources/deployments")
	e.field("apiVersion", deploymentVersion)
	e.key("name")
	e.value(s.body.get("name"))
	e.scopeFields(&s.scope)
	switch {
	case s.scope.kind == groupScope:
	case e.target == groupScope:
		e.field("location", "[resourceGroup().location]")
	default:
		e.field("location", "[deployment().location]")
	}
	e.key("properties")
	e.open('{')
	e.key("expressionEvaluationOptions")
	e.open('{')
	e.field("scope", "inner")
	e.close('}')
	e.field("mode", "Incremental")
	if params, ok := bare(s.body.get("params")).(*object); ok {
		e.moduleParams(params)
	}
	e.key("template")
	if !e.full() {
		outer := e.file
		e.file = s.module
		e.template()
		e.file = outer
	}
	e.close('}')
	e.waits(s)
	e.description(s.decorators)
	e.close('}')
}

func (e *emitter) moduleParams(params *object) {
	e.key("parameters")
	e.open('{')
	for i := range params.props {
		p := &params.props[i]
		e.next()
		e.literal(p.key)
		e.raw(": ")
		if choice, ok := e.written(p.value).(*ternary); ok {
			e.raw(`"[`)
			e.wrapped(choice)
			e.raw(`]"`)
			continue
		}
		e.open('{')
		e.key("value")
		e.value(p.value)
		e.close('}')
	}
	e.close('}')
}

// written takes off what leaves no trace: parentheses, assertions, any(), variables that are written out.
func (e *emitter) written(x expr) expr {
	for {
		x = bare(x)
		if a, ok := x.(*assertion); ok {
			x = a.x
			continue
		}
		same := e.same(x)
		if same == nil {
			return x
		}
		x = same
	}
}

// wrapped writes a choice between values as one between objects that hold them:
// this is how ARM takes a parameter that may be a reference to a vault.
func (e *emitter) wrapped(x expr) {
	choice, ok := e.written(x).(*ternary)
	if !ok {
		e.raw("createObject('value', ")
		e.expr(x)
		e.raw(")")
		return
	}
	e.raw("if(")
	e.expr(choice.cond)
	e.raw(", ")
	e.wrapped(choice.yes)
	e.raw(", ")
	e.wrapped(choice.no)
	e.raw(")")
}
