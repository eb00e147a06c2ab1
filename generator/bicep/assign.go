package bicep

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// assign reports a value that does not fit a type, as far as the text tells. What
// reads from Azure is not known and fits everything.
func (f *file) assign(e expr, t *typ, what string) {
	if t.basic == anyValue {
		return
	}
	switch v := bare(e).(type) {
	case *ternary:
		f.assign(v.yes, t, what)
		f.assign(v.no, t, what)
		return
	case *nullLit:
		if !t.nullable {
			f.report(start(e), typeCode, "", "%s is %s, not null", what, t.basic)
		}
		return
	case *nameRef:
		if v.sym != nil && v.sym.kind == varSymbol {
			if got := f.kind(v, 0); got != anyValue && got != t.basic && got != nullValue {
				f.report(start(e), typeCode, "", "%s is %s, not %s", what, t.basic, got)
			}
			return
		}
	}
	got := f.kind(e, 0)
	if got != anyValue && got != t.basic {
		f.report(start(e), typeCode, "", "%s is %s, not %s", what, t.basic, got)
		return
	}
	switch v := bare(e).(type) {
	case *textLit, *numberLit, *boolLit:
		f.assignLiteral(v, t, what)
	case *array:
		f.assignArray(v, t, what)
	case *object:
		f.assignObject(v, t, what)
	}
}

// assignLiteral compares a literal with the allowed values and the bounds of a type.
func (f *file) assignLiteral(e expr, t *typ, what string) {
	if allowed := t.choices(); len(allowed) > 0 && !contains(allowed, e) {
		f.report(e.at(), typeCode, "write one of "+literals(allowed), "%s cannot be %s", what, literals([]expr{e}))
		return
	}
	switch v := e.(type) {
	case *textLit:
		f.bounds(e, t, "Length", int64(len(utf16.Encode([]rune(v.value)))), what)
	case *numberLit:
		f.bounds(e, t, "Value", v.value, what)
	}
}

// bounds compares a length or a value with what the decorators min… and max… allow.
func (f *file) bounds(e expr, t *typ, of string, n int64, what string) {
	if d := find(t.decorators, "min"+of); d != nil && n < number(d) {
		f.report(start(e), typeCode, "", "%s has min%s %d, this is %d", what, of, number(d), n)
	}
	if d := find(t.decorators, "max"+of); d != nil && n > number(d) {
		f.report(start(e), typeCode, "", "%s has max%s %d, this is %d", what, of, number(d), n)
	}
}

// number returns the only argument of a decorator such as @minLength(3).
func number(d *decorator) int64 {
	if len(d.args) == 1 {
		if n, ok := d.args[0].(*numberLit); ok {
			return n.value
		}
	}
	return 0
}

func (f *file) assignArray(a *array, t *typ, what string) {
	spread := false
	for _, it := range a.items {
		spread = spread || it.spread
		switch {
		case it.spread:
		case t.items != nil:
			f.assign(it.value, t.items, "an item of "+what)
		case len(t.choices()) > 0:
			if _, literal := literalKind(it.value); literal {
				f.assignLiteral(it.value, &typ{allowed: t.choices()}, "an item of "+what)
			}
		}
	}
	if !spread {
		f.bounds(a, t, "Length", int64(len(a.items)), what)
	}
}

func (f *file) assignObject(o *object, t *typ, what string) {
	if !t.shaped {
		return
	}
	open := false
	for i := range o.props {
		p := &o.props[i]
		if p.spread || p.keyParts != nil {
			open = true
			continue
		}
		inner := t.field(p.key)
		if inner == nil {
			inner = t.rest
		}
		if inner == nil {
			f.report(p.pos, typeCode, "", "%s has no property %q", what, p.key)
			continue
		}
		f.assign(p.value, inner, what+"."+p.key)
	}
	for _, field := range t.fields {
		if !open && !field.typ.nullable && o.get(field.name) == nil {
			f.report(o.at(), typeCode, "", "%s needs a property %q", what, field.name)
		}
	}
}

// contains reports whether a literal is in a list of literals.
func contains(list []expr, e expr) bool {
	for _, l := range list {
		if literals([]expr{l}) == literals([]expr{e}) {
			return true
		}
	}
	return false
}

// literals prints literals as they are written.
func literals(list []expr) string {
	var parts []string
	for _, e := range list {
		switch v := e.(type) {
		case *textLit:
			parts = append(parts, "'"+v.value+"'")
		case *numberLit:
			parts = append(parts, strconv.FormatInt(v.value, 10))
		case *boolLit:
			parts = append(parts, strconv.FormatBool(v.value))
		}
	}
	return strings.Join(parts, ", ")
}
