package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

// TestAShardThatOutgrowsItsTemplateIsFoundBeforeItIsRendered: one shard of 224
// tenants is at the limit, and one tenant more needs another number of shards.
func TestAShardThatOutgrowsItsTemplateIsFoundBeforeItIsRendered(t *testing.T) {
	t.Parallel()
	of := func(tenants, secrets int) []edit {
		out := []edit{
			{fleetFile, "  plans:", "  shards: 1\n  plans:"},
			{fleetFile, "[shared-1, shared-2]", "[shared-1, shared-2, shared-3, shared-4, shared-5]"},
			{contoso, "", ""},
		}
		for i := range tenants {
			name := fmt.Sprintf("tenant-%03d", i)
			file := fleettest.TenantFile(name, fmt.Sprintf("shared-%d", 1+i%5))
			if secrets > 0 {
				var names []string
				for n := range secrets {
					names = append(names, fmt.Sprintf("%s-%d", name, n))
				}
				file += "  secrets: [" + strings.Join(names, ", ") + "]\n"
			}
			out = append(out, edit{"tenants/" + name + ".yaml", "", file})
		}
		return out
	}
	right(t, of(224, 0)...)
	for name, tt := range map[string]struct {
		edits []edit
		has   int
		fix   string
	}{
		"one tenant too many":         {of(225, 0), 452, "write shards: 2"},
		"tenants with something each": {of(100, 4), 602, "write shards: 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found := build(t, repoWith(t, tt.edits...))
			want := diag.List{{
				Pos: at(fleetFile, 17, 11), Code: "too-few-shards",
				Message: fmt.Sprintf("one of 1 shards has %d nested deployments, and 450 is the most that leaves Azure's own limit out of reach", tt.has),
				Fix:     tt.fix,
			}}
			if diff := cmp.Diff(want, found); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
