package azure

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// stampOf is the one stamp of a fleet with two clusters and a gateway.
func stampOf(traffic v1alpha1.Traffic, mode fleet.DRMode) (*fleet.Fleet, fleet.Stamp) {
	f, primary := fleetWith("acme", "weu")
	_, dr := fleetWith("acme", "neu")
	primary.Role, dr.Role = fleet.Primary, fleet.DR
	f.Traffic, f.DRMode, f.DNSZone, f.Gateways = traffic, mode, "apps.acme.example", []fleet.Gateway{{Name: "one", AGC: 1}}
	return f, fleet.Stamp{Name: "default", Primary: primary, DR: dr}
}

// TestClustersShareClientsAsTheModesSay holds what each cluster's share is at first,
// for every provider, mode and method, and that a cluster without tenants gets none.
func TestClustersShareClientsAsTheModesSay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		provider, mode, method string
		dr                     fleet.DRMode
		want                   string
	}{
		{"trafficManager", "activePassive", "weighted", fleet.Warm, "Priority 0ms: weu priority=1 Enabled, neu priority=2 Enabled"},
		{"trafficManager", "activePassive", "weighted", fleet.PilotLight, "Priority 0ms: weu priority=1 Enabled, neu priority=2 Disabled"},
		{"trafficManager", "activePassive", "weighted", fleet.Cold, "Priority 0ms: weu priority=1 Enabled, neu priority=2 Disabled"},
		{"trafficManager", "activeActive", "weighted", fleet.ActiveActive, "Weighted 1000ms: weu weight=100 Enabled, neu weight=100 Enabled"},
		{"trafficManager", "activeActive", "performance", fleet.Warm, "Performance 0ms: weu Enabled, neu Enabled"},
		{"frontDoor", "activePassive", "weighted", fleet.Warm, "Priority 0ms: weu priority=1 weight=100 Enabled, neu priority=2 weight=100 Enabled"},
		{"frontDoor", "activePassive", "weighted", fleet.Cold, "Priority 0ms: weu priority=1 weight=100 Enabled, neu priority=2 weight=100 Disabled"},
		{"frontDoor", "activeActive", "weighted", fleet.Warm, "Weighted 1000ms: weu priority=1 weight=100 Enabled, neu priority=1 weight=100 Enabled"},
		{"frontDoor", "activeActive", "performance", fleet.Warm, "Performance 0ms: weu priority=1 weight=100 Enabled, neu priority=1 weight=100 Enabled"},
	} {
		f, s := stampOf(v1alpha1.Traffic{Provider: tt.provider, Mode: tt.mode, Method: tt.method}, tt.dr)
		stacks := trafficOf(f, &Fleet{FrontDoor: frontDoorOf(f)}, s)
		if len(stacks) != 1 {
			t.Fatalf("%v: %d stacks", tt, len(stacks))
		}
		var targets []string
		for _, target := range stacks[0].Targets {
			text := string(target.Cluster)
			for _, k := range target.Knobs {
				text += fmt.Sprintf(" %s=%d", k.Name, k.Value)
			}
			targets = append(targets, text+" "+target.State)
		}
		got := fmt.Sprintf("%s %dms: %s", stacks[0].Method, stacks[0].Latency, strings.Join(targets, ", "))
		if got != tt.want {
			t.Errorf("%s, %s, %s, %s:\n got %s\nwant %s", tt.provider, tt.mode, tt.method, tt.dr, got, tt.want)
		}
	}
	f, s := stampOf(v1alpha1.Traffic{Provider: "none"}, fleet.Warm)
	if stacks := trafficOf(f, &Fleet{FrontDoor: frontDoorOf(f)}, s); stacks != nil {
		t.Errorf("without a provider there are stacks: %v", stacks)
	}
}

// TestFrontDoorIsTheFleetsOrSomebodys holds the names of the profile and of what
// the fleet has in it.
func TestFrontDoorIsTheFleetsOrSomebodys(t *testing.T) {
	t.Parallel()
	const profile = "/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-edge/providers/Microsoft.Cdn/profiles/edge"
	id, err := name.ParseResourceID(profile)
	if err != nil {
		t.Fatal(err)
	}
	of := func(d v1alpha1.FrontDoor, existing name.ResourceID) *FrontDoor {
		f, _ := stampOf(v1alpha1.Traffic{Provider: "frontDoor", FrontDoor: d}, fleet.Warm)
		f.Azure.Existing.FrontDoor = existing
		return frontDoorOf(f)
	}
	own := &FrontDoor{
		Profile: "afd-acme", Endpoint: "acme-x762v5", WAFPolicy: "wafacmex762v5", WAFMode: "Prevention", Place: Place{Group: "rg-acme-shared"},
		SKU: "Premium_AzureFrontDoor", ManagedRules: true,
	}
	if diff := cmp.Diff(own, of(v1alpha1.FrontDoor{Tier: "premium"}, name.ResourceID{})); diff != "" {
		t.Errorf("the fleet's own (-want +got):\n%s", diff)
	}
	others := *own
	others.Profile, others.Existing, others.Place = "edge", true, Place{"99999999-9999-4999-8999-999999999999", "rg-edge"}
	others.SKU, others.ManagedRules, others.ID = "Standard_AzureFrontDoor", false, "88888888-8888-4888-8888-888888888888"
	got := of(v1alpha1.FrontDoor{Tier: "standard", ID: others.ID}, id)
	if diff := cmp.Diff(&others, got); diff != "" {
		t.Errorf("somebody's (-want +got):\n%s", diff)
	}
	if !own.Asked() || got.Asked() || (*FrontDoor)(nil).Asked() {
		t.Error("who knows the profile's id is mixed up")
	}
}

// TestDomainsOfLikeHostnamesDiffer: a dot and a dash are one character in the names
// of Azure's resources, and no hostname may take another's.
func TestDomainsOfLikeHostnamesDiffer(t *testing.T) {
	t.Parallel()
	f, _ := stampOf(v1alpha1.Traffic{Provider: "frontDoor"}, fleet.Warm)
	names, symbols := map[string]bool{}, map[string]bool{}
	for _, h := range []name.Hostname{"a.b-c.example", "a-b.c.example", "a.b.c.example", "a-b-c.example"} {
		d := domain(f, h)
		names[d.Name], symbols[d.Symbol] = true, true
	}
	if len(names) != 4 || len(symbols) != 4 {
		t.Errorf("names %v, symbols %v", names, symbols)
	}
}

// TestFrontDoorNamesFit holds the longest names against the rules in
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
func TestFrontDoorNamesFit(t *testing.T) {
	t.Parallel()
	f, s := stampOf(v1alpha1.Traffic{Provider: "frontDoor"}, fleet.Warm)
	f.Name, s.Name, f.Gateways[0].Name = name.Label(strings.Repeat("f", 36)), name.Label(strings.Repeat("s", 50)), name.Label(strings.Repeat("g", 50))
	door := frontDoorOf(f)
	group := trafficOf(f, &Fleet{FrontDoor: door}, s)[0].Group
	for what, tt := range map[string]struct{ value, form string }{
		"profile":  {door.Profile, `^[a-zA-Z0-9][a-zA-Z0-9-]{0,258}[a-zA-Z0-9]$`},
		"endpoint": {door.Endpoint, `^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$`},
		"firewall": {door.WAFPolicy, `^[a-zA-Z][a-zA-Z0-9]{0,127}$`},
		"origins":  {group, `^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$`},
		"domain":   {domain(f, name.Hostname(strings.Repeat("a", 60)+".com")).Name, `^[a-zA-Z0-9][a-zA-Z0-9-]{0,258}[a-zA-Z0-9]$`},
	} {
		if !regexp.MustCompile(tt.form).MatchString(tt.value) {
			t.Errorf("%s is called %q", what, tt.value)
		}
	}
}
