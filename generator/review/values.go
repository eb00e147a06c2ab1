package review

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

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
	n := 0
	for _, g := range gaps(strings.Split(b, "\n"), strings.Split(a, "\n")) {
		n += max(g.b1-g.b0, g.a1-g.a0)
	}
	return n, true
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
