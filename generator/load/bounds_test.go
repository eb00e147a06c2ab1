package load_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tenantry/tenantry/generator/diag"
)

// What a file may expand to is bounded, however it is written: each of these is
// small, and would be read for hours or for ever without a bound.
func TestLoadEndsWhateverAFileExpandsTo(t *testing.T) {
	t.Parallel()
	var keys strings.Builder
	for i := range 60_000 {
		keys.WriteString("  a" + strings.Repeat("b", i%7) + string(rune('a'+i%26)) + strings.Repeat("c", i/5000) + ":\n")
	}
	bomb := "spec:\n  x: &x\n" + strings.ReplaceAll(keys.String(), "  a", "    a") + "  plans:\n"
	for i := range 50_000 {
		bomb += "    p" + strings.Repeat("q", i%5) + ": *x\n"
		if i > 2_000 {
			break
		}
	}
	const head = "apiVersion: tenantry.dev/v1alpha1\nkind: Fleet\nmetadata: {name: acme}\n"
	tests := map[string]struct{ text, code string }{
		"a value that contains itself": {head +
			"spec: &s\n  azure: *s\n  repository: *s\n  traffic: *s\n  gateways: [*s, *s]\n  plans: *s\n", "unknown-field"},
		"a list that contains itself": {head + "spec:\n  gateways: &g [*g, *g, *g]\n", "wrong-type"},
		"laughter by the billion": {head +
			"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
			"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nspec: {gateways: *e, plans: *e}\n", "unknown-field"},
		"many keys, many times":   {head + bomb, "too-large"},
		"more keys than are read": {head + "spec:\n" + keys.String(), "too-large"},
		"deep nesting":            {head + "spec: " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "\n", "wrong-type"},
		"nesting beyond the parser's bound": {
			head + "spec: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "\n", "yaml-syntax",
		},
		"deep fields": {head + "spec: " + strings.Repeat("{a: ", 9_000) + "b" + strings.Repeat("}", 9_000) + "\n", "unknown-field"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(tt.text) > 1<<20 {
				t.Fatalf("the text has %d bytes and would not be read", len(tt.text))
			}
			began := time.Now()
			found := find(t, map[string]string{"clusters/fleet.yaml": tt.text})
			if took := time.Since(began); took > time.Minute {
				t.Errorf("it took %v", took)
			}
			codes := map[diag.Code]int{}
			for _, f := range found {
				codes[f.Code]++
			}
			if codes[diag.Code(tt.code)] == 0 {
				t.Errorf("findings %v, want some %s", codes, tt.code)
			}
			if len(found) > 40_000 {
				t.Errorf("%d findings", len(found))
			}
		})
	}
}
