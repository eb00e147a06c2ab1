package review

import (
	"strconv"
	"strings"
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
	var out line
	for i, v := range values {
		switch {
		case i == 0:
		case i == len(values)-1:
			out = append(out, span{" and ", false})
		default:
			out = append(out, span{", ", false})
		}
		out = append(out, span{v, true})
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
	case strings.HasSuffix(noun, "cy"), strings.HasSuffix(noun, "ry"):
		noun = strings.TrimSuffix(noun, "y") + "ie" // policy, repository
	case strings.HasSuffix(noun, "s"):
		noun += "e"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
