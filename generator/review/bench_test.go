package review_test

import (
	"maps"
	"testing"

	"github.com/tenantry/tenantry/generator/review"
)

// BenchmarkCompare measures one change among 440 tenants on two clusters. A quota
// touches the tenant alone; a new tenant also its gateway, that gateway's
// certificates and Flux's root, which grow with the number of tenants.
func BenchmarkCompare(b *testing.B) {
	const tenants = 440
	files := with(manyTenants(tenants))
	quota, added := maps.Clone(files), maps.Clone(files)
	quota["tenants/t123.yaml"] = tenantFile("t123", "small", "t123.apps.acme.example", "tag: stable")
	maps.Copy(added, newTenant())
	before := generate(b, files)
	for name, change := range map[string]map[string]string{"quota": quota, "new tenant": added} {
		after := generate(b, change)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			builds := 0
			for b.Loop() {
				builds = 0
				_, err := review.Compare(b.Context(), before.Tree, after.Tree, after.Plan, func(_, total int) { builds = total })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(builds), "builds")
		})
	}
}

// BenchmarkMarkdown measures the text of 300 new tenants, made to fit.
func BenchmarkMarkdown(b *testing.B) {
	r := compare(b, generate(b, fleetFiles()), generate(b, with(manyTenants(300))))
	b.ReportAllocs()
	for b.Loop() {
		review.Markdown(r, 4000)
	}
}
