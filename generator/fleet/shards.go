package fleet

import (
	"fmt"
	"hash/fnv"

	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// Shard returns the number of a tenant's shard. It depends on the tenant's name
// alone, so that neither a new tenant nor a move to another gateway takes anything
// out of an Azure stack.
func Shard(tenant name.Label, shards int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(tenant)) // never fails, as hash.Hash promises
	return int(h.Sum32() % uint32(shards))
}

// maxDeployments is how many nested deployments the template of a shard may have:
// what-if shows nothing more after 500
// (https://learn.microsoft.com/azure/azure-resource-manager/bicep/deploy-what-if).
const maxDeployments = 450

// ShardDeployments is how many nested deployments a shard's template has beside its tenants'.
const ShardDeployments = 2

// mostShards is the largest number that the schema takes.
const mostShards = 64

// Deployments is how many nested deployments a tenant of a plan has in the template
// of its shard: its own, its identity's, and one for each thing more.
func (t Tenant) Deployments(p Plan) int {
	n := 2 + len(t.Secrets)
	if t.WAF != nil {
		n++
	}
	if p.DedicatedPool {
		n++
	}
	return n
}

// checkShards counts what each shard's template will hold, before Azure does.
func (b *builder) checkShards(files *load.Files) {
	if len(b.found) > 0 || files.TenantsIncomplete {
		return
	}
	has := b.fullestShard(b.fleet.Shards)
	if has <= maxDeployments {
		return
	}
	fix := "use a second stamp for some of the tenants: no number of shards is large enough"
	for n := b.fleet.Shards + 1; n <= mostShards; n++ {
		if b.fullestShard(n) <= maxDeployments {
			fix = fmt.Sprintf("write shards: %d", n)
			break
		}
	}
	b.add(files.Fleet.At("spec", "shards"), "too-few-shards",
		fmt.Sprintf("one of %d shards has %d nested deployments, and %d is the most that leaves Azure's own limit out of reach",
			b.fleet.Shards, has, maxDeployments), fix)
}

// fullestShard is the largest number of nested deployments that a shard has on some cluster.
func (b *builder) fullestShard(shards int) int {
	type key struct {
		stamp name.Label
		shard int
	}
	counts, fullest := map[key]int{}, 0
	for _, t := range b.fleet.Tenants {
		k := key{t.Stamp, Shard(t.Name, shards)}
		counts[k] += t.Deployments(b.fleet.Plan(t.Plan))
		fullest = max(fullest, counts[k]+ShardDeployments)
	}
	return fullest
}
