package bicep

import "strings"

// call binds a function call; asked says that it stands where a scope is asked for.
func (b *binder) call(e *call, asked bool) {
	for _, a := range e.args {
		b.expr(a)
	}
	spaced := e.base != nil
	if spaced && !b.namespace(e) {
		b.method(e)
		return
	}
	if s := b.visible(e.name); s != nil && !spaced {
		b.report(e.at(), typeCode, "", "%q is a %s here, not a function", e.name, s.kind)
		return
	}
	fn, known := lookup(e.name)
	if !known {
		if outside(e.name) {
			b.report(e.at(), unsupportedCode, "", "function %q is not in the subset", e.name)
		} else {
			b.report(e.at(), unknownCode, "", "there is no function %q", e.name)
		}
		return
	}
	e.fn = fn
	if n := len(e.args); n < fn.least || n > fn.most {
		b.report(e.at(), typeCode, "", "%s takes %s, not %d", e.name, count(fn.least, fn.most), n)
		return
	}
	b.usage(e, asked)
}

// count says how many arguments a function takes.
func count(least, most int) string {
	switch {
	case most == many:
		return plural(least) + " or more"
	case least == most:
		return plural(least)
	}
	return digits(least) + " to " + plural(most)
}

func plural(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return digits(n) + " arguments"
}

// digits prints the small numbers that counts of arguments are.
func digits(n int) string { return string(rune('0' + n)) }

// namespace takes az. and sys. off a call.
func (b *binder) namespace(e *call) bool {
	base, ok := e.base.(*nameRef)
	if !ok || base.name != "az" && base.name != "sys" || b.visible(base.name) != nil {
		return false
	}
	if _, known := lookup(e.name); known && inSys(e.name) != (base.name == "sys") {
		b.report(e.at(), unknownCode, "leave "+base.name+". out", "there is no function %q in namespace %s", e.name, base.name)
	}
	e.base = nil
	return true
}

// method binds a call on a resource: list functions are all that the subset has.
func (b *binder) method(e *call) {
	b.expr(e.base)
	s := symbolOf(e.base)
	if s == nil || s.kind != resourceSymbol || !strings.HasPrefix(e.name, "list") || len(e.args) > 2 {
		b.report(e.at(), unsupportedCode, "", "method %q is not in the subset", e.name)
		return
	}
	if s.conditional() {
		b.report(e.at(), unsupportedCode, "", "method %q of a conditional resource is not in the subset", e.name)
	}
	e.fn = function{0, 2, anyValue, whenRunning}
}

// usage reports a function that stands where it may not.
func (b *binder) usage(e *call, asked bool) {
	switch e.fn.use {
	case inDefault:
		if !b.inDefault {
			b.report(e.at(), unsupportedCode, "make it the default of a parameter", "%s can only be in the default of a parameter", e.name)
		}
	case whenRunning:
		if b.inDefault {
			b.report(e.at(), runtimeCode, "", "%s is not known when parameters are read", e.name)
		}
	case asScope:
		if !asked && len(e.args) > 0 {
			b.report(e.at(), unsupportedCode, "", "%s with arguments can only be a scope", e.name)
		}
		if !asked && (e.name == "resourceGroup" && b.target != groupScope ||
			e.name == "subscription" && b.target != groupScope && b.target != subscriptionScope ||
			e.name == "managementGroup" && b.target != managementScope) {
			b.report(e.at(), scopeCode, "", "%s() is not known at the scope of this file, %s", e.name, b.target)
		}
	}
}
