package generator_test

import (
	"path"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/internal/golden"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// TestGoldenFleets keeps what is rendered of each fleet in testdata/fleets, which
// choose otherwise than the reference fleet does, and proves it as that is proven.
// It leaves out what is the same in every fleet, and ARM: that is compiled from the
// Bicep beside it.
func TestGoldenFleets(t *testing.T) {
	t.Parallel()
	for name, repo := range fleettest.Kept(t, "testdata/fleets") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, kept := generate(t, repo), &tree.Tree{}
			for _, p := range r.Tree.Paths() {
				same := strings.HasPrefix(p, layout.Schemas+"/") || strings.HasPrefix(p, layout.Deploy+"/")
				if same || path.Ext(p) == ".json" {
					continue
				}
				f, _ := r.Tree.Get(p)
				if err := kept.Add(p, f); err != nil {
					t.Fatal(err)
				}
			}
			golden.Tree(t, kept)
			if found, err := check.Check(t.Context(), r.Fleet, r.Tree, nil); err != nil || len(found) > 0 {
				t.Error(found, err)
			}
		})
	}
}
