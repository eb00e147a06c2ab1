package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// TestRulesOfWhatExistsAlready breaks each rule about networks, endpoints and
// resources of others once: place, code, fact and fix.
func TestRulesOfWhatExistsAlready(t *testing.T) {
	t.Parallel()
	const (
		group   = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/"
		spoke   = group + "Microsoft.Network/virtualNetworks/spoke"
		foreign = "/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/spoke"
		sql     = group + "Microsoft.Sql/servers/contoso"
		copyID  = "\n\tfix: copy the id from the portal's JSON view: /subscriptions/…/resourceGroups/…/providers/…"
	)
	on := func(file, text string) edit { return edit{file, "  region:", "  " + text + "\n  region:"} }
	own := func(text string) []edit { return []edit{on(weu, text)} }
	azure := func(text string) []edit { return []edit{{fleetFile, "    contact:", "    " + text + "\n    contact:"}} }
	of := func(text string) []edit { return []edit{{contoso, "  plan:", "  " + text + "\n  plan:"}} }
	for about, tt := range map[string]struct {
		edits []edit
		want  []string
	}{
		"a registry that is a vault": {azure("existing: {registry: " + group + "Microsoft.KeyVault/vaults/a}"), []string{
			"clusters/fleet.yaml:12:26: \"/subscriptions/22222222-2222-4222-8222-222222222222/resource…\" is not the resource id of Microsoft.ContainerRegistry/registries (bad-resource-id)" + copyID,
		}},
		"a registry of another name": {azure("existing: {registry: " + group + "Microsoft.ContainerRegistry/registries/other}"), []string{
			"clusters/fleet.yaml:12:26: the id is that of \"other\", and the fleet file calls it \"acmefleet\" (existing-differs)\n\tsee: clusters/fleet.yaml:10:15\n\tfix: write the id of the one that is meant, or its name there",
		}},
		"a DNS zone of another name": {azure("existing: {dnsZone: " + group + "Microsoft.Network/dnsZones/acme.example}"), []string{
			"clusters/fleet.yaml:12:25: the id is that of \"acme.example\", and the fleet file calls it \"apps.acme.example\" (existing-differs)\n\tsee: clusters/fleet.yaml:15:12\n\tfix: write the id of the one that is meant, or its name there",
		}},
		"a workspace that is none": {azure("existing: {workspace: log-central}"), []string{
			"clusters/fleet.yaml:12:27: \"log-central\" is not the resource id of Microsoft.OperationalInsights/workspaces (bad-resource-id)" + copyID,
		}},
		"a cluster's workspace that is none": {own("workspace: log-weu"), []string{
			"clusters/prod-weu.yaml:7:14: \"log-weu\" is not the resource id of Microsoft.OperationalInsights/workspaces (bad-resource-id)" + copyID,
		}},
		"a network that is a subnet": {own("network: {existing: " + spoke + "/subnets/nodes}"), []string{
			"clusters/prod-weu.yaml:7:23: \"/subscriptions/22222222-2222-4222-8222-222222222222/resource…\" is not the resource id of Microsoft.Network/virtualNetworks (bad-resource-id)" + copyID,
		}},
		"a network in another subscription": {own("network: {existing: " + foreign + "}"), []string{
			"clusters/prod-weu.yaml:7:23: the network is in subscription 99999999-9999-4999-8999-999999999999, and network interfaces and private endpoints must be in that of their network (other-subscription)\n\tfix: name a network of subscription 22222222-2222-4222-8222-222222222222, and peer it with the other as its hub",
		}},
		"one network for two clusters": {
			[]edit{on(weu, "network: {existing: "+spoke+"}"), on(neu, "network: {existing: "+strings.Replace(spoke, "/rg/", "/RG/", 1)+"}")}, []string{
				"clusters/prod-weu.yaml:7:23: two clusters name one network, and subnets of the same names (network-twice)\n\tsee: clusters/prod-neu.yaml:7:23\n\tfix: give each cluster a network of its own; they may be peered with one hub",
			},
		},
		"DNS servers of a network of others": {own("network: {existing: " + spoke + ", dnsServers: [10.0.2.4]}"), []string{
			"clusters/prod-weu.yaml:7:156: the DNS servers of a network that exists already are set by its owners (not-ours)\n\tsee: clusters/prod-weu.yaml:7:23\n\tfix: remove dnsServers, and have its owners set them",
		}},
		"a DNS server with a public address": {own("network: {dnsServers: [8.8.8.8]}"), []string{
			"clusters/prod-weu.yaml:7:26: DNS server \"8.8.8.8\" is no private IPv4 address (bad-address)\n\tfix: write an address such as 10.0.1.4",
		}},
		"two clusters that ask one hub for names": {
			[]edit{on(weu, "network: {hub: "+hub+", dnsServers: [10.0.2.4]}"), on(neu, "network: {hub: "+hub+", dnsServers: [10.0.2.4]}")}, []string{
				"clusters/prod-weu.yaml:7:153: the private zones of two clusters cannot both be linked to one hub, since they have the same names (zone-linked-twice)\n\tsee: clusters/prod-neu.yaml:7:153\n\tfix: let one of the clusters use Azure's DNS, or a hub of its own",
			},
		},
		"a peering with nothing": {own("network: {peering: both, gatewayTransit: enabled}"), []string{
			"clusters/prod-weu.yaml:7:22: \"hub\" is missing, and peering is about it (missing-field)\n\tfix: add \"hub:\" with the network's resource id, or remove peering",
			"clusters/prod-weu.yaml:7:44: \"hub\" is missing, and gatewayTransit is about it (missing-field)\n\tfix: add \"hub:\" with the network's resource id, or remove gatewayTransit",
		}},
		"a firewall that nothing leads to": {own("network: {firewall: 10.0.1.4}"), []string{
			"clusters/prod-weu.yaml:7:23: nothing leads from the cluster's network to firewall \"10.0.1.4\" (firewall-unreachable)\n\tfix: add \"hub:\" with the resource id of the network that it stands in",
		}},
		"a part that a service does not have": {of("privateEndpoints: [{resourceId: " + sql + ", groupId: sqlserver}]"), []string{
			"tenants/contoso.yaml:6:155: a Microsoft.Sql/servers has no part called \"sqlserver\" (unknown-group-id)\n\tfix: write \"sqlServer\"",
		}},
		"a part that is nowhere near": {of("privateEndpoints: [{resourceId: " + group + "Microsoft.DocumentDB/databaseAccounts/a, groupId: vault}]"), []string{
			"tenants/contoso.yaml:6:165: a Microsoft.DocumentDB/databaseAccounts has no part called \"vault\" (unknown-group-id)\n\tfix: write one of Analytical, Cassandra, Gremlin, MongoDB, Sql, Table",
		}},
		"a service without private endpoints": {of("privateEndpoints: [{resourceId: " + spoke + ", groupId: vault}]"), []string{
			"tenants/contoso.yaml:6:35: no private DNS zone is known for a Microsoft.Network/virtualNetworks (unknown-group-id)\n\tfix: reach the service over its public address, or make the private endpoint elsewhere",
		}},
		"a zone of an unknown region": {of("privateEndpoints: [{resourceId: " + group + "Microsoft.Kusto/clusters/a, groupId: cluster}]"), []string{
			"tenants/contoso.yaml:6:35: \"region\" is missing, and the private DNS zone of Microsoft.Kusto/clusters is called after it (missing-field)\n\tfix: add \"region:\" with the region that the service is in",
		}},
		"a region that is none": {of("privateEndpoints: [{resourceId: " + group + "Microsoft.Kusto/clusters/a, groupId: cluster, region: West Europe}]"), []string{
			"tenants/contoso.yaml:6:169: region \"West Europe\" is not usable (bad-region)\n\tfix: write the region's short name, such as westeurope",
		}},
		"one service twice": {of("privateEndpoints: [{resourceId: " + sql + ", groupId: sqlServer}, {resourceId: " + sql + ", groupId: sqlServer}]"), []string{
			"tenants/contoso.yaml:6:167: the clusters have a private endpoint for this service already (endpoint-twice)\n\tsee: tenants/contoso.yaml:6:22\n\tfix: remove one of the two: in one network the name has one address",
		}},
		"more pods than addresses": {[]edit{{weu, "10.10.0.0/16", "10.10.0.0/20\n  pools: {user: {max: 12}}"}}, []string{
			"clusters/prod-weu.yaml:9:17: subnet 10.10.4.0/22 has 1019 addresses for 22 nodes, while one pool is upgraded, that take 64 for their pods (too-few-addresses)\n\tfix: write a larger network, or fewer of them at most",
		}},
		"more nodes than addresses": {own("network: {pods: overlay, subnets: {nodes: 10.10.0.0/28}}"), []string{
			"clusters/prod-weu.yaml:7:45: subnet 10.10.0.0/28 of nodes is a /28 (bad-cidr)\n\tfix: write a network from /16 to /26",
		}},
		"more nodes than a given subnet holds": {own("network: {pods: overlay, subnets: {nodes: 10.10.0.0/26}}\n  pools: {user: {max: 60}}"), []string{
			"clusters/prod-weu.yaml:7:45: subnet 10.10.0.0/26 has 59 addresses for 86 nodes while one pool is upgraded (too-few-addresses)\n\tsee: clusters/prod-weu.yaml:11:17\n\tfix: write a larger network, or fewer of them at most",
		}},
	} {
		t.Run(about, func(t *testing.T) {
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

// TestTheCutHoldsForEveryAddressSpace: no subnet overlaps another or leaves the
// address space, AGC has exactly /24, and nothing that a file may say beside the
// subnets moves one.
func TestTheCutHoldsForEveryAddressSpace(t *testing.T) {
	t.Parallel()
	for bits := 16; bits <= 20; bits++ {
		for _, first := range []string{"10.48.0.0", "172.20.0.0", "192.168.0.0", "10.255.240.0"} {
			if bits < 20 && first == "10.255.240.0" {
				continue // no network begins there
			}
			space := network(t, fmt.Sprintf("%s/%d", first, bits))
			cluster := func(more string) fleet.Subnets {
				return right(t, edit{weu, "10.10.0.0/16", space.String() + more}).Stamps[0].Primary.Network.Subnets
			}
			s := cluster("")
			all := append([]name.CIDR{s.Nodes, s.Pods, s.VirtualMachines, s.Bastion, s.APIServer}, s.AGC[:]...)
			for i, one := range all {
				if !space.Contains(one) {
					t.Errorf("%s: %s is outside", space, one)
				}
				for _, other := range all[:i] {
					if one.Overlaps(other) {
						t.Errorf("%s: %s overlaps %s", space, one, other)
					}
				}
			}
			for _, agc := range s.AGC {
				if agc.Bits() != 24 {
					t.Errorf("%s: AGC has %s", space, agc)
				}
			}
			for _, more := range []string{
				"\n  api: {vnetIntegration: enabled}", "\n  network: {hub: " + hub + ", firewall: 10.0.1.4, gatewayTransit: enabled, dnsServers: [10.0.2.4]}",
				"\n  network: {existing: " + hub + "}", "\n  network: {pods: overlay}", "\n  jumpbox: disabled", "\n  zones: [1]",
			} {
				if diff := cmp.Diff(s, cluster(more), sameNetworks()); diff != "" {
					t.Errorf("%s: with%s subnets move (-without +with):\n%s", space, more, diff)
				}
			}
		}
	}
}

// TestEveryZoneOfATenantsServiceIsKnown keeps what the platform and the tenants agree
// upon: a service of several zones gets all, and the region stands where it belongs.
func TestEveryZoneOfATenantsServiceIsKnown(t *testing.T) {
	t.Parallel()
	const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/"
	for service, want := range map[string][]string{
		"Microsoft.Storage/storageAccounts/a, groupId: blob":    {"privatelink.blob.core.windows.net"},
		"microsoft.storage/storageaccounts/a, groupId: dfs":     {"privatelink.dfs.core.windows.net"},
		"Microsoft.Synapse/workspaces/a, groupId: Sql":          {"privatelink.sql.azuresynapse.net"},
		"Microsoft.DocumentDB/databaseAccounts/a, groupId: Sql": {"privatelink.documents.azure.com"},
		"Microsoft.CognitiveServices/accounts/a, groupId: account": {
			"privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com", "privatelink.services.ai.azure.com",
		},
		"Microsoft.App/managedEnvironments/a, groupId: managedEnvironments, region: uksouth": {
			"privatelink.uksouth.azurecontainerapps.io",
		},
	} {
		f := right(t, edit{contoso, "  plan:", "  privateEndpoints: [{resourceId: " + group + service + "}]\n  plan:"})
		if diff := cmp.Diff(want, f.Tenants[0].Endpoints[0].Zones); diff != "" {
			t.Errorf("%s (-want +got):\n%s", service, diff)
		}
	}
}
