package azure

import (
	"github.com/tenantry/tenantry/generator/fleet"
)

// PoolSettings is what every node pool of a cluster has.
type PoolSettings struct {
	fleet.NodePool
	Indent    string // where it stands in its template
	Zones     []string
	MaxPods   int
	Encrypted bool // on the host, too
	Upgrades  fleet.Upgrades
	Overlay   bool
	Placement string // symbol of its proximity placement group; empty: none
}

func (c *Cluster) settings(p fleet.NodePool, indent, placement string) PoolSettings {
	out := PoolSettings{
		NodePool: p, Indent: indent, Zones: texts(p.Zones), MaxPods: c.MaxPods, Overlay: c.Network.Overlay,
		Encrypted: c.EncryptionAtHost, Upgrades: c.Upgrades,
	}
	if p.Close {
		out.Placement = placement
	}
	return out
}

// setPools chains the pools: AKS refuses two operations at once.
func (c *Cluster) setPools(in fleet.Cluster) {
	c.MaxPods = fleet.MaxPodsSubnet
	if in.Network.Overlay {
		c.MaxPods = fleet.MaxPodsOverlay
	}
	c.System = c.settings(in.SystemPool, "        ", "systemPlacement")
	after := ""
	for _, p := range in.Pools {
		symbol := "pool_" + p.Name
		c.Pools = append(c.Pools, Pool{
			Symbol: symbol, Name: p.Name, Close: p.Close, After: after,
			Settings: c.settings(p.NodePool, "    ", symbol+"Placement"),
		})
		after = symbol
	}
}
