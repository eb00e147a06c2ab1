package bicep

// declared returns the declared type of what an expression reads, or nil.
func (f *file) declared(e expr) *typ {
	switch e := bare(e).(type) {
	case *nameRef:
		if e.sym != nil && e.sym.kind == paramSymbol {
			return e.sym.typ
		}
	case *access:
		if out := moduleOutput(e); out != nil && !e.safe {
			return out.typ
		}
	}
	return nil
}

// moduleOutput returns the output that module.outputs.name reads, or nil.
func moduleOutput(e *access) *output {
	outputs, ok := e.base.(*access)
	if !ok || outputs.name != "outputs" || outputs.index != nil {
		return nil
	}
	s := symbolOf(outputs.base)
	if s == nil || s.kind != moduleSymbol || s.module == nil {
		return nil
	}
	for _, o := range s.module.outputs {
		if o.name == e.name {
			return o
		}
	}
	return nil
}

// maxSteps bounds how many variables are followed to find the kind of a value.
const maxSteps = 8

// kind returns what kind of value an expression has, or anyValue when it is not known.
func (f *file) kind(e expr, steps int) basic {
	if t := f.declared(e); t != nil {
		if t.nullable {
			return anyValue
		}
		return t.basic
	}
	switch e := bare(e).(type) {
	case *textLit, *interpolation:
		return stringValue
	case *numberLit:
		return intValue
	case *boolLit:
		return boolValue
	case *nullLit:
		return nullValue
	case *object:
		return objectValue
	case *array:
		return arrayValue
	case *unary:
		if e.op == "!" {
			return boolValue
		}
		return intValue
	case *binary:
		return operatorKind(e.op)
	case *call:
		return e.fn.returns
	case *nameRef:
		if e.sym != nil && e.sym.kind == varSymbol && steps < maxSteps {
			return f.kind(e.sym.value, steps+1)
		}
	case *access:
		if s := symbolOf(e.base); s != nil && !e.safe && e.index == nil && ownProperty(e.name) {
			return stringValue
		}
	}
	return anyValue
}

// operatorKind returns what a binary operator yields.
func operatorKind(op string) basic {
	switch op {
	case "??":
		return anyValue
	case "+", "-", "*", "/", "%":
		return intValue
	}
	return boolValue
}
