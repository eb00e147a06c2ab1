package bicep

import "slices"

// emitter prints one file; inside a module's deployment it prints that module's file.
type emitter struct {
	writer
	*file
	resources, deployments int
}

// template writes the whole file as an ARM template.
func (e *emitter) template() {
	e.open('{')
	e.field("$schema", "https://schema.management.azure.com/schemas/"+e.schema()+"#")
	e.field("languageVersion", "2.0")
	e.field("contentVersion", "1.0.0.0")
	if len(e.metadata) > 0 {
		e.key("metadata")
		e.objectValue(&object{props: e.metadata})
	}
	e.emitParams()
	e.emitVars()
	e.key("resources")
	e.open('{')
	for _, s := range e.all {
		e.emitResource(s)
	}
	for _, s := range e.modules {
		e.emitModule(s)
	}
	e.close('}')
	e.emitOutputs()
	e.close('}')
}

// schema returns the end of the schema's address. Source: the table "Template schema" of
// https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax.
func (e *emitter) schema() string {
	switch e.target {
	case subscriptionScope:
		return "2018-05-01/subscriptionDeploymentTemplate.json"
	case managementScope:
		return "2019-08-01/managementGroupDeploymentTemplate.json"
	case tenantScope:
		return "2019-08-01/tenantDeploymentTemplate.json"
	}
	return "2019-04-01/deploymentTemplate.json"
}

func (e *emitter) emitParams() {
	if len(e.params) == 0 {
		return
	}
	e.key("parameters")
	e.open('{')
	for _, s := range e.params {
		e.key(s.name)
		e.open('{')
		e.typeFields(s.typ)
		if s.value != nil {
			e.key("defaultValue")
			e.value(s.value)
		}
		e.constraints(s.typ.decorators)
		e.close('}')
	}
	e.close('}')
}

func (e *emitter) emitVars() {
	begun := false
	for _, s := range e.vars {
		if e.inlined(s) {
			continue
		}
		if !begun {
			begun = true
			e.key("variables")
			e.open('{')
		}
		e.key(s.name)
		e.value(s.value)
	}
	if begun {
		e.close('}')
	}
}

func (e *emitter) emitOutputs() {
	if len(e.outputs) == 0 {
		return
	}
	e.key("outputs")
	e.open('{')
	for _, o := range e.outputs {
		e.key(o.name)
		e.open('{')
		e.typeFields(o.typ)
		e.constraints(o.typ.decorators)
		e.key("value")
		e.value(o.value)
		e.close('}')
	}
	e.close('}')
}

// typeFields writes what a type says of itself.
func (e *emitter) typeFields(t *typ) {
	switch {
	case t.secure && t.basic == objectValue:
		e.field("type", "secureObject")
	case t.secure:
		e.field("type", "securestring")
	default:
		e.field("type", t.basic.String())
	}
	if t.shaped {
		e.key("properties")
		e.open('{')
		for _, field := range t.fields {
			e.key(field.name)
			e.innerType(field.typ)
		}
		e.close('}')
	}
	switch {
	case t.rest != nil:
		e.key("additionalProperties")
		e.innerType(t.rest)
	case t.sealed:
		e.key("additionalProperties")
		e.raw("false")
	}
	if t.items != nil {
		e.key("items")
		e.innerType(t.items)
	}
	if len(t.allowed) > 0 {
		e.key("allowedValues")
		e.open('[')
		for _, l := range t.allowed {
			e.next()
			e.value(l)
		}
		e.close(']')
	}
	if t.nullable {
		e.key("nullable")
		e.raw("true")
	}
}

func (e *emitter) innerType(t *typ) {
	e.open('{')
	e.typeFields(t)
	e.constraints(t.decorators)
	e.close('}')
}

// constraints writes what decorators say: @metadata before the bounds, a
// description alone behind them.
func (e *emitter) constraints(list []decorator) {
	if d := find(list, "allowed"); d != nil {
		e.key("allowedValues")
		e.value(d.args[0])
	}
	description, metadata := find(list, "description"), find(list, "metadata")
	if metadata != nil {
		e.key("metadata")
		o, _ := metadata.args[0].(*object)
		props := o.props
		if description != nil {
			props = append(slices.Clip(props), prop{key: "description", value: description.args[0]})
		}
		e.objectValue(&object{props: props})
	}
	for _, name := range [...]string{"minLength", "maxLength", "minValue", "maxValue"} {
		if d := find(list, name); d != nil {
			e.key(name)
			e.value(d.args[0])
		}
	}
	if metadata == nil {
		e.description(list)
	}
}

// description writes a description as metadata.
func (e *emitter) description(list []decorator) {
	d := find(list, "description")
	if d == nil {
		return
	}
	e.key("metadata")
	e.open('{')
	e.key("description")
	e.value(d.args[0])
	e.close('}')
}
