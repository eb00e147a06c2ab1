package check_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/check/schema"
)

func TestZZDraft(t *testing.T) {
	r := render(t, twoTenants())
	var b strings.Builder
	all := drafts()
	out := map[string]any{}
	v, err := schema.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		m := all[name]
		found, err := check.CheckWith(t.Context(), v, r.Fleet, m.apply(t, r.Tree))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for _, f := range found {
			fmt.Fprintf(&b, "%s\n", f)
		}
		out[name] = map[string]any{"file": m.file, "old": m.old, "new": m.new, "found": found}
	}
	os.WriteFile("/tmp/chk/draft.txt", []byte(b.String()), 0o644)
	j, _ := json.Marshal(out)
	os.WriteFile("/tmp/chk/draft.json", j, 0o644)
}
