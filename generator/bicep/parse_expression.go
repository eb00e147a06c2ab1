package bicep

import "strconv"

// precedence of the binary operators, the loosest first; all bind to the left.
func precedence(op string) int {
	switch op {
	case "??":
		return 1
	case "||":
		return 2
	case "&&":
		return 3
	case "==", "!=", "=~", "!~":
		return 4
	case "<", "<=", ">", ">=":
		return 5
	case "+", "-":
		return 6
	case "*", "/", "%":
		return 7
	}
	return 0
}

// expr reads an expression. A line may end before and inside brackets, and before
// the ? and the : of a condition; nowhere else.
func (p *parser) expr() expr {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	e := p.binary(1)
	back := p.i
	broke := p.newlines()
	if p.found != nil || !p.at("?") {
		if broke {
			p.i = back
		}
		return e
	}
	at := p.peek().start
	p.i++
	yes := p.expr()
	p.newlines()
	p.expect(":")
	no := p.expr()
	return &ternary{place(at), e, yes, no}
}

func (p *parser) binary(lowest int) expr {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	e := p.unary()
	for p.found == nil && p.peek().kind == tokenMark {
		t := p.peek()
		op := p.text(t)
		level := precedence(op)
		if level < lowest {
			break
		}
		p.i++
		e = &binary{place(t.start), op, e, p.binary(level + 1)}
	}
	return e
}

func (p *parser) unary() expr {
	t := p.peek()
	if p.found != nil || !p.at("!") && !p.at("-") {
		return p.postfix(p.primary())
	}
	p.i++
	op, x := p.text(t), p.postfix(p.primary())
	if n, ok := x.(*numberLit); ok && op == "-" && n.value >= 0 && p.found == nil {
		return &numberLit{place(t.start), -n.value}
	}
	return &unary{place(t.start), op, x}
}

func (p *parser) primary() expr {
	t := p.peek()
	if p.found != nil {
		return nil
	}
	at := place(t.start)
	switch t.kind {
	case tokenNumber:
		p.i++
		n, err := strconv.ParseInt(p.text(t), 10, 64)
		if err != nil {
			p.fail(at.at(), typeCode, "the number does not fit in 64 bits", "")
		}
		return &numberLit{at, n}
	case tokenString, tokenStringLeft:
		return p.str()
	case tokenMultiline:
		p.i++
		return &textLit{at, unquoteMultiline(p.text(t))}
	case tokenName:
		return p.word()
	case tokenMark:
		switch p.text(t) {
		case "{":
			return p.object(false)
		case "[":
			return p.array()
		case "(":
			p.i++
			x := p.expr()
			p.expect(")")
			if p.found == nil && p.at("=>") {
				p.fail(at.at(), unsupportedCode, "lambdas are not in the subset", "")
			}
			return &paren{at, x}
		}
	}
	p.unexpected("a value")
	return nil
}

// word reads a literal, a call or the name of a symbol.
func (p *parser) word() expr {
	name, at := p.name("a name")
	switch name {
	case "true", "false":
		return &boolLit{place(at), name == "true"}
	case "null":
		return &nullLit{place(at)}
	}
	if p.accept("(") {
		return &call{place: place(at), name: name, args: p.args()}
	}
	if p.at("=>") {
		p.fail(at, unsupportedCode, "lambdas are not in the subset", "")
	}
	return &nameRef{place: place(at), name: name}
}

// args reads a call's arguments and the closing parenthesis.
func (p *parser) args() []expr {
	var list []expr
	before := p.where
	if p.where == inArguments {
		p.where = everywhere
	}
	defer func() { p.where = before }()
	p.newlines()
	for p.found == nil && !p.accept(")") {
		if len(list) > 0 {
			p.expect(",")
			p.newlines()
		}
		list = append(list, p.expr())
		p.newlines()
	}
	return list
}

// postfix reads what follows a value: .name .?name [index] [?index] ::name ! and calls.
func (p *parser) postfix(e expr) expr {
	for n := 0; p.found == nil && p.peek().kind == tokenMark; n++ {
		t := p.peek()
		at := place(t.start)
		if n > maxDepth {
			p.fail(at.at(), tooLargeCode, "this chain has more than 100 links", "use variables")
			return e
		}
		switch p.text(t) {
		case ".", ".?":
			p.i++
			name, nameAt := p.name("the name of a property")
			if p.text(t) == "." && p.accept("(") {
				e = &call{place: place(nameAt), base: e, name: name, args: p.args()}
				continue
			}
			e = &access{place: place(nameAt), base: e, name: name, safe: p.text(t) == ".?"}
		case "[":
			e = p.index(e, at)
		case "::":
			p.i++
			name, nameAt := p.name("the name of a child resource")
			e = &nestedRef{place: place(nameAt), base: e, name: name}
		case "!":
			p.i++
			e = &assertion{at, e}
		default:
			return e
		}
	}
	return e
}

func (p *parser) index(base expr, at place) expr {
	p.i++
	a := &access{place: at, base: base, safe: p.accept("?")}
	a.index = p.exprWhere(inArguments)
	p.expect("]")
	if text, ok := a.index.(*textLit); ok {
		a.name, a.index, a.quoted = text.value, nil, true
	}
	return a
}

// str reads a string with its holes.
func (p *parser) str() expr {
	t := p.peek()
	p.i++
	if t.kind == tokenString {
		return &textLit{place(t.start), p.piece(t, 1)}
	}
	s := &interpolation{place: place(t.start), texts: []string{p.piece(t, 2)}}
	for p.found == nil {
		s.holes = append(s.holes, p.exprWhere(inNoString))
		end := p.peek()
		switch {
		case p.found != nil:
		case end.kind == tokenStringMid:
			p.i++
			s.texts = append(s.texts, p.piece(end, 2))
		case end.kind == tokenStringRight:
			p.i++
			s.texts = append(s.texts, p.piece(end, 1))
			return s
		default:
			p.unexpected(`"}"`)
		}
	}
	return nil
}

// piece reads the text of a token whose last characters close it.
func (p *parser) piece(t token, closing int) string {
	raw := p.src.text[t.start+1 : int(t.end)-closing]
	text, bad := unquote(raw)
	if bad >= 0 {
		p.fail(int(t.start)+1+bad, syntaxCode, `this escape is none of \\ \' \n \r \t \$ \u{…}`, "")
	}
	return text
}
