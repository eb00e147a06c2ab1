package review

import (
	"bytes"
	"io"
	"strings"
)

// The colours of a terminal, by what they mean: SGR sequences of ECMA-48.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	reset  = "\x1b[0m"
)

// textWidth is where the text breaks a line between words.
const textWidth = 100

// WriteText prints the review for a terminal. Only if color is true does it hold
// anything but text. Characters that would move the cursor are shown by number.
func WriteText(w io.Writer, r *Review, color bool) error {
	t, p := &text{color: color}, r.page()
	t.headline(p.headline)
	for _, l := range p.problems {
		t.entry(0, yellow, "! ", l)
	}
	t.block(len(p.problems) > 0)
	for _, l := range p.dangers {
		t.entry(0, yellow, "! ", l)
	}
	t.block(len(p.dangers) > 0)
	for _, it := range p.items {
		t.item(it)
		t.block(true)
	}
	for _, l := range p.notes {
		t.entry(0, "", "", l)
	}
	out := bytes.TrimRight(t.out.Bytes(), "\n")
	_, err := w.Write(append(out, '\n'))
	return err
}

// text is a terminal's text in the making.
type text struct {
	out   bytes.Buffer
	color bool
}

// block ends a block with an empty line.
func (t *text) block(any bool) {
	if any {
		t.out.WriteByte('\n')
	}
}

// paint puts a colour around some words.
func (t *text) paint(color, words string) string {
	if !t.color || color == "" {
		return words
	}
	return color + words + reset
}

func (t *text) headline(sentences []line) {
	var all line
	for i, s := range sentences {
		if i > 0 {
			all = all.with(say(" "))
		}
		all = all.with(s)
	}
	for _, l := range wrap(all, textWidth) {
		t.out.WriteString(t.paint(bold, l) + "\n")
	}
	t.out.WriteByte('\n')
}

func (t *text) item(it item) {
	color, sign := signature(it.op)
	title := say(it.noun)
	switch len(it.names) {
	case 0:
	case 1:
		title = say(it.noun+" %", it.names[0])
	default:
		title = say(count(len(it.names), it.noun) + ", alike: ").with(enumerate(it.names))
	}
	if it.where != nil {
		title = title.with(say(", "), it.where)
	}
	t.entry(0, color+bold, sign, title)
	t.entries(2, it.facts)
	t.entries(2, it.objects)
}

func (t *text) entries(indent int, all []entry) {
	for _, e := range all {
		color, sign := signature(e.op)
		t.entry(indent+2-len(sign), color, sign, e.line)
		t.entries(indent+2, e.under)
	}
}

// entry prints one line behind its sign; what does not fit hangs below it.
func (t *text) entry(indent int, color, sign string, l line) {
	for i, part := range wrap(l, textWidth-indent-len(sign)) {
		lead, words := sign, part
		if i > 0 {
			lead = strings.Repeat(" ", len(sign)+4)
		}
		if strings.Contains(color, bold) {
			words = t.paint(color, words)
		}
		t.out.WriteString(strings.Repeat(" ", indent) + t.paint(color, lead) + words + "\n")
	}
}

// signature is the sign of what happens, and its colour.
func signature(what op) (color, sign string) {
	switch what {
	case appears:
		return green, "+ "
	case disappears:
		return red, "- "
	case changes, moves:
		return yellow, "~ "
	}
	return "", ""
}

// mostGlued is how long a value may be that is not broken between its words.
const mostGlued = 40

// wrap breaks a line between words. A word that is longer than a line keeps one
// to itself; a number stays with what it counts.
func wrap(l line, width int) []string {
	var out []string
	current := ""
	for _, w := range wordsOf(l) {
		switch {
		case current == "":
			current = w
		case runes(current)+1+runes(w) > width:
			out = append(out, current)
			current = w
		default:
			current += " " + w
		}
	}
	return append(out, current)
}

// wordsOf splits a line where it may be broken.
func wordsOf(l line) []string {
	const glue = "\x00" // never part of a printable text
	var b strings.Builder
	for _, s := range l {
		words := s.text
		if s.value {
			words = visible(words)
		}
		if s.value && runes(words) <= mostGlued {
			words = strings.ReplaceAll(words, " ", glue)
		}
		b.WriteString(words)
	}
	all := strings.Split(b.String(), " ")
	var out []string
	for i, w := range all {
		w = strings.ReplaceAll(w, glue, " ")
		if i > 0 && strings.Trim(all[i-1], "0123456789") == "" {
			out[len(out)-1] += " " + w
		} else {
			out = append(out, w)
		}
	}
	return out
}
