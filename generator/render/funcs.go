package render

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"go.yaml.in/yaml/v3"
)

// pureSprig lists the functions of sprig that a template may call. The rest is
// absent, above all the clock, the environment, the random source and what
// iterates over maps.
func pureSprig() []string { return []string{"b64enc", "indent", "join"} }

// funcs is everything a template may call.
func funcs() template.FuncMap {
	all, out := sprig.TxtFuncMap(), template.FuncMap{}
	for _, n := range pureSprig() {
		out[n] = all[n]
	}
	out["quote"] = quote
	out["word"] = word
	out["yaml"] = yamlBlock
	out["bicep"] = BicepString
	return out
}

// quote prints a value as a double-quoted YAML string: every escape that Go
// writes is one of YAML's.
func quote(v any) string { return strconv.Quote(plainText(v)) }

// yamlBlock prints fields as YAML lines, without the last line feed; the keys are
// sorted.
func yamlBlock(v map[string]any) (string, error) {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("print as YAML: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// BicepString prints values as one single-quoted string of Bicep, one after the other: no
// value can end it or begin an interpolation.
func BicepString(values ...any) string {
	var all, b strings.Builder
	for _, v := range values {
		all.WriteString(plainText(v))
	}
	text := all.String()
	b.WriteByte('\'')
	for i, r := range text {
		switch {
		case r == '\'' || r == '\\' || r == '$' && strings.HasPrefix(text[i+1:], "{"):
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

// word prints a value bare where YAML reads it back as the same string, and
// quoted where it would not: 1e3 is a number, and no is false.
func word(v any) string {
	s := plainText(v)
	if bare(s) {
		return s
	}
	return strconv.Quote(s)
}

// plainText is what fmt.Sprint prints, without its detours for strings and names.
func plainText(v any) string {
	if s := reflect.ValueOf(v); s.Kind() == reflect.String {
		return s.String()
	}
	return fmt.Sprint(v)
}

// bare reports whether s is a plain YAML scalar that every reader of YAML 1.1
// and 1.2 takes for a string. What begins with a digit must hold a letter that
// no number, date or time has.
func bare(s string) bool {
	switch {
	case s == "":
		return false
	case isLetter(s[0]):
	case isDigit(s[0]) && strings.ContainsAny(s, "ghijklmnpqrsuvwGHIJKLMNPQRSUVW"):
	default:
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && !strings.ContainsRune("-._/,", rune(c)) {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		return false
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
