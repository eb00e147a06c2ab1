package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/load"
)

// poolDefaults are what a pool has unless its file says otherwise.
type poolDefaults struct {
	least, most int
	zones       []int
}

// ownPool is a pool of the cluster: three nodes, one for each zone.
func ownPool(zones []int) poolDefaults { return poolDefaults{3, 6, zones} }

// tenantPool is a pool of one tenant; it takes the zones of each cluster.
func tenantPool() poolDefaults { return poolDefaults{1, 3, nil} }

// buildPools reads the pools that tenants share.
func (b *builder) buildPools(d *load.Doc[v1alpha1.Cluster], c *Cluster) {
	pools := d.Value.Spec.Pools
	if len(pools) == 0 {
		c.Pools = []SharedPool{{sharedPool, b.nodePool(d.At, []string{"spec"}, v1alpha1.NodePool{}, ownPool(c.Zones))}}
		return
	}
	for _, key := range slices.Sorted(maps.Keys(pools)) {
		pos := d.At("spec", "pools", key)
		b.matches(pos, b.rules.poolName, key)
		if key == systemPool {
			b.add(pos, "reserved-name", fmt.Sprintf("pool %q has a name that the platform needs", key), "choose another name")
		}
		c.Pools = append(c.Pools, SharedPool{key, b.nodePool(d.At, []string{"spec", "pools", key}, pools[key], ownPool(c.Zones))})
	}
}

// nodePool decides what a pool's file leaves out. at and steps lead to it.
func (b *builder) nodePool(at place, steps []string, p v1alpha1.NodePool, def poolDefaults) NodePool {
	in := func(field string) []string { return append(slices.Clone(steps), field) }
	out := NodePool{
		VMSize:    b.matches(at(in("vmSize")...), b.rules.vmSize, cmp.Or(p.VMSize, defaultVMSize)),
		Min:       cmp.Or(p.Min, min(def.least, cmp.Or(p.Max, def.least))),
		OSDiskGiB: cmp.Or(p.OSDiskGiB, defaultOSDiskGiB),
		OSDisk:    map[string]string{"": "Ephemeral", "ephemeral": "Ephemeral", "managed": "Managed"}[p.OSDisk],
		OS:        cmp.Or(p.OS, "AzureLinux"),
		Zones:     def.zones,
		Close:     p.Close == "enabled",
	}
	out.Max = cmp.Or(p.Max, max(def.most, out.Min))
	if out.Min > out.Max {
		b.add(at(in("min")...), "out-of-range", fmt.Sprintf("min is %d, and max is %d", out.Min, out.Max), "write a larger max",
			at(in("max")...))
	}
	if len(p.Zones) > 0 {
		out.Zones = b.zones(at(in("zones")...), p.Zones)
	}
	// https://learn.microsoft.com/azure/aks/reduce-latency-ppg#limitations
	if out.Close && (len(out.Zones) > 1 || def.zones == nil && len(out.Zones) == 0) {
		b.add(at(in("close")...), "close-over-zones", "nodes that are kept close together cannot be spread over several zones",
			"add zones: [1] to the pool, or remove close")
	}
	return out
}
