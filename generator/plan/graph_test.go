package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
)

// TestGraphOfACluster holds what Flux reconciles against the table that the design
// argues for: each field of it was tried on real Flux.
func TestGraphOfACluster(t *testing.T) {
	t.Parallel()
	repo := replaced(t, fleettest.Repo("contoso"), fleetFile, "[shared-1, shared-2]", "[shared-1]")
	common := plan.Kustomization{
		Interval: "1h", RetryInterval: "1m", Timeout: "5m", Prune: true, DeletionPolicy: "MirrorPrune", Origin: fleetFile,
	}
	with := func(change func(*plan.Kustomization)) plan.Kustomization {
		k := common
		change(&k)
		return k
	}
	want := []plan.Kustomization{
		with(func(k *plan.Kustomization) {
			k.Name, k.Path = "crds", "./infrastructure/crds"
			k.Wait, k.Prune, k.DeletionPolicy = true, false, "Orphan"
		}),
		with(func(k *plan.Kustomization) { k.Name, k.Path, k.Wait = "policies", "./infrastructure/policies", true }),
		with(func(k *plan.Kustomization) {
			k.Name, k.Path, k.DependsOn = "controllers", "./clusters/prod-neu/controllers", []string{"crds"}
			k.HealthChecks = []string{"healthcheckpolicies.alb.networking.azure.io"}
		}),
		with(func(k *plan.Kustomization) {
			k.Name, k.Path = "gateway-shared-1", "./clusters/prod-neu/gateways/shared-1/gateway"
			k.DependsOn = []string{"crds", "policies", "controllers"}
		}),
		with(func(k *plan.Kustomization) {
			k.Name, k.Path = "certificates-shared-1", "./clusters/prod-neu/gateways/shared-1/certificates"
			k.DependsOn, k.SubstituteFrom = []string{"crds", "policies"}, []string{"azure-outputs"}
		}),
		with(func(k *plan.Kustomization) {
			k.Name, k.Path, k.Interval, k.Origin = "tenant-contoso", "./tenants/contoso/prod-neu", "30m", contoso
			k.DependsOn, k.SubstituteFrom = []string{"crds", "policies", "controllers"}, []string{"azure-outputs-0"}
		}),
	}
	got := of(t, repo).Clusters[1].Roots
	for i := range got {
		if got[i].Why == "" || strings.ContainsAny(got[i].Why, "\r\n") || !strings.HasSuffix(got[i].Why, ".") {
			t.Errorf("%s has no sentence that says why: %q", got[i].Name, got[i].Why)
		}
		got[i].Why = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
}

// TestGraphOfAManagedCluster: where AKS runs the ALB controller, gateways wait for
// APIs that no manifest of ours brings; and AGCs that are objects hold up nobody.
func TestGraphOfAManagedCluster(t *testing.T) {
	t.Parallel()
	type node struct{ Path, DependsOn, HealthChecks string }
	got := map[string]node{}
	for _, k := range of(t, fleettest.Kept(t, "../testdata/fleets")["managed"]).Clusters[2].Roots {
		got[k.Name] = node{k.Path, strings.Join(k.DependsOn, " "), strings.Join(k.HealthChecks, " ")}
	}
	gateway := func(name string) node {
		return node{Path: "./clusters/prod-weu/gateways/" + name + "/gateway", DependsOn: "crds policies controllers"}
	}
	certificates := func(name string) node {
		return node{Path: "./clusters/prod-weu/gateways/" + name + "/certificates", DependsOn: "crds policies"}
	}
	want := map[string]node{
		"crds":     {Path: "./infrastructure/crds-addon"},
		"policies": {Path: "./infrastructure/policies"},
		"controllers": {
			"./clusters/prod-weu/controllers", "crds",
			"healthcheckpolicies.alb.networking.azure.io gateways.gateway.networking.k8s.io httproutes.gateway.networking.k8s.io",
		},
		"load-balancers":   {Path: "./clusters/prod-weu/load-balancers", DependsOn: "policies controllers"},
		"gateway-shared-1": gateway("shared-1"), "certificates-shared-1": certificates("shared-1"),
		"gateway-shared-3": gateway("shared-3"), "certificates-shared-3": certificates("shared-3"),
		"tenant-contoso": {Path: "./tenants/contoso/prod-weu", DependsOn: "crds policies controllers"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
}

// TestGraphHoldsUpNobody looks at every Kustomization of a larger fleet: names are
// unique, dependencies exist and come earlier, chains are at most two deep, and
// nothing that can be unhealthy is waited for.
func TestGraphHoldsUpNobody(t *testing.T) {
	t.Parallel()
	for _, c := range of(t, fleettest.Large(30)).Clusters {
		depth := map[string]int{}
		paths := map[string]bool{}
		for _, k := range c.Roots {
			if _, twice := depth[k.Name]; twice || paths[k.Path] {
				t.Errorf("%s: %s or its path is there twice", c.Name, k.Name)
			}
			paths[k.Path] = true
			level := 0
			for _, d := range k.DependsOn {
				before, known := depth[d]
				if !known {
					t.Errorf("%s: %s depends on %s, which is no earlier one", c.Name, k.Name, d)
				}
				level = max(level, before+1)
			}
			if depth[k.Name] = level; level > 2 {
				t.Errorf("%s: %s is %d deep", c.Name, k.Name, level)
			}
			if k.Wait != slices.Contains([]string{"crds", "policies"}, k.Name) {
				t.Errorf("%s: wait of %s is %v", c.Name, k.Name, k.Wait)
			}
			if len(k.Name) > 63 || strings.HasPrefix(k.Path, "./"+layout.FluxDir(string(c.Name))) {
				t.Errorf("%s: %s has a name or a path that Flux cannot take", c.Name, k.Name)
			}
		}
	}
}

// TestLongestNamesFit takes every name as long as it may be: what is made of them
// still fits into what Kubernetes and Azure hold.
func TestLongestNamesFit(t *testing.T) {
	t.Parallel()
	long := func(c string) string { return strings.Repeat(c, 50) }
	repo := fleettest.With(fleettest.Repo(), map[string]string{
		fleetFile: strings.Replace(strings.Replace(fleettest.FleetFile(long("g")), "name: acme", "name: "+strings.Repeat("f", 36), 1),
			"standard:", long("p")+":", 1),
		"clusters/prod-weu.yaml":          "",
		"clusters/" + long("c") + ".yaml": fleettest.ClusterFile(long("c"), "primary", "westeurope", "10.10.0.0/16"),
		"tenants/" + long("t") + ".yaml": strings.Replace(fleettest.TenantFile(long("t"), long("g")), "plan: standard",
			"plan: "+long("p"), 1),
	})
	p := of(t, repo)
	for _, c := range p.Clusters {
		for _, k := range c.Roots {
			if len(k.Name) > 63 { // a label of what it applies
				t.Errorf("Kustomization %s has %d characters", k.Name, len(k.Name))
			}
		}
	}
	for _, g := range p.Gateways {
		for _, c := range g.Cells {
			group := strings.Split(c.AGCID, "/")[4]
			agc := c.AGCID[strings.LastIndex(c.AGCID, "/")+1:]
			if len(group) > 90 || len(agc) > 64 { // Microsoft.Resources/resourceGroups, Microsoft.ServiceNetworking
				t.Errorf("resource group of %d characters, AGC of %d", len(group), len(agc))
			}
			if _, err := name.ParseHostname(string(c.ProbeHost)); err != nil {
				t.Errorf("%s: %v", c.ProbeHost, err)
			}
		}
	}
	for _, s := range []string{
		p.Tenants[0].Certificate, p.Tenants[0].PriorityClass, p.Gateways[0].ProbeCertificate(),
		p.Gateways[0].Listeners[0].Secret,
	} {
		if len(s) > 63 {
			t.Errorf("%s has %d characters", s, len(s))
		}
	}
}

func TestWatchIsForFluxThatKnowsIt(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{"2.6": false, "2.7": true, "2.8": true, "2.9": true} {
		p := of(t, replaced(t, fleettest.Repo("contoso"), fleetFile, "  plans:", `  flux: {version: "`+version+`"}`+"\n  plans:"))
		for _, c := range p.Clusters {
			for _, o := range c.Outputs {
				if o.Watch != want || c.Watch != want {
					t.Errorf("Flux %s: %s of %s is watched: %v", version, o.Name, c.Name, o.Watch)
				}
			}
		}
	}
	p := of(t, replaced(t, fleettest.Repo("contoso"), fleetFile, "  plans:", "  flux: {profile: gotk}\n  plans:"))
	if p.Flux.Minor != 9 || !p.Clusters[0].Watch {
		t.Errorf("the profile gotk has Flux 2.%d", p.Flux.Minor)
	}
}
