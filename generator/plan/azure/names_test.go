package azure

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// fleetWith is a fleet with the names that Azure's limits meet.
func fleetWith(fleetName string, cluster name.Label) (*fleet.Fleet, fleet.Cluster) {
	f := &fleet.Fleet{
		Name: name.Label(fleetName), Azure: fleet.Azure{SubscriptionID: "22222222-2222-4222-8222-222222222222"},
		WAF: fleet.WAF{Mode: fleet.Prevention},
	}
	return f, fleet.Cluster{Name: cluster, Region: "westeurope", PrivateAPI: true}
}

// TestNamesFitWhereverTheyAreLong holds the longest names that a fleet may have
// against Azure's rules.
func TestNamesFitWhereverTheyAreLong(t *testing.T) {
	t.Parallel()
	long := name.Label(strings.Repeat("c", 50))
	for _, cluster := range []name.Label{"p", "prod-weu", "4-x", "a--b", long} {
		f, c := fleetWith(strings.Repeat("f", 36), cluster)
		k := Accounts{ShardOutputs: func(int) string { return "" }}
		got := clusterOf(f, &Fleet{Registry: "acme"}, c, k)
		for what, tt := range map[string]struct{ value, form string }{
			"vault":         {got.Vault, `^[a-zA-Z](-?[a-zA-Z0-9]){2,23}$`},
			"storage":       {got.Storage, `^[a-z0-9]{3,24}$`},
			"grafana":       {got.Grafana, `^[a-zA-Z][a-zA-Z0-9-]{0,21}[a-zA-Z0-9]$`},
			"node group":    {got.NodeGroup, `^[a-z0-9-]{1,80}$`},
			"cluster group": {got.ClusterGroup, `^[a-z0-9-]{1,90}$`},
			"backup group":  {got.BackupGroup, `^[a-z0-9-]{1,90}$`},
			"backup vault":  {got.BackupVault, `^[a-z0-9-]{2,50}$`},
			"AGC":           {AGCName(cluster, 5), `^[A-Za-z0-9]([A-Za-z0-9-_.]{0,62}[A-Za-z0-9])?$`},
			"AKS":           {got.AKS, `^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$`},
			"metrics":       {got.Monitor, `^[a-zA-Z0-9-]{4,44}$`},
			"deployment":    {Deployment(string(cluster), "platform", "shared-access"), `^[a-z0-9-]{1,64}$`},
		} {
			if !regexp.MustCompile(tt.form).MatchString(tt.value) {
				t.Errorf("%s of %s is called %q", what, cluster, tt.value)
			}
		}
	}
}

// TestWorldNamesStayAndDiffer: the same fleet has the same name for ever, and no
// other fleet, subscription or cluster has it.
func TestWorldNamesStayAndDiffer(t *testing.T) {
	t.Parallel()
	f, _ := fleetWith("acme", "prod-weu")
	if diff := cmp.Diff("kv-prod-weu-uibzkn", world(f, "kv-prod-weu", maxVault, "prod-weu", "vault")); diff != "" {
		t.Errorf("a name moved (-was +is): rename a vault and its secrets are gone\n%s", diff)
	}
	seen := map[string]bool{}
	for _, fleetName := range []string{"acme", "acme-2"} {
		for _, subscription := range []name.GUID{"22222222-2222-4222-8222-222222222222", "22222222-2222-4222-8222-222222222223"} {
			for _, cluster := range []string{"prod-weu", "prod-neu", "p"} {
				f, _ := fleetWith(fleetName, "")
				f.Azure.SubscriptionID = subscription
				n := world(f, "kv-"+strings.Repeat("x", 30), maxVault, cluster, "vault")
				if seen[n] {
					t.Errorf("%s is the name of two", n)
				}
				seen[n] = true
			}
		}
	}
}

func TestPoolNamesAreWhatAKSTakes(t *testing.T) {
	t.Parallel()
	seen := map[string]name.Label{}
	for _, tenant := range []name.Label{"contoso", "4games", "a", "a--b", "ab", "a-b", "a-very-long-name-of-a-tenant", "a-very-long-name-of-another", "123"} {
		n := poolName(tenant)
		if !regexp.MustCompile(`^[a-z][a-z0-9]{0,11}$`).MatchString(n) {
			t.Errorf("the pool of %s is called %q", tenant, n)
		}
		if seen[n] != "" {
			t.Errorf("%s and %s share the pool %s", tenant, seen[n], n)
		}
		seen[n] = tenant
	}
}

// TestAnOwnersShardFollowsFromTheGroupAlone: whoever else has the group, its
// assignment stays in one stack.
func TestAnOwnersShardFollowsFromTheGroupAlone(t *testing.T) {
	t.Parallel()
	const group = "33333333-3333-4333-8333-333333333333"
	tenant := func(n name.Label) fleet.Tenant { return fleet.Tenant{Name: n, Plan: "p", Owners: []name.GUID{group}} }
	f, c := fleetWith("acme", "prod-weu")
	f.Shards, f.Plans = 8, []fleet.Plan{{Name: "p"}}
	k := Accounts{
		ShardOutputs: ShardStack,
		Shard:        func(n name.Label) int { return len(n) % 8 },
		Tenant:       func(n name.Label) ServiceAccount { return ServiceAccount{string(n), "workload"} },
	}
	for _, tenants := range [][]fleet.Tenant{{tenant("a")}, {tenant("bb")}, {tenant("a"), tenant("bb"), tenant("ccc")}} {
		f.Tenants = tenants
		var in []int
		for _, s := range shardsOf(f, &Cluster{}, c, k) {
			if len(s.Owners) > 0 {
				in = append(in, s.Number)
			}
			if len(s.Owners) > 1 {
				t.Errorf("shard %d assigns %d groups", s.Number, len(s.Owners))
			}
		}
		if diff := cmp.Diff([]int{ownerShard(group, 8)}, in); diff != "" {
			t.Errorf("%d tenants: shards with the assignment (-want +got):\n%s", len(tenants), diff)
		}
	}
}
