package bicep

import (
	"strconv"
	"strings"
)

// unquote reads the escapes of a piece of a one-line string: \\ \' \n \r \t \$ and \u{…}.
// When it meets another, bad is its offset in the piece, else -1.
func unquote(raw string) (text string, bad int) {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw, -1
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		if i++; i == len(raw) {
			return "", i - 1
		}
		switch raw[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case '\\', '\'', '$':
			b.WriteByte(raw[i])
		case 'u':
			r, width := codePoint(raw[i:])
			if width == 0 {
				return "", i - 1
			}
			b.WriteRune(r)
			i += width - 1
		default:
			return "", i - 1
		}
	}
	return b.String(), -1
}

// codePoint reads u{1F600}; width is 0 when it is none.
func codePoint(s string) (r rune, width int) {
	end := strings.IndexByte(s, '}')
	if !strings.HasPrefix(s, "u{") || end < 3 || end > 8 {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:end], 16, 32)
	if err != nil || n > 0x10FFFF || n >= 0xD800 && n < 0xE000 {
		return 0, 0
	}
	return rune(n), end + 1
}

// unquoteMultiline takes the quotes off; a line's end right after the first three does not count.
func unquoteMultiline(raw string) string {
	text := raw[3 : len(raw)-3]
	if rest, ok := strings.CutPrefix(text, "\r\n"); ok {
		return rest
	}
	return strings.TrimPrefix(text, "\n")
}

// formatText doubles the braces of text that becomes part of a format string.
func formatText(s string) string {
	if strings.IndexByte(s, '{') < 0 && strings.IndexByte(s, '}') < 0 {
		return s
	}
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
}

// bracketed reports whether Azure would read the text as an expression. It then
// gets a second bracket in front: an end without a bracket is not taken back.
func bracketed(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]")
}

// isIdentifier reports whether a property of this name can follow a dot.
func isIdentifier(s string) bool {
	if s == "" || !isLetter(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	return true
}
