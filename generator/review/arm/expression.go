package arm

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// node is an expression of ARM's template language.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
type node interface{ String() string }

type literal struct{ value any }

type call struct {
	name string
	args []node
}

// property is a property of something, as .outputs is.
type property struct {
	of   node
	name string
}

type index struct{ of, at node }

// String is the literal as an expression writes it.
func (l literal) String() string {
	switch v := l.value.(type) {
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case nil:
		return "null()"
	}
	text, err := json.Marshal(plain(l.value))
	if err != nil { // it was JSON
		return fmt.Sprint(l.value)
	}
	return string(text)
}

// String is the call in ARM's language.
func (c call) String() string {
	args := make([]string, len(c.args))
	for i, a := range c.args {
		args[i] = a.String()
	}
	return c.name + "(" + strings.Join(args, ", ") + ")"
}

// String is the access in ARM's language.
func (m property) String() string { return m.of.String() + "." + m.name }

// String is the access in ARM's language.
func (i index) String() string { return i.of.String() + "[" + i.at.String() + "]" }

var errExpression = errors.New("no expression of ARM's template language")

// parser reads one expression from its first character on.
type parser struct {
	text string
	at   int
}

func parse(text string) (node, error) {
	p := &parser{text: text}
	n, err := p.expression()
	if err != nil || p.skip() < len(p.text) {
		return nil, errExpression
	}
	return n, nil
}

func (p *parser) skip() int {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
	return p.at
}

// take reads a character if it is the next one.
func (p *parser) take(c byte) bool {
	if p.skip() < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) expression() (node, error) {
	n, err := p.operand()
	for err == nil {
		switch {
		case p.take('.'):
			name := p.word()
			if name == "" {
				return nil, errExpression
			}
			n = property{n, name}
		case p.take('['):
			var at node
			if at, err = p.expression(); err != nil || !p.take(']') {
				return nil, errExpression
			}
			n = index{n, at}
		default:
			return n, nil
		}
	}
	return nil, err
}

func (p *parser) operand() (node, error) {
	if p.take('\'') {
		return p.quoted()
	}
	word := p.word()
	if number, err := strconv.Atoi(word); err == nil {
		return literal{float64(number)}, nil // as JSON decodes numbers
	}
	switch {
	case word == "true" || word == "false":
		return literal{word == "true"}, nil
	case word == "" || !p.take('('):
		return nil, errExpression
	}
	c := call{name: word}
	for !p.take(')') {
		if len(c.args) > 0 && !p.take(',') {
			return nil, errExpression
		}
		a, err := p.expression()
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, a)
	}
	return c, nil
}

// quoted reads a string after its first quote; two quotes stand for one.
func (p *parser) quoted() (node, error) {
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		p.at++
		if c != '\'' {
			b.WriteByte(c)
			continue
		}
		if p.at == len(p.text) || p.text[p.at] != '\'' {
			return literal{b.String()}, nil
		}
		p.at++
		b.WriteByte('\'')
	}
	return nil, errExpression
}

func (p *parser) word() string {
	from := p.skip()
	for p.at < len(p.text) {
		c := p.text[p.at]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			break
		}
		p.at++
	}
	return p.text[from:p.at]
}
