package azure

import (
	"maps"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
)

func policed(effects map[string]fleet.Effect) *fleet.Fleet {
	f, _ := fleetWith("acme", "prod-weu")
	f.Policies.Effects = map[string]fleet.Effect{}
	for _, a := range fleet.PolicyAssignments() {
		f.Policies.Effects[a.Name] = fleet.EffectDisabled
	}
	maps.Copy(f.Policies.Effects, effects)
	f.Plans = []fleet.Plan{{CPU: "500m", Memory: "32Gi"}, {CPU: "4", Memory: "900Mi"}}
	return f
}

// TestAnEffectIsSpelledAsItsDefinitionTakesIt: Azure compares letters, and what is
// not among a definition's own words fails the deployment.
func TestAnEffectIsSpelledAsItsDefinitionTakesIt(t *testing.T) {
	t.Parallel()
	type assigned struct {
		Symbol, Effect string
		Parameters     []PolicyParameter
	}
	var got []assigned
	for _, p := range policies(policed(map[string]fleet.Effect{
		"internal-load-balancers": fleet.EffectDeny,  // knows lower case alone
		"endpoint-edit":           fleet.EffectAudit, // knows Audit alone
		"local-accounts":          fleet.EffectDeny,  // about a resource
		"limits":                  fleet.EffectAudit,
	})) {
		got = append(got, assigned{p.Symbol, p.Effect, p.Parameters})
	}
	want := []assigned{
		{"limits", "audit", []PolicyParameter{{"cpuLimit", "4"}, {"memoryLimit", "32Gi"}}},
		{"internalLoadBalancers", "deny", nil},
		{"endpointEdit", "Audit", nil},
		{"localAccounts", "Deny", nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("assignments (-want +got):\n%s", diff)
	}
}

// TestAllowedImagesAreWholeHosts: a registry that begins like an allowed one, or has
// its name somewhere in a path, is another registry.
func TestAllowedImagesAreWholeHosts(t *testing.T) {
	t.Parallel()
	f := policed(nil)
	f.Azure.Registry, f.Registries, f.ChartRegistry = "acmefleet", []string{"tenants.example:5000"}, "mirror.example"
	f.ProbeImage = "probes.example/podinfo:1"
	f.Policies.Images = []string{"docker.io/grafana"}
	re, err := regexp.Compile(allowedImages(f))
	if err != nil {
		t.Fatal(err)
	}
	for image, want := range map[string]bool{
		"mcr.microsoft.com/oss/a:1":                 true,
		"acmefleet.azurecr.io/a@sha256:0":           true,
		"tenants.example:5000/a/b:1":                true,
		"mirror.example/jetstack/a:1":               true,
		"probes.example/podinfo:1":                  true,
		"docker.io/grafana/loki:3":                  true,
		"docker.io/grafanas/loki:3":                 false,
		"docker.io/library/nginx:1":                 false,
		"acmefleet.azurecr.io.evil.example/a:1":     false,
		"acmefleetXazurecr.io/a:1":                  false,
		"evil.example/acmefleet.azurecr.io/a:1":     false,
		"probes.example/podinfo-of-somebody-else:1": false,
		"nginx": false,
	} {
		if got := re.MatchString(image); got != want {
			t.Errorf("%s: %t, want %t", image, got, want)
		}
	}
}

// TestNamespacesThatAreLeftOut are those that the fleet has.
func TestNamespacesThatAreLeftOut(t *testing.T) {
	t.Parallel()
	names := func(f *fleet.Fleet) []string {
		var out []string
		for _, n := range excluded(f) {
			out = append(out, n.Name)
		}
		return out
	}
	always := []string{
		"kube-system", "gatekeeper-system", "azure-arc", "azure-extensions-usage-system", "flux-system", "azure-alb-system",
		"cert-manager",
	}
	f := policed(nil)
	if diff := cmp.Diff(always, names(f)); diff != "" {
		t.Errorf("always (-want +got):\n%s", diff)
	}
	f.Parts = fleet.Parts{Istio: true, Dapr: true, Backup: true}
	f.Stamps = []fleet.Stamp{{DR: fleet.Cluster{Network: fleet.Network{Policy: "calico"}}}}
	f.Policies.ExcludedNamespaces = []string{"falco", "cert-manager", "falco"}
	want := append(always, "calico-system", "tigera-operator", "aks-istio-system", "aks-istio-ingress", "dapr-system",
		"dataprotection-microsoft", "falco")
	if diff := cmp.Diff(want, names(f)); diff != "" {
		t.Errorf("with every part (-want +got):\n%s", diff)
	}
}
