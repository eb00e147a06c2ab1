package fleet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// asks gives the tenant an egress, and fleet and clusters what they need for it.
func asks(egress string, others ...edit) []edit {
	return append([]edit{{contoso, "  plan:", "  egress: [" + egress + "]\n  plan:"}}, others...)
}

func TestEgressRules(t *testing.T) {
	t.Parallel()
	one := func(col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(contoso, 6, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	const (
		form    = "write a network such as 203.0.113.0/24, a name such as api.example.com, internet, or apiServer"
		outside = "name a network outside the clusters; a service in them is reached by its hostname, or privately with privateEndpoints"
		cilium  = "write network: {policy: cilium} in the cluster's file, or name a network here"
	)
	calico := edit{neu, "  region:", "  network: {policy: calico}\n  region:"}
	runRules(t, map[string]ruleTest{
		"one address": {asks("{to: 203.0.113.7}"), one(17, "bad-egress",
			`"203.0.113.7" is one address, and not a network`, "write 203.0.113.7/32")},
		"no name": {asks("{to: everywhere}"), one(17, "bad-egress",
			`destination "everywhere" is not usable: it has no domain`, form)},
		"a wildcard in the middle": {asks("{to: a.*.example.com}"), one(17, "bad-egress",
			`destination "a.*.example.com" is not usable: label "*": `+onlyLetters, form)},
		"a network with bits beyond its prefix": {asks("{to: 203.0.113.7/24}"), one(17, "bad-cidr",
			`destination "203.0.113.7/24" is not usable: bits are set beyond the prefix; the network is 203.0.113.0/24`,
			"write it like 10.10.0.0/16")},
		"all addresses": {asks("{to: 0.0.0.0/0}"), one(17, "bad-egress", "all addresses are no network",
			"write internet, which leaves private addresses out")},
		"pods of everybody": {asks("{to: 10.20.64.0/18}"), one(17, "egress-closed",
			"network 10.20.64.0/18 lies in 10.20.0.0/16, which no tenant may reach", outside)},
		"the metadata service": {asks("{to: 169.254.169.254/32}"), one(17, "egress-closed",
			"network 169.254.169.254/32 lies in 169.254.0.0/16, which no tenant may reach", outside)},
		"the host's own service": {asks("{to: 168.63.129.16/32}"), one(17, "egress-closed",
			"network 168.63.129.16/32 lies in 168.63.129.16/32, which no tenant may reach", outside)},
		"pods on an overlay": {
			asks("{to: 100.64.1.0/24}", edit{weu, "  region:", "  network: {pods: overlay}\n  region:"}),
			one(17, "egress-closed", "network 100.64.1.0/24 lies in 100.64.0.0/10, which no tenant may reach", outside),
		},
		"a port that is none": {asks("{to: internet, ports: [443, 70000]}"), one(40, "out-of-range",
			"port is 70000", "write a number from 1 to 65535")},
		"a name without the part": {asks("{to: api.example.com}"), one(17, "part-needed",
			"egress to a name needs advanced networking, and the fleet does without it",
			"add parts: {advancedNetworking: enabled} to the fleet, or name a network, or internet")},
		"a name without Cilium": {asks("{to: '*.example.com'}", calico), one(17, "cilium-needed",
			"network policies of calico on cluster prod-neu cannot speak of names", cilium, at(neu, 0, 0))},
		"the API server without Cilium": {asks("{to: apiServer}", calico), one(17, "cilium-needed",
			"network policies of calico on cluster prod-neu cannot speak of the API server", cilium, at(neu, 0, 0))},
		"Dapr that the fleet does without": {
			[]edit{{contoso, "  plan:", "  secrets: [a]\n  secretStore: dapr\n  plan:"}},
			diag.List{{
				Pos: at(contoso, 7, 16), Code: "part-needed", Message: "secrets are asked of Dapr, and the fleet does without it",
				Fix: "add parts: {dapr: enabled} to the fleet, or write csi or client",
			}},
		},
		"a store without secrets": {[]edit{{contoso, "  plan:", "  secretStore: csi\n  plan:"}}, diag.List{{
			Pos: at(contoso, 6, 16), Code: "missing-field", Message: `"secrets" is missing: there is nothing to get from a store`,
			Fix: "add the secrets, or remove this line",
		}}},
		"a reader": {[]edit{{contoso, "  plan:", "  readers: [support]\n  plan:"}}, diag.List{{
			Pos: at(contoso, 6, 13), Code: "bad-guid", Message: `reader "support" is no GUID: ` + guidForm, Fix: guidFix,
		}}},
	})
}

// TestNoEgressOpensWhatIsClosed holds what is left out of large networks.
func TestNoEgressOpensWhatIsClosed(t *testing.T) {
	t.Parallel()
	networks := func(texts ...string) []name.CIDR {
		var out []name.CIDR
		for _, s := range texts {
			out = append(out, network(t, s))
		}
		return out
	}
	f := right(t, asks("{to: internet, ports: [80, 443]}, {to: 10.0.0.0/8}, {to: 192.0.2.0/24, protocol: UDP, ports: [514]}, "+
		"{to: '*.example.com'}, {to: apiServer}",
		edit{fleetFile, "  plans:", "  parts: {advancedNetworking: enabled}\n  plans:"},
		edit{weu, "10.10.0.0/16", "11.0.0.0/16"})...) // of addresses that are somebody's
	want := []fleet.Egress{
		{
			To: fleet.ToInternet, Network: network(t, "0.0.0.0/0"), Ports: []int{80, 443}, Protocol: "TCP",
			Except: networks("10.0.0.0/8", "11.0.0.0/16", "100.64.0.0/10", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
				"192.168.0.0/16"),
		},
		{To: fleet.ToNetwork, Network: network(t, "10.0.0.0/8"), Except: networks("10.20.0.0/16"), Ports: []int{443}, Protocol: "TCP"},
		{To: fleet.ToNetwork, Network: network(t, "192.0.2.0/24"), Ports: []int{514}, Protocol: "UDP"},
		{To: fleet.ToName, Name: "*.example.com", Ports: []int{443}, Protocol: "TCP"},
		{To: fleet.ToAPIServer, Ports: []int{443}, Protocol: "TCP"},
	}
	if diff := cmp.Diff(want, f.Tenants[0].Egress, sameNetworks()); diff != "" {
		t.Errorf("egress (-want +got):\n%s", diff)
	}
}

func TestPrivateEndpointsAreReachedAtTheServicesPorts(t *testing.T) {
	t.Parallel()
	const group = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-data/providers/"
	for endpoint, want := range map[string][]int{
		"resourceId: " + group + "Microsoft.Sql/servers/a, groupId: sqlServer":                            {1433},
		"resourceId: " + group + "Microsoft.Sql/servers/a, groupId: sqlServer, ports: [1433, 11000]":      {1433, 11000},
		"resourceId: " + group + "Microsoft.Storage/storageAccounts/a, groupId: blob":                     {443},
		"resourceId: " + group + "Microsoft.DocumentDB/databaseAccounts/a, groupId: Sql":                  {443},
		"resourceId: " + group + "Microsoft.Synapse/workspaces/a, groupId: Sql":                           {1433},
		"resourceId: " + group + "Microsoft.ServiceBus/namespaces/a, groupId: namespace":                  {443, 5671, 9093},
		"resourceId: " + group + "Microsoft.Cache/Redis/a, groupId: redisCache":                           {6380},
		"resourceId: " + group + "Microsoft.Cache/RedisEnterprise/a, groupId: redisEnterprise":            {10000},
		"resourceId: " + group + "Microsoft.DBforPostgreSQL/flexibleServers/a, groupId: postgresqlServer": {5432},
		"resourceId: " + group + "Microsoft.DBforMySQL/flexibleServers/a, groupId: mysqlServer":           {3306},
		"resourceId: " + group + "Microsoft.DocumentDB/databaseAccounts/a, groupId: MongoDB":              {10255},
		"resourceId: " + group + "Microsoft.DocumentDB/mongoClusters/a, groupId: MongoCluster":            {10260},
		"resourceId: " + group + "Microsoft.DocumentDB/databaseAccounts/a, groupId: Cassandra":            {10350},
		"resourceId: " + group + "Microsoft.Devices/IotHubs/a, groupId: iotHub":                           {443, 5671, 8883},
	} {
		f := right(t, edit{contoso, "  plan:", "  privateEndpoints: [{" + endpoint + "}]\n  plan:"})
		if diff := cmp.Diff(want, f.Tenants[0].Endpoints[0].Ports); diff != "" {
			t.Errorf("%s: ports (-want +got):\n%s", endpoint, diff)
		}
	}
}
