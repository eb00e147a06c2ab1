package azure

import (
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Shard is a group of tenants on one cluster: one stack.
type Shard struct {
	Cluster   *Cluster
	Number    int
	ConfigMap string
	Tenants   []*Tenant // by name
	Owners    []Role    // tenants' owners and readers, and administrators: the right to ask for credentials of the cluster
}

// Tenant is what one tenant has in Azure for one cluster.
type Tenant struct {
	Cluster    *Cluster
	Name       name.Label
	Symbol     string
	Identity   string
	Credential Credential
	Key        string // of its client id in the shard's values; empty: it has no identity
	Secrets    []Secret
	WAF        *WAF // its own policy; nil: the gateway's
	AGC        string
	Pool       *TenantPool // nil: it shares the cluster's
	After      string      // symbol of the tenant before whose pool comes first
	File       string
}

// Empty reports whether the tenant has nothing of its own in Azure.
func (t *Tenant) Empty() bool { return t.Identity == "" && t.WAF == nil && t.Pool == nil }

// Secret is one secret that a tenant's identity may read.
type Secret struct {
	Symbol, Name string
}

// TenantPool is a pool that belongs to one tenant.
type TenantPool struct {
	fleet.NodePool
	Name  string
	Zones []string
}

func shardsOf(f *fleet.Fleet, out *Cluster, c fleet.Cluster, k Accounts) []*Shard {
	shards := make([]*Shard, f.Shards)
	owners := make([][]name.GUID, f.Shards)
	for i := range shards {
		shards[i] = &Shard{Cluster: out, Number: i, ConfigMap: k.ShardOutputs(i)}
	}
	agcs := map[name.Label]int{}
	for _, g := range f.Gateways {
		agcs[g.Name] = g.AGC
	}
	for _, g := range f.Azure.Admins { // they have rights in the cluster, and ask for credentials like anybody else
		s := ownerShard(g, f.Shards)
		owners[s] = append(owners[s], g)
	}
	pools := make([]string, f.Shards)
	for _, t := range f.Tenants {
		if t.Stamp != c.Stamp {
			continue
		}
		n := k.Shard(t.Name)
		tenant := tenantOf(f, out, t, agcs[t.Gateway], k)
		if tenant.Pool != nil {
			// Pools of a cluster are made one after another: AKS refuses two operations at once.
			tenant.After, pools[n] = pools[n], tenant.Symbol
		}
		if !tenant.Empty() {
			shards[n].Tenants = append(shards[n].Tenants, tenant)
		}
		for _, o := range slices.Concat(t.Owners, t.Readers) {
			if s := ownerShard(o, f.Shards); !slices.Contains(owners[s], o) {
				owners[s] = append(owners[s], o)
			}
		}
	}
	for i, groups := range owners {
		slices.Sort(groups)
		for _, g := range groups {
			shards[i].Owners = append(shards[i].Owners, Role{
				Symbol: "owners_" + string(g[:8]) + name.Hash(string(g), hashed), Scope: "cluster", Group: string(g), Role: clusterUser(),
				Why: "asks for credentials; the rights are Kubernetes'",
			})
		}
	}
	return shards
}

// ownerShard depends on the group alone: several tenants may have one group, Azure
// takes one assignment of it, and each resource has one stack, whoever comes or goes.
func ownerShard(group name.GUID, shards int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(group)) // never fails, as hash.Hash promises
	return int(h.Sum32() % uint32(shards))
}

func tenantOf(f *fleet.Fleet, c *Cluster, t fleet.Tenant, agc int, k Accounts) *Tenant {
	out := &Tenant{
		Cluster: c, Name: t.Name, Symbol: symbol("t", t.Name), File: t.File,
		AGC: AGCName(c.Name, agc),
	}
	if t.Identity {
		out.Identity = fmt.Sprintf("id-%s-tenant-%s", c.Name, t.Name)
		out.Credential = Credential{Name: "workload", Subject: k.Tenant(t.Name).Subject()}
		out.Key = ClientIDKey(t.Name)
	}
	for i, s := range t.Secrets {
		out.Secrets = append(out.Secrets, Secret{fmt.Sprintf("secret_%d", i+1), s})
	}
	if t.WAF != nil {
		w := wafOf("policy", tenantWAFPolicy(t.Name), "The gateway's policy, and what the tenant adds.", *t.WAF)
		out.WAF = &w
	}
	if p := f.Plan(t.Plan); p.DedicatedPool {
		zones := texts(p.Pool.Zones)
		if zones == nil {
			zones = c.Zones
		}
		out.Pool = &TenantPool{NodePool: p.Pool, Name: poolName(t.Name), Zones: zones}
	}
	return out
}
