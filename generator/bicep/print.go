package bicep

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// keys lists an object's names in alphabetical order, but that name comes first.
func keys(o map[string]any) []string {
	out := slices.Sorted(maps.Keys(o))
	if i := slices.Index(out, "name"); i > 0 {
		out = slices.Insert(slices.Delete(out, i, i+1), 0, "name")
	}
	return out
}

// printed prints a value as Bicep, of which the first line stands behind this indent.
func printed(value any, indent string) string {
	switch v := value.(type) {
	case string:
		return quoted(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return block('[', ']', indent, len(v), func(i int) string { return printed(v[i], indent+"  ") })
	case map[string]any:
		names := keys(v)
		return block('{', '}', indent, len(names), func(i int) string {
			return printedKey(names[i]) + ": " + printed(v[names[i]], indent+"  ")
		})
	}
	return "null"
}

func block(opening, closing byte, indent string, n int, line func(int) string) string {
	var b strings.Builder
	b.WriteByte(opening)
	for i := range n {
		b.WriteString("\n" + indent + "  " + line(i))
	}
	if n > 0 {
		b.WriteString("\n" + indent)
	}
	b.WriteByte(closing)
	return b.String()
}

// printedKey prints the name of a property, in quotes where it is no word.
func printedKey(key string) string {
	word := key != "" && isLetter(key[0]) && key != "true" && key != "false" && key != "null"
	for i := range len(key) {
		word = word && (isLetter(key[i]) || isDigit(key[i]))
	}
	if word {
		return key
	}
	return quoted(key)
}

// quoted prints a text as a string of Bicep: nothing in it can end it.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for i, r := range s {
		switch {
		case r == '\'' || r == '\\' || r == '$' && strings.HasPrefix(s[i+1:], "{"):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
