package bicep

import (
	"math"
	"strings"
)

// value writes an expression as a JSON value: literals, lists and objects as
// such, everything else as a text in brackets.
func (e *emitter) value(x expr) {
	if e.full() {
		return
	}
	switch x := x.(type) {
	case *textLit:
		e.literal(x.value)
	case *numberLit:
		e.number(x.value)
	case *boolLit:
		if x.value {
			e.raw("true")
		} else {
			e.raw("false")
		}
	case *nullLit:
		e.raw("null")
	case *paren:
		e.value(x.x)
	case *assertion:
		e.value(x.x)
	case *object:
		if spreads(x) {
			e.bracketedExpr(x)
			return
		}
		e.objectValue(x)
	case *array:
		if spreadItems(x) {
			e.bracketedExpr(x)
			return
		}
		e.arrayValue(x)
	default:
		if same := e.same(x); same != nil {
			e.value(same)
			return
		}
		e.bracketedExpr(x)
	}
}

// same returns the expression that stands for x without a change: the value of a
// variable that is written out, the argument of any(), the name of a resource.
func (e *emitter) same(x expr) expr {
	switch x := x.(type) {
	case *nameRef:
		if x.sym.kind == varSymbol && e.inlined(x.sym) {
			return x.sym.value
		}
	case *call:
		if x.fn.use == passThrough {
			return x.args[0]
		}
	case *access:
		s := symbolOf(x.base)
		if s == nil || x.safe && s.conditional() {
			return nil
		}
		switch {
		case x.name == "name":
			return s.body.get("name")
		case s.kind == resourceSymbol && x.name == "type":
			return &textLit{x.place, s.typeName}
		case s.kind == resourceSymbol && x.name == "apiVersion":
			return &textLit{x.place, s.version}
		}
	}
	return nil
}

func (e *emitter) bracketedExpr(x expr) {
	e.raw(`"[`)
	e.expr(x)
	e.raw(`]"`)
}

func (e *emitter) objectValue(o *object) {
	e.open('{')
	for i := range o.props {
		p := &o.props[i]
		e.next()
		if p.keyParts != nil {
			e.bracketedExpr(p.keyParts)
		} else {
			e.literal(p.key)
		}
		e.raw(": ")
		e.value(p.value)
	}
	e.close('}')
}

func (e *emitter) arrayValue(a *array) {
	e.open('[')
	for _, it := range a.items {
		e.next()
		e.value(it.value)
	}
	e.close(']')
}

// expr writes an expression inside brackets.
func (e *emitter) expr(x expr) {
	if e.full() {
		return
	}
	if same := e.same(x); same != nil {
		e.expr(same)
		return
	}
	switch x := x.(type) {
	case *textLit:
		e.argument(x.value)
	case *interpolation:
		e.interpolation(x)
	case *numberLit:
		if x.value > math.MaxInt32 || x.value < math.MinInt32 {
			e.raw("json('")
			e.number(x.value)
			e.raw("')")
			return
		}
		e.number(x.value)
	case *boolLit:
		if x.value {
			e.raw("true()")
		} else {
			e.raw("false()")
		}
	case *nullLit:
		e.raw("null()")
	case *object:
		e.objectExpr(x)
	case *array:
		e.arrayExpr(x)
	case *nameRef, *nestedRef:
		e.nameExpr(x)
	case *call:
		e.callExpr(x)
	case *access:
		e.accessExpr(x)
	case *unary:
		if x.op == "!" {
			e.function("not", x.x)
		} else {
			e.function("sub", &numberLit{}, x.x)
		}
	case *binary:
		e.binaryExpr(x)
	case *ternary:
		e.function("if", x.cond, x.yes, x.no)
	case *assertion:
		e.expr(x.x)
	case *paren:
		e.expr(x.x)
	}
}

// function writes name(args).
func (e *emitter) function(name string, args ...expr) {
	e.raw(name)
	e.raw("(")
	e.list(args)
	e.raw(")")
}

func (e *emitter) list(args []expr) {
	for i, a := range args {
		if i > 0 {
			e.raw(", ")
		}
		e.expr(a)
	}
}

func (e *emitter) interpolation(x *interpolation) {
	e.raw("format('")
	for i, t := range x.texts {
		e.escaped(formatText(t), true)
		if i < len(x.holes) {
			e.raw("{")
			e.number(int64(i))
			e.raw("}")
		}
	}
	e.raw("'")
	for _, h := range x.holes {
		e.raw(", ")
		e.expr(h)
	}
	e.raw(")")
}

// operator returns ARM's function for an operator of Bicep.
func operator(op string) string {
	switch op {
	case "||":
		return "or"
	case "&&":
		return "and"
	case "<":
		return "less"
	case "<=":
		return "lessOrEquals"
	case ">":
		return "greater"
	case ">=":
		return "greaterOrEquals"
	case "+":
		return "add"
	case "-":
		return "sub"
	case "*":
		return "mul"
	case "/":
		return "div"
	case "%":
		return "mod"
	case "??":
		return "coalesce"
	}
	return "equals"
}

func (e *emitter) binaryExpr(x *binary) {
	negated := strings.HasPrefix(x.op, "!")
	if negated {
		e.raw("not(")
	}
	if strings.HasSuffix(x.op, "~") {
		e.function("equals", lower(x.x), lower(x.y))
	} else {
		e.function(operator(x.op), x.x, x.y)
	}
	if negated {
		e.raw(")")
	}
}

func (e *emitter) nameExpr(x expr) {
	s := symbolOf(x)
	if s != nil {
		e.reference(s, true)
		return
	}
	name, ok := x.(*nameRef)
	if !ok {
		return
	}
	if name.sym.kind == paramSymbol {
		e.raw("parameters(")
	} else {
		e.raw("variables(")
	}
	e.argument(name.name)
	e.raw(")")
}

// reference writes what reads a resource or the deployment of a module at run time.
// Whole resources need the version; their properties alone do not.
func (e *emitter) reference(s *symbol, whole bool) {
	e.raw("reference(")
	e.argument(s.full)
	if whole && s.kind == resourceSymbol {
		e.raw(", ")
		e.argument(s.version)
		e.raw(", 'full'")
	}
	e.raw(")")
}

func (e *emitter) callExpr(x *call) {
	if x.base == nil {
		e.function(x.name, x.args...)
		return
	}
	s := symbolOf(x.base)
	e.raw(x.name)
	e.raw("(")
	e.argument(s.full)
	e.raw(", ")
	if len(x.args) == 0 {
		e.argument(s.version)
	}
	e.list(x.args)
	e.raw(")")
}

// lower wraps both sides of a comparison without case.
func lower(x expr) expr {
	return &call{name: "toLower", args: []expr{x}, fn: function{1, 1, stringValue, anywhere}}
}
