package generator_test

import (
	"fmt"
	"testing"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/render"
)

// BenchmarkReadPlanRender measures what every run does for the whole fleet, in
// memory and without the second parse. A cell is one tenant on one cluster; there
// are two clusters. Linear means: µs/cell does not grow with the tenants.
func BenchmarkReadPlanRender(b *testing.B) {
	for _, tenants := range []int{110, 440, 2_000, 10_000} {
		b.Run(fmt.Sprintf("tenants=%d", tenants), func(b *testing.B) {
			repo := fleettest.Large(tenants)
			b.ReportAllocs()
			for b.Loop() {
				r, found, err := generator.Generate(repo, generator.Options{})
				if err != nil || len(found) > 0 {
					b.Fatal(found, err)
				}
				if len(r.Plan.Cells) != 2*tenants {
					b.Fatalf("%d cells, want %d", len(r.Plan.Cells), 2*tenants)
				}
			}
			perCell(b, tenants)
		})
	}
}

// BenchmarkProve measures the second parse of everything, which a render does
// only for the files that changed.
func BenchmarkProve(b *testing.B) {
	const tenants = 440
	r, found, err := generator.Generate(fleettest.Large(tenants), generator.Options{})
	if err != nil || len(found) > 0 {
		b.Fatal(found, err)
	}
	paths := r.Tree.Paths()
	b.ReportAllocs()
	for b.Loop() {
		if err := render.Prove(r.Tree, paths); err != nil {
			b.Fatal(err)
		}
	}
	perCell(b, tenants)
}

// perCell reports the time of one iteration per cell.
func perCell(b *testing.B, tenants int) {
	b.Helper()
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(2*tenants), "µs/cell")
}
