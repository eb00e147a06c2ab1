package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
)

// traffic is a fleet file that says something about traffic, at line 17.
func traffic(text string) []edit {
	return []edit{{fleetFile, "  plans:", "  traffic: {" + text + "}\n  plans:"}}
}

func TestTrafficRules(t *testing.T) {
	t.Parallel()
	const profile = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Cdn/profiles/edge"
	const hub = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub"
	one := func(pos diag.Pos, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: pos, Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	runRules(t, map[string]ruleTest{
		"a method without clusters to choose from": {traffic("method: performance"), one(at(fleetFile, 17, 21), "traffic-method",
			"the method divides clients among clusters, and with activePassive one serves",
			"remove this line, or write mode: activeActive", at(fleetFile, 17, 12))},
		"a Front Door that is not used": {traffic("frontDoor: {tier: standard}"), one(at(fleetFile, 17, 24), "front-door-unused",
			`a Front Door is described, and clients come by "trafficManager"`, "remove frontDoor, or write provider: frontDoor",
			at(fleetFile, 17, 12))},
		"a profile that is none": {
			append(traffic("provider: frontDoor"), edit{fleetFile, "    contact:", "    existing: {frontDoor: " + hub + "}\n    contact:"}),
			one(at(fleetFile, 12, 27), "bad-resource-id",
				`"/subscriptions/22222222-2222-4222-8222-222222222222/resource…" is not the resource id of Microsoft.Cdn/profiles`,
				"copy the id from the portal's JSON view: /subscriptions/…/resourceGroups/…/providers/…"),
		},
		"a profile that is not used": {
			[]edit{{fleetFile, "    contact:", "    existing: {frontDoor: " + profile + "}\n    contact:"}},
			one(at(fleetFile, 12, 27), "front-door-unused", `a Front Door is described, and clients come by "trafficManager"`,
				"remove frontDoor, or write provider: frontDoor", at(fleetFile, 6, 3)),
		},
		"Ingresses behind Front Door": {
			append(traffic("provider: frontDoor"), edit{fleetFile, "shared-2", "{name: old, api: ingress}"}),
			one(at(fleetFile, 15, 41), "front-door-ingress",
				`an Ingress cannot ask whether a request came through Front Door, and gateway "old" has no other routes`,
				"remove api: ingress, or write another traffic.provider", at(fleetFile, 17, 23)),
		},
		"an id that is none": {traffic("provider: frontDoor, frontDoor: {id: edge}"), one(at(fleetFile, 17, 50), "bad-guid",
			`Front Door "edge" is no GUID: a GUID has 32 hexadecimal digits in groups of 8-4-4-4-12`,
			"write the object's id, not its name or address")},
		"a hostname that is too long for Front Door": {
			append(traffic("provider: frontDoor"), edit{contoso, "contoso.apps", strings.Repeat("a", 49) + ".apps"}),
			one(at(contoso, 8, 15), "front-door-hostname",
				`hostname "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.apps.acme.…" has 67 characters, and Front Door gets certificates for 64`,
				"use a shorter hostname"),
		},
		"an internationalized hostname": {
			append(traffic("provider: frontDoor"), edit{contoso, "contoso.apps", "xn--bcher-kva.apps"}),
			one(at(contoso, 8, 15), "front-door-hostname",
				`hostname "xn--bcher-kva.apps.acme.example" is internationalized, which Front Door takes no domain for`,
				"use a hostname of plain letters"),
		},
		"more domains than the standard tier holds": {
			append(traffic("provider: frontDoor, frontDoor: {tier: standard}"), tenants(90)...),
			one(at(fleetFile, 17, 52), "front-door-full",
				"the fleet needs 91 custom domains, and of the 100 that a Front Door profile holds 90 may be used",
				"write tier: premium, which holds 500, or put tenants into a second fleet"),
		},
		"more origins than the standard tier holds": {
			append(traffic("provider: frontDoor, frontDoor: {tier: standard}"), stamps(22)...),
			one(at(fleetFile, 15, 13), "front-door-full",
				"the fleet needs 92 origins, and of the 100 that a Front Door profile holds 90 may be used",
				"use fewer gateways: behind Front Door no number of listeners bounds one"),
		},
	})
}

// stamps are so many more stamps than the one that there is.
func stamps(n int) []edit {
	var out []edit
	for i := range n {
		for j, role := range []string{"primary", "dr"} {
			name := fmt.Sprintf("s%d-%s", i, role)
			text := fleettest.ClusterFile(name, role, []string{"westeurope", "northeurope"}[j], fmt.Sprintf("10.%d.0.0/16", 100+2*i+j))
			out = append(out, edit{layout.ClusterFile(name), "", text + fmt.Sprintf("  stamp: s%d\n", i)})
		}
	}
	return out
}

// tenants are so many more tenants than contoso, each with one hostname.
func tenants(n int) []edit {
	out := make([]edit, n)
	for i := range out {
		name := fmt.Sprintf("t%d", i)
		out[i] = edit{layout.TenantFile(name), "", fleettest.TenantFile(name, "shared-1")}
	}
	return out
}

// TestFrontDoorTakesWhatTrafficManagerCannot: the limits and the apex are those of
// the provider that the fleet has.
func TestFrontDoorTakesWhatTrafficManagerCannot(t *testing.T) {
	t.Parallel()
	edits := append(traffic("provider: frontDoor, frontDoor: {tier: standard, id: AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA}"),
		edit{contoso, "contoso.apps.acme.example", "contoso.com"})
	f := right(t, append(edits, tenants(89)...)...)
	want := v1alpha1.Traffic{
		Provider: "frontDoor", Mode: "activePassive", Method: "weighted",
		FrontDoor: v1alpha1.FrontDoor{Tier: "standard", ID: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"},
	}
	if diff := cmp.Diff(want, f.Traffic); diff != "" {
		t.Errorf("traffic (-want +got):\n%s", diff)
	}
}
