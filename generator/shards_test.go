package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
)

// What is counted before anything is rendered is what the templates then hold.
func TestAShardHasTheNestedDeploymentsThatTheFleetCounts(t *testing.T) {
	t.Parallel()
	repo := fleettest.With(fleettest.Repo("contoso", "fabrikam", "woodgrove"), map[string]string{
		"tenants/fabrikam.yaml":  fleettest.TenantFile("fabrikam", "shared-1") + "  secrets: [one, two]\n  waf: {mode: detection}\n",
		"tenants/woodgrove.yaml": strings.Replace(fleettest.TenantFile("woodgrove", "shared-1"), "standard", "premium", 1),
	})
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	want := map[string]int{}
	for _, s := range r.Fleet.Stamps {
		for _, c := range s.Clusters() {
			for _, tenant := range r.Fleet.Tenants {
				main := fmt.Sprintf("%s/main.json", layout.AzureStack(string(c.Name), fmt.Sprintf("tenants-%d", fleet.Shard(tenant.Name, r.Fleet.Shards))))
				want[main] += tenant.Deployments(r.Fleet.Plan(tenant.Plan))
			}
		}
	}
	for main, tenants := range want {
		f, _ := r.Tree.Get(main)
		template, err := arm.Expand(f.Data, arm.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := template.Deployments - tenants; got < 0 || got > fleet.ShardDeployments {
			t.Errorf("%s has %d nested deployments beside its tenants' %d, want at most %d", main, got, tenants, fleet.ShardDeployments)
		}
	}
}
