package bicep

import "github.com/tenantry/tenantry/generator/diag"

// maxDepth is how deep expressions and types may be nested.
const maxDepth = 100

// parser turns tokens into a file. It stops at the first thing that it cannot
// read: found then holds the finding, and every method returns at once.
type parser struct {
	src    *source
	tokens []token
	i      int
	depth  int
	where  literalPlace // whether lists and objects may stand here
	found  *diag.Finding
}

// parse reads one file, or says where it leaves the subset.
func parse(src *source) (*file, *diag.Finding) {
	p := &parser{src: src}
	tokens, at, problem := lex(src.text)
	if problem != "" {
		p.fail(at, syntaxCode, problem, "")
		return nil, p.found
	}
	p.tokens = tokens
	f := &file{src: src}
	for p.found == nil {
		for p.peek().kind == tokenNewline {
			p.i++
		}
		if p.peek().kind == tokenEnd {
			return f, nil
		}
		p.statement(f)
	}
	return nil, p.found
}

func (p *parser) peek() token { return p.tokens[p.i] }

// passed returns the offset behind the token that was read last.
func (p *parser) passed() int { return int(p.tokens[max(p.i, 1)-1].end) }

func (p *parser) text(t token) string { return p.src.text[t.start:t.end] }

// at reports whether the next token is this mark.
func (p *parser) at(mark string) bool {
	t := p.peek()
	return t.kind == tokenMark && p.text(t) == mark
}

// atName reports whether the next token is this word.
func (p *parser) atName(word string) bool {
	t := p.peek()
	return t.kind == tokenName && p.text(t) == word
}

// accept takes the mark if it is next.
func (p *parser) accept(mark string) bool {
	if p.found != nil || !p.at(mark) {
		return false
	}
	p.i++
	return true
}

// expect takes the mark, or fails.
func (p *parser) expect(mark string) {
	if p.found == nil && !p.accept(mark) {
		p.unexpected(`"` + mark + `"`)
	}
}

// name takes a word and returns it with its place.
func (p *parser) name(what string) (string, int) {
	t := p.peek()
	if p.found != nil || t.kind != tokenName {
		p.unexpected(what)
		return "", int(t.start)
	}
	p.i++
	return p.text(t), int(t.start)
}

// newlines takes any number of line ends and reports whether there was one.
func (p *parser) newlines() bool {
	if p.found != nil || p.peek().kind != tokenNewline {
		return false
	}
	for p.peek().kind == tokenNewline {
		p.i++
	}
	return true
}

func (p *parser) fail(at int, code diag.Code, message, fix string) {
	if p.found == nil {
		p.found = &diag.Finding{Pos: p.src.pos(at), Code: code, Message: message, Fix: fix}
	}
}

// unexpected fails at the next token: something else should stand there.
func (p *parser) unexpected(want string) {
	t := p.peek()
	got := "the end of the file"
	switch t.kind {
	case tokenEnd:
	case tokenNewline:
		got = "the end of the line"
	default:
		got = quote(p.text(t))
	}
	p.fail(int(t.start), syntaxCode, "expected "+want+", found "+got, "")
}

// enter counts a level of nesting and reports whether there may be one more.
func (p *parser) enter() bool {
	if p.depth++; p.depth > maxDepth {
		p.fail(int(p.peek().start), tooLargeCode, "this is nested more than 100 levels deep", "use variables or modules")
	}
	return p.found == nil
}

func (p *parser) leave() { p.depth-- }
