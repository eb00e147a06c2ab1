package bicep

// checkDecorators reports decorators that do not belong where they stand.
func (f *file) checkDecorators() {
	for _, s := range f.params {
		f.typeDecorators(s.typ, true)
	}
	for _, o := range f.outputs {
		f.typeDecorators(o.typ, false)
	}
	for _, list := range [...][]*symbol{f.vars, f.all, f.modules} {
		for _, s := range list {
			for i := range s.decorators {
				if d := &s.decorators[i]; d.name == "description" {
					f.decoratorArgs(d)
				} else {
					f.report(d.pos, unsupportedCode, "", "decorator @%s of a %s is not in the subset", d.name, s.kind)
				}
			}
		}
	}
}

// typeDecorators checks the decorators of a parameter, an output or a property
// of an object type, and takes @secure and @sealed into the type.
func (f *file) typeDecorators(t *typ, param bool) {
	for i := range t.decorators {
		d := &t.decorators[i]
		fits := true
		switch d.name {
		case "description", "metadata":
		case "secure":
			fits = (t.basic == stringValue || t.basic == objectValue) && len(t.allowed) == 0
			t.secure = true
		case "sealed":
			fits = t.basic == objectValue && t.rest == nil
			t.sealed = true
		case "minLength", "maxLength":
			fits = t.basic == stringValue || t.basic == arrayValue
		case "minValue", "maxValue":
			fits = t.basic == intValue
		case "allowed":
			fits = param && t.basic != objectValue && len(t.allowed) == 0 && t.items == nil
		default:
			f.report(d.pos, unsupportedCode, "", "decorator @%s is not in the subset", d.name)
			continue
		}
		if !fits {
			f.report(d.pos, typeCode, "", "@%s does not go with this %s", d.name, t.basic)
		}
		f.decoratorArgs(d)
	}
	if m := find(t.decorators, "metadata"); m != nil && find(t.decorators, "description") != nil && len(m.args) == 1 {
		if o, ok := m.args[0].(*object); ok && o.get("description") != nil {
			f.report(m.pos, duplicateCode, "", "the description is given twice")
		}
	}
	for _, field := range t.fields {
		f.typeDecorators(field.typ, false)
	}
	for _, inner := range [...]*typ{t.items, t.rest} {
		if inner != nil {
			f.typeDecorators(inner, false)
		}
	}
}

// decoratorArgs checks that a decorator has the one literal it wants.
func (f *file) decoratorArgs(d *decorator) {
	ok := len(d.args) == 1
	switch d.name {
	case "secure", "sealed":
		ok = len(d.args) == 0
	case "description":
		if ok {
			_, ok = d.args[0].(*textLit)
		}
	case "minLength", "maxLength", "minValue", "maxValue":
		if ok {
			_, ok = d.args[0].(*numberLit)
		}
	case "allowed":
		if ok {
			var list *array
			list, ok = d.args[0].(*array)
			ok = ok && len(list.items) > 0 && constant(list)
		}
	case "metadata":
		if ok {
			_, ok = d.args[0].(*object)
			ok = ok && constant(d.args[0])
		}
	}
	if !ok {
		f.report(d.pos, typeCode, "", "@%s has other arguments", d.name)
	}
}

// constant reports whether an expression is made of literals only.
func constant(e expr) bool {
	switch e := e.(type) {
	case *textLit, *numberLit, *boolLit, *nullLit:
		return true
	case *array:
		for _, it := range e.items {
			if it.spread || !constant(it.value) {
				return false
			}
		}
		return true
	case *object:
		for i := range e.props {
			if p := &e.props[i]; p.spread || p.keyParts != nil || !constant(p.value) {
				return false
			}
		}
		return true
	}
	return false
}
