package azure

import (
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Place is where a resource stands that may be another's: a resource group, and its
// subscription where that is not the fleet's.
type Place struct {
	Subscription name.GUID // empty: the fleet's
	Group        string
}

// placeOf tells where a resource stands: where its id says, or in the group of the
// fleet's own where there is none.
func placeOf(f *fleet.Fleet, id name.ResourceID, own string) Place {
	if id.IsZero() {
		return Place{Group: own}
	}
	p := Place{Group: id.Group}
	if id.Subscription != f.Azure.SubscriptionID {
		p.Subscription = id.Subscription
	}
	return p
}

// RegistryPlace is where the fleet's registry stands.
func RegistryPlace(f *fleet.Fleet) Place {
	return placeOf(f, f.Azure.Existing.Registry, SharedGroup(f))
}

// ZonePlace is where the fleet's DNS zone stands.
func ZonePlace(f *fleet.Fleet) Place { return placeOf(f, f.Azure.Existing.DNSZone, SharedGroup(f)) }

// SubscriptionIn is the subscription of a place.
func (p Place) SubscriptionIn(f *fleet.Fleet) name.GUID {
	if p.Subscription != "" {
		return p.Subscription
	}
	return f.Azure.SubscriptionID
}

// setPlaces tells where stands what may be another's.
func (c *Cluster) setPlaces(f *fleet.Fleet) {
	n := c.Network
	c.NetworkPlace, c.WorkspacePlace = placeOf(f, n.Existing, c.Group), placeOf(f, c.Cluster.Workspace, c.Group)
	c.HubPlace = placeOf(f, n.Hub, "")
	c.NetworkID, c.WorkspaceID = n.Existing.String(), c.Cluster.Workspace.String()
	c.NetworkModule, c.VNetID = "subnets", networkID(f, c.Cluster)
	if c.NetworkID == "" {
		c.NetworkModule = "network"
	}
	c.HubResolves = len(n.DNSServers) > 0 && !n.Hub.IsZero()
}
