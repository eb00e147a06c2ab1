package render_test

import (
	"strings"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/render"
)

func TestWordIsBareOnlyWhereEveryReaderTakesItForText(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"contoso": "contoso", "north-wind": "north-wind", "4games": "4games", "shop.contoso.com": "shop.contoso.com", "a,b.c": "a,b.c",
		"8Gi": "8Gi", "500m": "500m", "e3": "e3", "nan": "nan", "x": "x", "./": `"./"`, "4.games.example": "4.games.example",
		"": `""`, "no": `"no"`, "No": `"No"`, "ON": `"ON"`, "y": `"y"`, "N": `"N"`, "null": `"null"`, "NULL": `"NULL"`,
		"true": `"true"`, "False": `"False"`,
		"123": `"123"`, "1e3": `"1e3"`, "0x10": `"0x10"`, "0b11": `"0b11"`, "0o7": `"0o7"`, "1E": `"1E"`, "1e": `"1e"`,
		"2026-11-24": `"2026-11-24"`,
		"1_000":      `"1_000"`, "12e03": `"12e03"`, "0xabc": `"0xabc"`, "2001-12-14t21": `"2001-12-14t21"`, "1.2.3": `"1.2.3"`,
		"~": `"~"`, "-a": `"-a"`,
		"a:b": `"a:b"`, "a #b": `"a #b"`, "a\nb": `"a\nb"`, `a"b`: `"a\"b"`, `a\b`: `"a\\b"`, "<<": `"<<"`, "=": `"="`,
		"ä": `"ä"`, "\x7f": `"\x7f"`,
		"\u2028": `"\u2028"`, "\U0001F600": `"😀"`, "\ufeffa": `"\ufeffa"`, ".inf": `".inf"`, "${x}": `"${x}"`,
	} {
		if got := render.Word(s); got != want {
			t.Errorf("word %q = %s, want %s", s, got, want)
		}
	}
	if got := render.Word(name.Label("no")) + render.Word(name.Hostname("a.b")) + render.Quote(7) +
		render.Quote(name.GUID("x")); got != `"no"a.b"7""x"` {
		t.Errorf("values of other types give %s", got)
	}
}

// FuzzWord prints any text as a value, as a key and in a list, and reads it back
// with a reader of YAML 1.2 and with the one of YAML 1.1 that Kubernetes uses.
func FuzzWord(f *testing.F) {
	for _, s := range []string{
		"", "a", "no", "1e3", "0x_", "1_2", "12:30", "2001-1-1", "\x00", "\u0085", "\\", "\"", "'",
		"# a", "a: b", "- a", "%a", "\ufeff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.ToValidUTF8(s, "")
		if want != s {
			return // package load refuses files that are not UTF-8
		}
		for _, printed := range []string{render.Word(s), render.Quote(s)} {
			text := "a: " + printed + "\n" + "b:\n  - " + printed + " # comment\n"
			var got3, got1 struct {
				A string
				B []string
			}
			if err := yaml3.Unmarshal([]byte(text), &got3); err != nil || got3.A != s || len(got3.B) != 1 || got3.B[0] != s {
				t.Errorf("%q is printed %s and read back as %q: %v", s, printed, got3, err)
			}
			if err := yaml.UnmarshalStrict([]byte(text), &got1); err != nil || got1.A != s || len(got1.B) != 1 || got1.B[0] != s {
				t.Errorf("%q is printed %s and read back by YAML 1.1 as %q: %v", s, printed, got1, err)
			}
			var any3 struct{ A any }
			if err := yaml3.Unmarshal([]byte(text), &any3); err != nil || any3.A != any(s) {
				t.Errorf("%q is printed %s and is no text but %T", s, printed, any3.A)
			}
			var any1 struct{ A any }
			if err := yaml.Unmarshal([]byte(text), &any1); err != nil || any1.A != any(s) {
				t.Errorf("%q is printed %s and is no text of YAML 1.1 but %T", s, printed, any1.A)
			}
		}
	})
}

// TestBicepStringsEndWhereTheyBegan: nothing in a value closes the string, begins an
// interpolation or another line.
func TestBicepStringsEndWhereTheyBegan(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		values []any
		want   string
	}{
		{[]any{"a"}, `'a'`},
		{[]any{"rg-", name.Label("acme"), "-", 1}, `'rg-acme-1'`},
		{[]any{"it's"}, `'it\'s'`},
		{[]any{`a\`}, `'a\\'`},
		{[]any{`\'`}, `'\\\''`},
		{[]any{"${x}"}, `'\${x}'`},
		{[]any{"$", "{x}"}, `'\${x}'`},
		{[]any{"$$" + "{x}"}, `'$\${x}'`},
		{[]any{"^a$"}, `'^a$'`},
		{[]any{"a\nb\r\t\u2028"}, `'a\u{a}b\u{d}\u{9}\u{2028}'`},
		{[]any{""}, `''`},
	} {
		if got := render.BicepString(tt.values...); got != tt.want {
			t.Errorf("%q is printed as %s, want %s", tt.values, got, tt.want)
		}
	}
}
