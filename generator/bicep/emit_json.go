package bicep

import (
	"strconv"
	"unicode/utf8"
)

// maxBytes bounds what is written: variables and modules that repeat one another
// could otherwise fill the memory. Azure takes 4 MB.
const maxBytes = 16 << 20

// writer prints JSON as Bicep does: indented by two spaces, nothing escaped that need not be.
type writer struct {
	buf   []byte
	depth int
	fresh bool // right behind an opening bracket
}

// full reports whether enough is written; the rest is then left out.
func (w *writer) full() bool { return len(w.buf) > maxBytes }

func (w *writer) open(bracket byte) {
	w.buf = append(w.buf, bracket)
	w.depth++
	w.fresh = true
}

func (w *writer) close(bracket byte) {
	w.depth--
	if !w.fresh {
		w.line()
	}
	w.buf = append(w.buf, bracket)
	w.fresh = false
}

func (w *writer) line() {
	const spaces = "\n                                                                "
	n := 2 * w.depth
	for first := true; first || n > 0; first = false {
		k := min(n, len(spaces)-1)
		if first {
			w.buf = append(w.buf, spaces[:k+1]...)
		} else {
			w.buf = append(w.buf, spaces[1:k+1]...)
		}
		n -= k
	}
}

// next begins an item of the list or a property of the object that is open.
func (w *writer) next() {
	if !w.fresh {
		w.buf = append(w.buf, ',')
	}
	w.line()
	w.fresh = false
}

// key begins a property.
func (w *writer) key(name string) {
	w.next()
	w.text(name)
	w.buf = append(w.buf, ": "...)
}

// field writes a property with a text as its value.
func (w *writer) field(name, value string) {
	w.key(name)
	w.text(value)
}

// text writes a JSON string.
func (w *writer) text(s string) {
	w.buf = append(w.buf, '"')
	w.escaped(s, false)
	w.buf = append(w.buf, '"')
}

// literal writes a JSON string that ARM must not read as an expression.
func (w *writer) literal(s string) {
	w.buf = append(w.buf, '"')
	if bracketed(s) {
		w.buf = append(w.buf, '[')
	}
	w.escaped(s, false)
	w.buf = append(w.buf, '"')
}

func (w *writer) number(n int64) { w.buf = strconv.AppendInt(w.buf, n, 10) }

// raw writes a piece of an expression that needs no escapes.
func (w *writer) raw(s string) { w.buf = append(w.buf, s...) }

// argument writes a text inside an expression: in single quotes, those inside doubled.
func (w *writer) argument(s string) {
	w.buf = append(w.buf, '\'')
	w.escaped(s, true)
	w.buf = append(w.buf, '\'')
}

// escaped writes the inside of a JSON string; double says that single quotes are doubled.
func (w *writer) escaped(s string, double bool) {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, width := utf8.DecodeRuneInString(s[i:])
			if r == '\u0085' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError && width == 1 {
				w.buf = append(w.buf, s[start:i]...)
				w.unicode(r)
				start = i + width
			}
			i += width
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && (c != '\'' || !double) {
			i++
			continue
		}
		w.buf = append(w.buf, s[start:i]...)
		w.escape(c)
		i++
		start = i
	}
	w.buf = append(w.buf, s[start:]...)
}

func (w *writer) escape(c byte) {
	switch c {
	case '\'':
		w.raw("''")
	case '"':
		w.raw(`\"`)
	case '\\':
		w.raw(`\\`)
	case '\n':
		w.raw(`\n`)
	case '\r':
		w.raw(`\r`)
	case '\t':
		w.raw(`\t`)
	case '\b':
		w.raw(`\b`)
	case '\f':
		w.raw(`\f`)
	default:
		w.unicode(rune(c))
	}
}

func (w *writer) unicode(r rune) {
	const digits = "0123456789abcdef"
	w.buf = append(w.buf, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
