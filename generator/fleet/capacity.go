package fleet

import (
	"fmt"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// The most pods on a node. On an overlay addresses cost nothing; of a pod subnet a
// node takes addressBatch at a time:
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-pod-subnet
const (
	MaxPodsOverlay = 110
	MaxPodsSubnet  = 60
	addressBatch   = 16
)

// reserved addresses are Azure's own in each subnet:
// https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
const reservedAddresses = 5

// SurgePercent is how many nodes more than its most a pool has while it is upgraded.
const SurgePercent = 33

// checkAddresses refuses a network in which pools cannot grow as far as they may.
func (b *builder) checkAddresses(files *load.Files) {
	if len(b.found) > 0 || files.TenantsIncomplete || files.ClustersIncomplete {
		return
	}
	for _, d := range files.Clusters {
		for _, s := range b.fleet.Stamps {
			for _, c := range s.Clusters() {
				if c.File == d.File {
					b.checkClusterAddresses(d, c)
				}
			}
		}
	}
}

func (b *builder) checkClusterAddresses(d *load.Doc[v1alpha1.Cluster], c Cluster) {
	nodes := b.mostNodes(c)
	given, s := d.Value.Spec.Network.Subnets, c.Network.Subnets
	b.checkRoom(d, room{"nodes", given.Nodes, s.Nodes, nodes, fmt.Sprintf("%d nodes while one pool is upgraded", nodes)})
	if !c.Network.Overlay {
		each := (MaxPodsSubnet + addressBatch - 1) / addressBatch * addressBatch
		b.checkRoom(d, room{
			"pods", given.Pods, s.Pods, nodes * each,
			fmt.Sprintf("%d nodes, while one pool is upgraded, that take %d for their pods", nodes, each),
		})
	}
	endpoints := b.endpointAddresses(c)
	b.checkRoom(d, room{
		"virtualMachines", given.VirtualMachines, s.VirtualMachines, endpoints,
		fmt.Sprintf("a jumpbox and private endpoints with %d", endpoints-1),
	})
}

// mostNodes is how many nodes a cluster has at most: all pools at their most, and
// what the largest takes beyond that while it is upgraded, one pool at a time.
func (b *builder) mostNodes(c Cluster) int {
	pools := []NodePool{c.SystemPool}
	for _, p := range c.Pools {
		pools = append(pools, p.NodePool)
	}
	for _, t := range b.fleet.Tenants {
		if p := b.fleet.Plan(t.Plan); t.Stamp == c.Stamp && p.DedicatedPool {
			pools = append(pools, p.Pool)
		}
	}
	nodes, surge := 0, 0
	for _, p := range pools {
		nodes += p.Max
		surge = max(surge, (p.Max*SurgePercent+99)/100)
	}
	return nodes + surge
}

// endpointAddresses counts the jumpbox and the private endpoints of a cluster. The
// registry's has an address for itself and for its data in each region.
func (b *builder) endpointAddresses(c Cluster) int {
	regions := map[string]bool{b.fleet.Azure.Location: true}
	for _, s := range b.fleet.Stamps {
		for _, other := range s.Clusters() {
			regions[other.Region] = true
		}
	}
	const jumpbox, vault, storage, registry = 1, 1, 1, 1
	out := jumpbox + vault + storage + registry + len(regions)
	for _, t := range b.fleet.Tenants {
		if t.Stamp == c.Stamp {
			out += len(t.Endpoints)
		}
	}
	return out
}

// room is a subnet and how many addresses it has to hold.
type room struct {
	field, given string
	subnet       name.CIDR
	needed       int
	who          string
}

func (b *builder) checkRoom(d *load.Doc[v1alpha1.Cluster], r room) {
	have := 1<<(32-r.subnet.Bits()) - reservedAddresses
	if r.needed <= have {
		return
	}
	pos, see := d.At("spec", "addressSpace"), []diag.Pos(nil)
	if r.given != "" {
		pos, see = d.At("spec", "network", "subnets", r.field), []diag.Pos{pos}
	}
	b.add(pos, "too-few-addresses", fmt.Sprintf("subnet %s has %d addresses for %s", r.subnet, have, r.who),
		"write a larger network, or fewer of them at most", see...)
}
