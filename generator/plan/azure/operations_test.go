package azure

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
)

func watched(role fleet.Role, mode fleet.DRMode, firewall string) *Cluster {
	f, c := fleetWith("acme", "prod-weu")
	f.DRMode, c.Role, c.Network.Firewall = mode, role, firewall
	f.Gateways = []fleet.Gateway{{Name: "shared-1", AGC: 1}}
	return clusterOf(f, &Fleet{Registry: "acme"}, c, Accounts{ShardOutputs: func(int) string { return "" }})
}

func alertNames(alerts []Alert) []string {
	var out []string
	for _, a := range alerts {
		out = append(out, a.Name)
	}
	return out
}

// TestAlertsAreAboutWhatTheClusterHas: a standby that runs no pods has no healthy
// targets on purpose, and behind a firewall there is no NAT gateway.
func TestAlertsAreAboutWhatTheClusterHas(t *testing.T) {
	t.Parallel()
	always := []string{"vault-availability", "vault-saturation", "storage-availability"}
	for _, tt := range []struct {
		role     fleet.Role
		mode     fleet.DRMode
		firewall string
		more     []string
	}{
		{fleet.Primary, fleet.PilotLight, "", []string{"nat-availability", "nat-ports", "agc-1-targets", "agc-1-timeouts"}},
		{fleet.DR, fleet.PilotLight, "", []string{"nat-availability", "nat-ports", "agc-1-timeouts"}},
		{fleet.DR, fleet.Warm, "10.0.1.4", []string{"agc-1-targets", "agc-1-timeouts"}},
	} {
		c := watched(tt.role, tt.mode, tt.firewall)
		if diff := cmp.Diff(append(always[:3:3], tt.more...), alertNames(c.PlatformAlerts)); diff != "" {
			t.Errorf("%s, %s, firewall %q (-want +got):\n%s", tt.role, tt.mode, tt.firewall, diff)
		}
		for _, a := range c.PlatformAlerts {
			if !slices.ContainsFunc(c.Watched, func(e Existing) bool { return e.Symbol == a.Scope && e.Type == a.Type }) {
				t.Errorf("%s watches %s, which the template does not name", a.Name, a.Scope)
			}
		}
	}
}

// TestRecordingGroupsFit: a group of Prometheus rules holds 20
// (https://learn.microsoft.com/azure/azure-monitor/service-limits), and two rules
// of one name differ in their labels.
func TestRecordingGroupsFit(t *testing.T) {
	t.Parallel()
	seen := map[[2]string]bool{}
	for _, g := range recordings("aks-prod-weu") {
		if len(g.Rules) == 0 || len(g.Rules) > 20 {
			t.Errorf("%s has %d rules", g.Name, len(g.Rules))
		}
		for _, r := range g.Rules {
			key := [2]string{r.Record, r.Workload}
			if seen[key] {
				t.Errorf("%v is recorded twice", key)
			}
			seen[key] = true
		}
	}
}

// TestTelemetryIsAsPrivateAsTheAPIServer unless the fleet says otherwise.
func TestTelemetryIsAsPrivateAsTheAPIServer(t *testing.T) {
	t.Parallel()
	type way struct {
		private   bool
		endpoints []string
	}
	of := func(access string, privateAPI bool) way {
		f, c := fleetWith("acme", "prod-weu")
		f.Monitoring.Access, c.PrivateAPI = access, privateAPI
		got := clusterOf(f, &Fleet{Registry: "acme"}, c, Accounts{ShardOutputs: func(int) string { return "" }})
		out := way{private: got.PrivateTelemetry}
		for _, e := range got.Endpoints {
			out.endpoints = append(out.endpoints, e.GroupID)
		}
		return out
	}
	open := way{false, []string{"vault", "blob", "registry"}}
	private := way{true, []string{"vault", "blob", "registry", "azuremonitor"}}
	got := map[string]way{
		"private API": of("", true), "public API": of("", false), "public all the same": of("public", true), "private all the same": of("private", false),
	}
	want := map[string]way{"private API": private, "public API": open, "public all the same": open, "private all the same": private}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(way{})); diff != "" {
		t.Errorf("telemetry (-want +got):\n%s", diff)
	}
}

// TestZonesOfTelemetryAreDeclaredOnce: blobs have theirs already, for the cluster's
// own account.
func TestZonesOfTelemetryAreDeclaredOnce(t *testing.T) {
	t.Parallel()
	c := watched(fleet.Primary, fleet.Warm, "")
	zones := map[string]int{}
	for _, z := range c.DNSZones {
		zones[z.Symbol]++
	}
	for _, e := range c.Endpoints {
		for _, z := range e.Zones {
			if zones[z] != 1 {
				t.Errorf("endpoint %s: zone %s is declared %d times", e.Name, z, zones[z])
			}
		}
	}
}

// TestAnAGCUsesThePoliciesOfItsGateways and no other: one that no object of
// Kubernetes names would inspect nothing.
func TestAnAGCUsesThePoliciesOfItsGateways(t *testing.T) {
	t.Parallel()
	f, c := fleetWith("acme", "prod-weu")
	own := &fleet.WAF{Mode: fleet.Detection}
	f.Gateways = []fleet.Gateway{
		{Name: "one", AGC: 1, WAF: own},
		{Name: "two", AGC: 1},
		{Name: "three", AGC: 2, WAF: own},
		{Name: "four", AGC: 3},
		{Name: "five", AGC: 4, Ingress: true},
	}
	got := map[int][]AGCPolicy{}
	for _, a := range clusterOf(f, &Fleet{Registry: "acme"}, c, Accounts{ShardOutputs: func(int) string { return "" }}).AGCs {
		got[a.Number] = a.Policies
	}
	fleets := func(agc string) AGCPolicy { return AGCPolicy{agc + "Waf", "waf", "waf"} }
	want := map[int][]AGCPolicy{
		1: {fleets("agc_1"), {"agc_1Waf_one", "waf-gateway-one", "waf_one"}},
		2: {{"agc_2Waf_three", "waf-gateway-three", "waf_three"}},
		3: {fleets("agc_3")},
		4: nil, // no firewall stands before Ingresses
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
}
