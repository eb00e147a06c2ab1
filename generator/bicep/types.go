package bicep

import (
	"slices"
	"strings"
)

// basic is what kind of value an expression has, as far as it is known.
type basic uint8

const (
	anyValue basic = iota
	stringValue
	intValue
	boolValue
	arrayValue
	objectValue
	nullValue
)

func (b basic) String() string {
	return [...]string{"any", "string", "int", "bool", "array", "object", "null"}[b]
}

// typ is a declared type.
type typ struct {
	pos        int
	basic      basic
	nullable   bool
	secure     bool
	sealed     bool
	shaped     bool   // an object type that lists its properties, even none
	allowed    []expr // literals; of an array their items
	items      *typ   // of an array, or nil
	fields     []field
	rest       *typ // of an object's other properties, or nil
	decorators []decorator
}

// field is a property of an object type.
type field struct {
	pos  int
	name string
	typ  *typ
}

// choices returns the literals that a value must be one of, or nil.
func (t *typ) choices() []expr {
	if d := find(t.decorators, "allowed"); d != nil && len(d.args) == 1 {
		if a, ok := d.args[0].(*array); ok {
			list := make([]expr, len(a.items))
			for i, it := range a.items {
				list[i] = it.value
			}
			return list
		}
	}
	return t.allowed
}

// field returns the declared property of this name, or nil.
func (t *typ) field(name string) *typ {
	for i := range t.fields {
		if t.fields[i].name == name {
			return t.fields[i].typ
		}
	}
	return nil
}

// typ reads a type: a name, literals with | between, { … }, any of them with [] and ? behind.
func (p *parser) typ() *typ {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	t := p.typePostfix()
	for p.accept("|") {
		other := p.typePostfix()
		if p.found != nil {
			return nil
		}
		if len(t.allowed) == 0 || len(other.allowed) == 0 || t.basic != other.basic || t.items != nil || t.nullable || other.nullable {
			p.fail(other.pos, unsupportedCode, "only literals of one type can stand between |", "")
			return nil
		}
		if contains(t.allowed, other.allowed[0]) {
			p.fail(other.pos, duplicateCode, "this literal is in the type already", "")
		}
		t.allowed = append(t.allowed, other.allowed...)
	}
	if p.found == nil && len(t.allowed) > 1 {
		// the compiler prints them in the order of their text
		slices.SortFunc(t.allowed, func(a, b expr) int {
			return strings.Compare(literals([]expr{a}), literals([]expr{b}))
		})
	}
	return t
}

func (p *parser) typePostfix() *typ {
	t := p.typePrimary()
	for p.found == nil {
		switch {
		case p.accept("["):
			p.expect("]")
			t = arrayOf(t)
			if t == nil {
				p.fail(int(p.peek().start), unsupportedCode, "arrays of this type are not in the subset", "write array")
			}
		case p.accept("?"):
			t.nullable = true
		default:
			return t
		}
	}
	return t
}

// arrayOf returns the type of an array of t. An array of literals is
// printed with its literals on the array, so it is kept that way.
func arrayOf(t *typ) *typ {
	if t.nullable {
		return nil
	}
	if len(t.allowed) > 0 {
		if t.basic == arrayValue {
			return nil
		}
		return &typ{pos: t.pos, basic: arrayValue, allowed: t.allowed}
	}
	return &typ{pos: t.pos, basic: arrayValue, items: t}
}

func (p *parser) typePrimary() *typ {
	t := p.peek()
	at := int(t.start)
	if p.found != nil {
		return nil
	}
	if t.kind == tokenMark {
		switch p.text(t) {
		case "{":
			return p.objectType()
		case "(":
			p.i++
			inner := p.typ()
			p.expect(")")
			return inner
		}
	}
	if t.kind == tokenName {
		word := p.text(t)
		basics := []basic{stringValue, intValue, boolValue, arrayValue, objectValue}
		if i := slices.IndexFunc(basics, func(b basic) bool { return b.String() == word }); i >= 0 {
			p.i++
			return &typ{pos: at, basic: basics[i]}
		}
		if word != "true" && word != "false" {
			p.fail(at, unsupportedCode, "type "+quote(word)+" is not in the subset", "write string, int, bool, array, object or literals")
			return nil
		}
	}
	lit := p.unary()
	b, ok := literalKind(lit)
	if p.found == nil && !ok {
		p.fail(at, unsupportedCode, "this type is not in the subset", "write string, int, bool, array, object or literals")
	}
	return &typ{pos: at, basic: b, allowed: []expr{lit}}
}

// objectType reads { name: type … }.
func (p *parser) objectType() *typ {
	t := &typ{pos: int(p.peek().start), basic: objectValue, shaped: true}
	p.expect("{")
	p.newlines()
	for p.found == nil && !p.accept("}") {
		decorators := p.decorators()
		f := field{pos: int(p.peek().start)}
		rest := p.accept("*")
		switch {
		case rest:
		case p.peek().kind == tokenString:
			f.name = p.literal("the name of a property")
		default:
			f.name, _ = p.name("the name of a property")
		}
		p.expect(":")
		f.typ = p.typ()
		if p.found != nil {
			return t
		}
		f.typ.decorators = decorators
		if rest {
			t.rest = f.typ
		} else {
			if t.field(f.name) != nil {
				p.fail(f.pos, duplicateCode, "there is a property "+quote(f.name)+" already", "")
			}
			t.fields = append(t.fields, f)
		}
		if broke := p.separator("}"); !broke && p.found == nil {
			p.unexpected(`the end of the line, a comma or "}"`)
		}
	}
	return t
}

// literalKind returns the kind of a string, a number or a truth value.
func literalKind(e expr) (basic, bool) {
	switch e.(type) {
	case *textLit:
		return stringValue, true
	case *numberLit:
		return intValue, true
	case *boolLit:
		return boolValue, true
	}
	return anyValue, false
}
