package review

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/tenantry/tenantry/generator/review/fields"
)

// span is a stretch of a line: our own words, or a value from a rendered file.
// The difference is kept to the end, since only values need to be escaped.
type span struct {
	text  string
	value bool
}

// line is one line of a page, without a line's end.
type line []span

// say makes a line of words in which each % stands for a value.
func say(words string, values ...string) line {
	var out line
	for i, w := range strings.Split(words, "%") {
		if i > 0 {
			out = append(out, span{values[i-1], true})
		}
		if w != "" {
			out = append(out, span{w, false})
		}
	}
	return out
}

// with appends another line's spans.
func (l line) with(more ...line) line {
	out := append(line(nil), l...)
	for _, m := range more {
		out = append(out, m...)
	}
	return out
}

// String is the line without any markup.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		if s.value {
			b.WriteString(visible(s.text))
		} else {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// enumerate joins values as a sentence does: a, b and c.
func enumerate(values []string) line {
	all := make([]line, 0, len(values))
	for _, v := range values {
		all = append(all, line{{v, true}})
	}
	return join(all)
}

// join makes one line of several as enumerate does.
func join(lines []line) line {
	var out line
	for i, l := range lines {
		switch {
		case i == 0:
		case i == len(lines)-1:
			out = append(out, span{" and ", false})
		default:
			out = append(out, span{", ", false})
		}
		out = append(out, l...)
	}
	return out
}

// fewOf enumerates at most most values and counts the rest; zero is no limit.
func fewOf(values []string, most int) line {
	if most == 0 || len(values) <= most {
		return enumerate(values)
	}
	var out line
	for i, v := range values[:most-1] {
		if i > 0 {
			out = append(out, span{", ", false})
		}
		out = append(out, span{v, true})
	}
	return append(out, span{" and " + strconv.Itoa(len(values)-most+1) + " more", false})
}

// count prints a number with its noun, which takes an s unless there is one.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "cy"), strings.HasSuffix(noun, "ry"), strings.HasSuffix(noun, "ty"):
		noun = strings.TrimSuffix(noun, "y") + "ie" // policy, repository, identity
	case strings.HasSuffix(noun, "s"):
		noun += "e"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// mostRunes is how long a value may be in a line; what is longer loses its middle.
const mostRunes = 96

const ellipsis = "…"

// pair prints two values of one field so that their difference shows: of long
// strings, the equal head and tail give way first.
func pair(before, after any) (string, string) {
	b, a := compact(before, true), compact(after, true)
	if b == a { // such as "4" and 4
		b, a = encoded(before), encoded(after)
	}
	if runes(b)+runes(a) > mostRunes {
		b, a = trimCommon(b, a)
	}
	return shorten(b), shorten(a)
}

// value prints one value in a line. Of a long one, what lies deeper gives way.
func value(v any) string {
	out := compact(v, true)
	if runes(out) > mostRunes {
		out = compact(v, false)
	}
	return shorten(out)
}

// changedLines counts the lines that differ between two texts, if at least one
// of them has several.
func changedLines(before, after any) (int, bool) {
	b, okB := before.(string)
	a, okA := after.(string)
	if !okB || !okA || !multiline(b) && !multiline(a) {
		return 0, false
	}
	return fields.Lines(b, a), true
}

func multiline(s string) bool { return strings.Contains(strings.TrimSuffix(s, "\n"), "\n") }

// compact prints a value as flow YAML in one line: bare strings where they read
// well, quoted ones where they would deceive. If it is not to be deep, the maps
// and lists inside are left out.
func compact(v any, deep bool) string {
	inner := func(v any) string {
		switch v.(type) {
		case map[string]any:
			if !deep {
				return "{" + ellipsis + "}"
			}
		case []any:
			if !deep {
				return "[" + ellipsis + "]"
			}
		}
		return compact(v, deep)
	}
	switch v := v.(type) {
	case string:
		if multiline(v) {
			return "(" + count(len(strings.Split(strings.TrimSuffix(v, "\n"), "\n")), "line") + ")"
		}
		return bare(strings.TrimSuffix(v, "\n"))
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, bare(k)+": "+inner(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, 0, len(v))
		for _, item := range v {
			parts = append(parts, inner(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return encoded(v)
}

func bare(s string) string {
	if s == "" || s != strings.TrimSpace(s) || !printable(s) {
		return encoded(s)
	}
	return s
}

func encoded(v any) string {
	if s, ok := v.(string); ok {
		return strconv.QuoteToGraphic(s)
	}
	text, err := json.Marshal(v)
	if err != nil { // values come from YAML and can always be written
		return fmt.Sprint(v)
	}
	return string(text)
}

// printable reports whether every character shows, and shows where it stands:
// controls move a terminal's cursor, and format characters turn the direction
// of text or are not seen at all.
func printable(s string) bool {
	return !strings.ContainsFunc(s, hidden)
}

func hidden(r rune) bool {
	return !unicode.IsGraphic(r) || r == unicode.ReplacementChar
}

// visible replaces each character that is not printable by its number.
func visible(s string) string {
	if printable(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func runes(s string) int { return len([]rune(s)) }

// trimCommon takes away what two strings have in common at both ends, but for
// some of it on each side.
func trimCommon(b, a string) (string, string) {
	x, y := []rune(b), []rune(a)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	const most = 24
	for kept := 0; head > 0 && kept < most && !strings.ContainsRune(" /,", x[head-1]); kept++ {
		head--
	}
	for kept := 0; tail > 0 && kept < most && !strings.ContainsRune(" /,", x[len(x)-tail]); kept++ {
		tail--
	}
	return trimEnds(x, head, tail), trimEnds(y, head, tail)
}

// trimEnds puts an ellipsis where a head and a tail were, if that is shorter.
func trimEnds(s []rune, head, tail int) string {
	from, to, before, after := 0, len(s), "", ""
	if head > 1 {
		from, before = head, ellipsis
	}
	if tail > 1 {
		to, after = len(s)-tail, ellipsis
	}
	return before + string(s[from:to]) + after
}

// shorten takes the middle out of a long value.
func shorten(s string) string { return clip(s, mostRunes) }

// clip takes the middle out of a string that is longer than limit characters.
func clip(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	tail := limit / 3
	return string(r[:limit-tail-1]) + ellipsis + string(r[len(r)-tail:])
}
