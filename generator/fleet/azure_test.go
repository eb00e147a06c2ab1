package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

// TestAzureRules breaks each rule of the Azure half once: place, code, fact and fix.
func TestAzureRules(t *testing.T) {
	t.Parallel()
	const fleetSpec = "    contact:"
	own := func(text string) []edit {
		return []edit{{weu, "  region: westeurope", "  " + text + "\n  region: westeurope"}}
	}
	azure := func(text string) []edit { return []edit{{fleetFile, fleetSpec, "    " + text + "\n" + fleetSpec}} }
	of := func(text string) []edit { return []edit{{contoso, "  plan:", "  " + text + "\n  plan:"}} }
	for name, tt := range map[string]struct {
		edits []edit
		want  []string
	}{
		"a region that the table does not know": {[]edit{{weu, "westeurope", "ukwest"}}, []string{
			"clusters/prod-weu.yaml:7:11: region \"ukwest\" is not known to offer Application Gateway for Containers (region-without-agc)\n\tfix: choose another region, or add it to azure.newRegions of the fleet if it offers the service by now",
		}},
		"a firewall before Ingresses": {append(of("waf: {mode: prevention}"),
			edit{fleetFile, "[shared-1,", "[{name: shared-1, api: ingress},"}), []string{
			"tenants/contoso.yaml:6:8: no firewall can stand before gateway \"shared-1\", whose routes are Ingresses (waf-with-ingress)\n\tsee: clusters/fleet.yaml:15:36\n\tfix: place the tenant on a gateway with api: gateway, or remove waf",
		}},
		"a firewall before listeners that Front Door shares": {append(of("waf: {scope: listener}"),
			edit{fleetFile, "  plans:", "  traffic: {provider: frontDoor}\n  plans:"}), []string{
			"tenants/contoso.yaml:6:16: behind Front Door all tenants of a gateway share one listener (waf-without-listener)\n\tsee: clusters/fleet.yaml:17:23\n\tfix: remove this line: the policy then guards the tenant's route",
		}},
		"managed frontends behind Traffic Manager": {append(own("agc: {deployment: managed}"),
			edit{neu, "  region:", "  agc: {deployment: managed}\n  region:"}), []string{
			"clusters/prod-neu.yaml:7:21: nobody knows the names of managed frontends before they exist, so that traffic.provider trafficManager leads nowhere (managed-with-traffic)\n\tsee: clusters/fleet.yaml:6:3\n\tfix: write deployment: byo, or traffic: {provider: none} in the fleet file",
			"clusters/prod-weu.yaml:7:21: nobody knows the names of managed frontends before they exist, so that traffic.provider trafficManager leads nowhere (managed-with-traffic)\n\tsee: clusters/fleet.yaml:6:3\n\tfix: write deployment: byo, or traffic: {provider: none} in the fleet file",
		}},
		"clusters of one stamp that differ in their gateways": {
			append(own("agc: {install: addon, deployment: managed}"), edit{fleetFile, "  plans:", "  traffic: {provider: none}\n  plans:"}),
			[]string{
				"clusters/prod-weu.yaml:7:18: agc.install is addon here and helm on the other cluster of the stamp (different-agc)\n\tsee: clusters/prod-neu.yaml:6:3\n\tfix: write the same for both",
				"clusters/prod-weu.yaml:7:37: agc.deployment is managed here and byo on the other cluster of the stamp (different-agc)\n\tsee: clusters/prod-neu.yaml:6:3\n\tfix: write the same for both",
			},
		},
		"a region that is nearly known": {[]edit{{weu, "westeurope", "westeurop"}}, []string{
			"clusters/prod-weu.yaml:7:11: region \"westeurop\" is not known to offer Application Gateway for Containers (region-without-agc)\n\tfix: write \"westeurope\"",
		}},
		"zones where there are none": {[]edit{{weu, "westeurope", "westus\n  zones: [1]"}}, []string{
			"clusters/prod-weu.yaml:8:10: region \"westus\" has no availability zones (region-without-zones)\n\tsee: clusters/prod-weu.yaml:7:11\n\tfix: remove zones",
		}},
		"zones that no region has": {own("zones: [1, 1, 4]"), []string{
			"clusters/prod-weu.yaml:7:10: zones [1 1 4] are not some of 1, 2 and 3 (bad-zones)\n\tfix: write [1, 2, 3], or fewer of them",
		}},
		"both clusters in one region": {[]edit{{weu, "westeurope", "northeurope"}}, []string{
			"clusters/prod-weu.yaml:7:11: both clusters of the stamp are in \"northeurope\", and would be lost together (same-region)\n\tsee: clusters/prod-neu.yaml:7:11\n\tfix: put the DR cluster into another region",
		}},
		"both clusters upgraded at once": {own("maintenance: {day: Saturday}"), []string{
			"clusters/prod-weu.yaml:7:22: both clusters of the stamp may be upgraded on the same Saturday (same-maintenance)\n\tsee: clusters/prod-neu.yaml:6:3\n\tfix: choose another day for one of them",
		}},
		"an old Kubernetes": {[]edit{{weu, "1.35", "1.31"}}, []string{
			"clusters/prod-weu.yaml:8:22: Kubernetes 1.31 is older than the ALB controller takes (bad-version)\n\tfix: write \"1.32\" or newer",
		}},
		"ranges of a private API server": {own("api: {ranges: [192.0.2.0/24]}"), []string{
			"clusters/prod-weu.yaml:7:17: a private API server has no public address that ranges could reach (private-with-ranges)\n\tfix: remove ranges, or write access: authorizedRanges",
		}},
		"an API server for everybody": {own("api: {access: authorizedRanges}"), []string{
			"clusters/prod-weu.yaml:7:8: \"ranges\" is missing: without it everybody reaches the API server (missing-field)\n\tfix: add \"ranges:\" with the networks of those who administer the cluster",
		}},
		"a range that is none": {own("api: {access: authorizedRanges, ranges: [192.0.2.1]}"), []string{
			"clusters/prod-weu.yaml:7:44: range \"192.0.2.1\" is not usable: an IPv4 network is written like 10.10.0.0/16 (bad-cidr)\n\tfix: write it like 10.10.0.0/16",
		}},
		"a firewall with a public address": {own("network: {firewall: 52.1.2.3, hub: " + hub + "}"), []string{
			"clusters/prod-weu.yaml:7:23: firewall \"52.1.2.3\" is no private IPv4 address (bad-address)\n\tfix: write an address such as 10.0.1.4",
		}},
		"a hub that is no network": {own("network: {hub: hub}"), []string{
			"clusters/prod-weu.yaml:7:18: \"hub\" is not the resource id of Microsoft.Network/virtualNetworks (bad-resource-id)\n\tfix: copy the id from the portal's JSON view: /subscriptions/…/resourceGroups/…/providers/…",
		}},
		"a subnet outside the address space": {own("network: {subnets: {nodes: 10.11.0.0/20}}"), []string{
			"clusters/prod-weu.yaml:7:30: subnet 10.11.0.0/20 of nodes is no part of 10.10.0.0/16 (subnet-outside)\n\tsee: clusters/prod-weu.yaml:10:17\n\tfix: choose a network inside the address space",
		}},
		"a subnet that overlaps a cut one": {own("network: {subnets: {virtualMachines: 10.10.248.0/25}}"), []string{
			"clusters/prod-weu.yaml:7:40: subnet 10.10.248.0/25 of virtual machines overlaps 10.10.248.0/24 of AGC 1 (cidr-overlap)\n\tfix: choose networks that do not overlap, for both if need be",
		}},
		"an AGC subnet that is no /24": {own("network: {subnets: {agc: [10.10.192.0/23, 10.10.249.0/24, 10.10.250.0/24, 10.10.251.0/24, 10.10.252.0/24]}}"), []string{
			"clusters/prod-weu.yaml:7:29: subnet 10.10.192.0/23 of AGC 1 is a /23 (bad-cidr)\n\tfix: write a /24",
		}},
		"a pool that is close and spread": {own("systemPool: {close: enabled}"), []string{
			"clusters/prod-weu.yaml:7:23: nodes that are kept close together cannot be spread over several zones (close-over-zones)\n\tfix: add zones: [1] to the pool, or remove close",
		}},
		"a pool of more than its most": {own("systemPool: {min: 9, max: 4}"), []string{
			"clusters/prod-weu.yaml:7:21: min is 9, and max is 4 (out-of-range)\n\tsee: clusters/prod-weu.yaml:7:29\n\tfix: write a larger max",
		}},
		"a pool with a bad name": {own("pools: {User-1: {}}"), []string{
			"clusters/prod-weu.yaml:7:19: pool \"User-1\" is not usable (bad-azure-name)\n\tfix: write 1 to 12 lower-case letters and digits, beginning with a letter",
		}},
		"a pool called like the platform's": {own("pools: {system: {}}"), []string{
			"clusters/prod-weu.yaml:7:19: pool \"system\" has a name that the platform needs (reserved-name)\n\tfix: choose another name",
		}},
		"a size that is none": {own("systemPool: {vmSize: D4}"), []string{
			"clusters/prod-weu.yaml:7:24: size \"D4\" is not usable (bad-vm-size)\n\tfix: write a size's full name, such as Standard_D4ds_v5",
		}},
		"a key vault's name": {own("names: {keyVault: a--b}"), []string{
			"clusters/prod-weu.yaml:7:21: key vault \"a--b\" is not usable (bad-azure-name)\n\tfix: write 3 to 24 letters, digits and single dashes, beginning with a letter",
		}},
		"a storage account's name": {own("names: {storageAccount: Acme}"), []string{
			"clusters/prod-weu.yaml:7:27: storage account \"Acme\" is not usable (bad-azure-name)\n\tfix: write 3 to 24 lower-case letters and digits",
		}},
		"an SSH key": {azure("sshPublicKey: AAAA"), []string{
			"clusters/fleet.yaml:12:19: key \"AAAA\" is not usable (bad-ssh-key)\n\tfix: write the public half in one line, as in a file that ends in .pub",
		}},
		"costs without a tier": {own("tier: Free\n  costAnalysis: enabled"), []string{
			"clusters/prod-weu.yaml:8:17: costs by namespace are not to be had with the tier Free (costs-without-tier)\n\tsee: clusters/prod-weu.yaml:7:9\n\tfix: write tier: Standard, or remove costAnalysis",
		}},
		"a surge of nothing": {own("upgrades: {maxSurge: 0%}"), []string{
			"clusters/prod-weu.yaml:7:24: maxSurge \"0%\" is not usable (bad-surge)\n\tfix: write a number of nodes, or a share such as \"33%\"",
		}},
		"a revision of upstream's": {[]edit{{fleetFile, "  plans:", "  istio: {revisions: [1-28-2]}\n  plans:"}}, []string{
			"clusters/fleet.yaml:17:23: revision \"1-28-2\" is not usable (bad-istio-revision)\n\tfix: write a revision's name, such as asm-1-28",
		}},
		"two DDoS plans": {append(azure("ddosPlan: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/a/providers/Microsoft.Network/ddosProtectionPlans/b"), edit{fleetFile, "  plans:", "  parts: {ddos: enabled}\n  plans:"}), []string{
			"clusters/fleet.yaml:18:17: the fleet names a DDoS protection plan, and asks for one of its own (two-ddos-plans)\n\tsee: clusters/fleet.yaml:12:15\n\tfix: remove ddosPlan, or this line",
		}},
		"a DDoS plan that is a network": {azure("ddosPlan: " + hub), []string{
			"clusters/fleet.yaml:12:15: \"/subscriptions/22222222-2222-4222-8222-222222222222/resource…\" is not the resource id of Microsoft.Network/ddosProtectionPlans (bad-resource-id)\n\tfix: copy the id from the portal's JSON view: /subscriptions/…/resourceGroups/…/providers/…",
		}},
		"a sixth frontend": {[]edit{{fleetFile, "[shared-1, shared-2]", "[shared-1, shared-2, {name: a, agc: 1}, {name: b, agc: 1}, {name: c, agc: 1}, {name: d, agc: 1}]"}}, []string{
			"clusters/fleet.yaml:15:91: gateway \"d\" would be frontend 6 of AGC 1, which has at most 5 (too-many-gateways)\n\tfix: say with {name, agc} that it sits on another AGC",
		}},
		"a secret of two owners": {of("secrets: [one, One]"), []string{
			"tenants/contoso.yaml:6:18: secret \"One\" belongs to another entry (secret-taken)\n\tsee: tenants/contoso.yaml:6:13\n\tfix: give each tenant secrets of its own",
		}},
		"secrets without an identity": {of("identity: disabled\n  secrets: [one]"), []string{
			"tenants/contoso.yaml:6:13: secrets are read as the tenant's identity, and it has none (identity-needed)\n\tsee: tenants/contoso.yaml:7:12\n\tfix: remove this line, or the secrets",
		}},
		"a secret's name": {of("secrets: [a_b]"), []string{
			"tenants/contoso.yaml:6:13: secret \"a_b\" is not usable (bad-azure-name)\n\tfix: write 1 to 127 letters, digits and dashes",
		}},
		"an apex behind Traffic Manager": {[]edit{{contoso, "contoso.apps.acme.example", "contoso.com"}}, []string{
			"tenants/contoso.yaml:8:15: hostname \"contoso.com\" is the top of its zone, where no CNAME to Traffic Manager can stand (apex-hostname)\n\tfix: use a name below it, such as www.contoso.com, and redirect from there",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found := build(t, repoWith(t, tt.edits...))
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGivenSubnetsReplaceTheCut keeps what a person writes about a network.
func TestGivenSubnetsReplaceTheCut(t *testing.T) {
	t.Parallel()
	f := right(t, edit{weu, "  region:", "  network: {subnets: {nodes: 10.10.128.0/20, bastion: 10.10.255.0/26}}\n  region:"})
	want := cutOf(t, "10.10")
	want.Nodes, want.Bastion = network(t, "10.10.128.0/20"), network(t, "10.10.255.0/26")
	if diff := cmp.Diff(want, f.Stamps[0].Primary.Network.Subnets, sameNetworks()); diff != "" {
		t.Errorf("subnets (-want +got):\n%s", diff)
	}
}

// TestRoleAssignmentsAreCounted: a subscription holds 4,000, and each secret of each
// tenant takes one on either cluster.
func TestRoleAssignmentsAreCounted(t *testing.T) {
	t.Parallel()
	of := func(secrets int) []edit {
		var out []edit
		for i := range 100 {
			tenant := fmt.Sprintf("tenant-%02d", i)
			var names []string
			for n := range secrets {
				names = append(names, fmt.Sprintf("%s-%d", tenant, n))
			}
			file := fleettest.TenantFile(tenant, "shared-1") + "  secrets: [" + strings.Join(names, ", ") + "]\n"
			out = append(out, edit{"tenants/" + tenant + ".yaml", "", file})
		}
		return out
	}
	right(t, of(19)...)
	_, found := build(t, repoWith(t, of(20)...))
	want := diag.List{{
		Pos: at(fleetFile, 8, 21), Code: "too-many-roles",
		Message: "the fleet needs about 4082 role assignments, and a subscription holds 4000",
		Fix: "let owners' groups and secrets stand for more than one person or value each, " +
			"or use a second fleet and subscription",
	}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
