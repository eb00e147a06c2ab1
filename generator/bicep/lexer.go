package bicep

import "strings"

// kind is the kind of a token.
type kind uint8

const (
	tokenEnd kind = iota
	tokenNewline
	tokenName
	tokenNumber
	tokenString      // 'text'
	tokenStringLeft  // 'text${
	tokenStringMid   // }text${
	tokenStringRight // }text'
	tokenMultiline   // '''text'''
	tokenMark        // an operator or a bracket
)

// token is a piece of the text: text[start:end].
type token struct {
	kind       kind
	start, end int32
}

// lexer cuts a file into tokens. Comments, spaces and directives such as
// #disable-next-line leave nothing behind.
type lexer struct {
	text   string
	at     int
	tokens []token
	holes  int // strings that are open, each inside a hole of the one before
}

// lex returns the tokens of a text, or the offset and the reason where it ends
// being Bicep.
func lex(text string) (tokens []token, at int, problem string) {
	l := &lexer{text: text, tokens: make([]token, 0, len(text)/5+8)}
	for {
		l.skip()
		if l.at >= len(text) {
			break
		}
		if problem := l.next(); problem != "" {
			return nil, l.at, problem
		}
	}
	if l.holes > 0 {
		return nil, l.at, "the string is not closed"
	}
	l.add(tokenEnd, l.at)
	return l.tokens, 0, ""
}

func (l *lexer) add(k kind, start int) {
	l.tokens = append(l.tokens, token{k, int32(start), int32(l.at)})
}

// skip passes over spaces, comments and directives.
func (l *lexer) skip() {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t':
			l.at++
		case strings.HasPrefix(rest, "//"), rest[0] == '#' && l.directive(rest):
			if end := strings.IndexAny(rest, "\r\n"); end >= 0 {
				l.at += end
			} else {
				l.at = len(l.text)
			}
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return
			}
			l.at += end + 4
		default:
			return
		}
	}
}

// directive reports whether the linter's directive stands first on its line.
func (l *lexer) directive(rest string) bool {
	line := l.text[strings.LastIndexByte(l.text[:l.at], '\n')+1 : l.at]
	return strings.TrimLeft(line, " \t") == "" &&
		(strings.HasPrefix(rest, "#disable-next-line ") || strings.HasPrefix(rest, "#disable-diagnostics ") ||
			strings.HasPrefix(rest, "#restore-diagnostics "))
}

// next reads one token, or says why it cannot.
func (l *lexer) next() string {
	start, c := l.at, l.text[l.at]
	switch {
	case c == '\n' || c == '\r':
		for l.at < len(l.text) && (l.text[l.at] == '\n' || l.text[l.at] == '\r') {
			l.at++
		}
		l.add(tokenNewline, start)
	case isLetter(c):
		for l.at < len(l.text) && (isLetter(l.text[l.at]) || isDigit(l.text[l.at])) {
			l.at++
		}
		l.add(tokenName, start)
	case isDigit(c):
		for l.at < len(l.text) && isDigit(l.text[l.at]) {
			l.at++
		}
		l.add(tokenNumber, start)
	case strings.HasPrefix(l.text[l.at:], "'''"):
		return l.multiline()
	case c == '\'':
		return l.str(tokenString, tokenStringLeft)
	case c == '}' && l.holes > 0:
		l.holes--
		return l.str(tokenStringRight, tokenStringMid)
	default:
		return l.mark()
	}
	return ""
}

// str reads a string up to its end or to the next hole. One-line strings do not
// go over a line's end.
func (l *lexer) str(closed, open kind) string {
	start := l.at
	for l.at++; l.at < len(l.text); l.at++ {
		switch c := l.text[l.at]; {
		case c == '\'':
			l.at++
			l.add(closed, start)
			return ""
		case c == '\\':
			l.at++
		case c == '$' && strings.HasPrefix(l.text[l.at:], "${"):
			l.at += 2
			l.add(open, start)
			l.holes++
			return ""
		case c == '\n' || c == '\r':
			l.at = start
			return "the string is not closed on its line"
		}
	}
	l.at = start
	return "the string is not closed"
}

// multiline reads a string between three quotes; quotes at its very end belong to it.
func (l *lexer) multiline() string {
	start := l.at
	end := strings.Index(l.text[l.at+3:], "'''")
	if end < 0 {
		return "the string is not closed"
	}
	l.at += 3 + end + 3
	for l.at < len(l.text) && l.text[l.at] == '\'' {
		l.at++
	}
	l.add(tokenMultiline, start)
	return ""
}

func (l *lexer) mark() string {
	start, rest := l.at, l.text[l.at:]
	width := 0
	if strings.IndexByte("{}[]().,:=?!@+-*/%<>|", rest[0]) >= 0 {
		width = 1
	}
	if len(rest) > 1 {
		switch rest[:2] {
		case "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", ".?", "::", "=>":
			width = 2
		case "..":
			if strings.HasPrefix(rest, "...") {
				width = 3
			}
		}
	}
	if width == 0 {
		return "this character means nothing here"
	}
	if rest[0] == '{' && l.holes > 0 {
		return "no object can stand inside a string"
	}
	l.at += width
	l.add(tokenMark, start)
	return ""
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
