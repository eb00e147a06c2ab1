package check_test

import (
	"fmt"
	"testing"

	"github.com/tenantry/tenantry/generator/check"
)

// BenchmarkCheck proves fleets of one stamp; cells are tenants on clusters.
func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{2, 100} {
		b.Run(fmt.Sprintf("%d-tenants", n), func(b *testing.B) {
			tenants := map[string]string{}
			for i := range n {
				tenants[fmt.Sprintf("tenant-%03d", i)] = []string{"standard", "premium"}[i%2]
			}
			repo := inputs(tenants)
			edit(b, repo, "clusters/fleet.yaml", "[shared-1]", "[shared-1, shared-2]")
			for i := n / 2; i < n; i++ { // a Gateway has at most 64 listeners
				file := repo[fmt.Sprintf("tenants/tenant-%03d.yaml", i)]
				file.Data = append(file.Data, "  placement: {gateway: shared-2}\n"...)
			}
			r := render(b, repo)
			b.ReportAllocs()
			for b.Loop() {
				if found, err := check.Check(b.Context(), r.Fleet, r.Tree, nil); err != nil || len(found) > 0 {
					b.Fatal(found, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*2*n), "ms/cell")
		})
	}
}
