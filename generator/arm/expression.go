package arm

import (
	"strconv"
	"strings"
)

// An expr is a parsed expression: a literal, a call or an access.
type expr interface{ eval(d *deployment) any }

type (
	literal struct{ v any }
	call    struct {
		name string
		args []expr
	}
	access struct{ base, key expr }
)

// isExpression reports whether a string of a template is to be evaluated.
func isExpression(s string) bool {
	return len(s) > 2 && s[0] == '[' && s[len(s)-1] == ']' && s[1] != '['
}

// parse reads an expression without its brackets.
func (x *expander) parse(text string) expr {
	if e, ok := x.parsed[text]; ok {
		return e
	}
	p := &exprParser{text: text}
	e := p.expr()
	p.space()
	if p.i != len(text) {
		p.fail()
	}
	if p.failed > 0 {
		x.fail("%q is no expression, from character %d on", text, p.failed)
	}
	x.parsed[text] = e
	return e
}

type exprParser struct {
	text   string
	i      int
	depth  int
	failed int // the character that could not be read, from 1 on; the rest is passed over
}

func (p *exprParser) fail() {
	if p.failed == 0 {
		p.failed = p.i + 1
	}
	p.i = len(p.text)
}

func (p *exprParser) space() {
	for p.i < len(p.text) && strings.ContainsRune(" \t\r\n", rune(p.text[p.i])) {
		p.i++
	}
}

func (p *exprParser) peek() byte {
	p.space()
	if p.i == len(p.text) {
		return 0
	}
	return p.text[p.i]
}

func (p *exprParser) take(b byte) {
	if p.peek() != b {
		p.fail()
		return
	}
	p.i++
}

func (p *exprParser) expr() expr {
	if p.depth++; p.depth > maxDepth {
		p.fail()
		return literal{}
	}
	e := p.primary()
	for {
		switch p.peek() {
		case '.':
			p.i++
			e = access{e, literal{p.word()}}
		case '[':
			p.i++
			e = access{e, p.expr()}
			p.take(']')
		default:
			p.depth--
			return e
		}
	}
}

func (p *exprParser) primary() expr {
	switch c := p.peek(); {
	case c == '\'':
		return literal{p.quoted()}
	case c == '-' || c >= '0' && c <= '9':
		from := p.i
		for p.i++; p.i < len(p.text) && p.text[p.i] >= '0' && p.text[p.i] <= '9'; p.i++ {
		}
		n, err := strconv.ParseInt(p.text[from:p.i], 10, 64)
		if err != nil {
			p.fail()
		}
		return literal{n}
	}
	out := call{name: strings.ToLower(p.word())}
	p.take('(')
	for p.failed == 0 && p.peek() != ')' {
		if len(out.args) > 0 {
			p.take(',')
		}
		out.args = append(out.args, p.expr())
	}
	p.take(')')
	return out
}

func (p *exprParser) word() string {
	p.space()
	from := p.i
	for p.i < len(p.text) {
		c := p.text[p.i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			break
		}
		p.i++
	}
	word := p.text[from:p.i]
	if word == "" {
		p.fail()
	}
	return word
}

// quoted reads a text in quotes, in which a quote is doubled.
func (p *exprParser) quoted() string {
	from := p.i + 1
	for i := from; i < len(p.text); i++ {
		if p.text[i] != '\'' {
			continue
		}
		if i+1 < len(p.text) && p.text[i+1] == '\'' {
			i++
			continue
		}
		p.i = i + 1
		return strings.ReplaceAll(p.text[from:i], "''", "'")
	}
	p.fail()
	return ""
}

// value evaluates a value of the template, at every depth.
func (d *deployment) value(v any) any {
	switch v := v.(type) {
	case string:
		if isExpression(v) {
			return d.eval(d.parse(v[1 : len(v)-1]))
		}
		if strings.HasPrefix(v, "[[") && strings.HasSuffix(v, "]") {
			return v[1:]
		}
		return v
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, inner := range v {
			if isExpression(k) {
				k = toText(d.value(k))
			}
			out[k] = d.value(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = d.value(inner)
		}
		return out
	}
	return v
}

func (d *deployment) eval(e expr) any {
	if d.depth++; d.depth > 16*maxDepth {
		d.fail("values refer to themselves")
	}
	var v any
	if d.err == nil {
		v = e.eval(d)
	}
	d.depth--
	return v
}

func (l literal) eval(*deployment) any { return l.v }

func (a access) eval(d *deployment) any { return member(d.eval(a.base), d.eval(a.key)) }

// once evaluates a parameter, a variable or an output the first time that it is asked for.
func (d *deployment) once(key string, eval func() any) any {
	if v, ok := d.values[key]; ok {
		return v
	}
	v := eval()
	d.values[key] = v
	return v
}

func (d *deployment) parameter(name string) any {
	return d.once("parameter "+name, func() any {
		if given, ok := d.params[name]; ok && d.parent != nil {
			return member(d.parent.value(given), "value")
		}
		declared := object(object(d.raw["parameters"])[name])
		if v, ok := declared["defaultValue"]; ok {
			return d.value(v)
		}
		return Runtime{"parameter " + name, ""}
	})
}

func (d *deployment) variable(name string) any {
	return d.once("variable "+name, func() any { return d.value(object(d.raw["variables"])[name]) })
}

func (d *deployment) output(name string) any {
	return d.once("output "+name, func() any {
		return d.value(object(object(d.raw["outputs"])[name])["value"])
	})
}
