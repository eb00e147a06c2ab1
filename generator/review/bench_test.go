package review_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/review"
)

// BenchmarkCompare measures one change among 440 tenants on two clusters. Another
// plan touches the tenant alone; a new tenant also its gateway, the gateway's
// certificates and Flux's root.
func BenchmarkCompare(b *testing.B) {
	const tenants, one, more = 440, "tenants/tenant-00123.yaml", "tenants/contoso.yaml"
	repo := fleettest.Large(tenants)
	before := generateRepo(b, repo)
	plan := strings.Replace(string(repo[one].Data), "plan: standard", "plan: premium", 1)
	for name, after := range map[string]*generator.Result{
		"another plan": generateRepo(b, fleettest.With(repo, map[string]string{one: plan})),
		"a new tenant": generateRepo(b, fleettest.With(repo, map[string]string{more: fleettest.TenantFile("contoso", "shared-1")})),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			builds := 0
			for b.Loop() {
				_, err := review.Compare(b.Context(), before.Tree, after.Tree, after.Plan, func(_, total int) { builds = total })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(builds), "builds")
		})
	}
}

func generateRepo(b *testing.B, repo fstest.MapFS) *generator.Result {
	b.Helper()
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		b.Fatal(err, found)
	}
	return r
}

// BenchmarkMarkdown measures the text of 300 new tenants, made to fit.
func BenchmarkMarkdown(b *testing.B) {
	r := compare(b, generate(b, fleetFiles()), generate(b, with(manyTenants(300))))
	b.ReportAllocs()
	for b.Loop() {
		review.Markdown(r, room(4000))
	}
}
