package azure

import (
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
)

// ExtendedStack is one stack that people change, or one tenant's module.
type ExtendedStack struct {
	// Dir is its folder, and Main the file in there that names all others.
	Dir, Main string
	// Group is where resources go that are added, and Deployment what deploys them.
	Group, Deployment string
	// Values are what names stand for in people's files.
	Values map[string]string
}

// Addition is a person's Bicep file, and the stacks that it becomes a module of.
type Addition struct {
	File, Text, Symbol string
	Stacks             []ExtendedStack
}

// Override is what is to be otherwise in a resource of some stacks.
type Override struct {
	File, Resource, APIVersion string
	Set                        map[string]any
	At                         func(steps ...string) diag.Pos
	Stacks                     []ExtendedStack
}

func (p *Plan) setExtensions(f *fleet.Fleet) {
	for _, b := range f.Bicep {
		symbol := "additions"
		if b.Cluster == "" && b.Tenant == "" {
			symbol = "fleetAdditions" // beside which a cluster may have its own
		}
		p.Additions = append(p.Additions, Addition{b.File, b.Text, symbol, p.extended(b.Stack, b.Cluster, b.Tenant)})
	}
	for _, o := range f.Overrides {
		p.Overrides = append(p.Overrides, Override{o.File, o.Resource, o.APIVersion, o.Set, o.At, p.extended(o.Stack, o.Cluster, "")})
	}
}

// extended lists the stacks of a kind: of one cluster, or of all where none is named.
func (p *Plan) extended(kind fleet.Stack, cluster, tenant name.Label) []ExtendedStack {
	switch kind {
	case fleet.SharedStack:
		return []ExtendedStack{{layout.AzureShared, mainFile, p.Fleet.Group, Deployment("shared", "additions"), p.sharedValues()}}
	case fleet.TrafficStack:
		var out []ExtendedStack
		for _, t := range p.Traffic {
			values := p.sharedValues()
			values["stampName"], values["gatewayName"] = string(t.Stamp), string(t.Gateway)
			out = append(out, ExtendedStack{
				layout.AzureTraffic(string(t.Stamp), string(t.Gateway)), mainFile, p.Fleet.Group,
				Deployment(string(t.Stamp), "traffic", string(t.Gateway), "additions"), values,
			})
		}
		return out
	case fleet.TenantStack:
		return p.extendedTenant(tenant)
	}
	return p.extendedClusters(kind, cluster)
}

const mainFile = "main.bicep"

func (p *Plan) extendedTenant(tenant name.Label) []ExtendedStack {
	var out []ExtendedStack
	for _, s := range p.Shards {
		for _, t := range s.Tenants {
			if t.Name != tenant {
				continue
			}
			c := s.Cluster
			values := p.clusterValues(c)
			values["tenantName"], values["identityName"] = string(t.Name), t.Identity
			out = append(out, ExtendedStack{
				layout.TenantOverlay(string(t.Name), string(c.Name)), "azure.bicep", c.Group,
				Deployment(string(t.Name), string(c.Name), "additions"), values,
			})
		}
	}
	return out
}

func (p *Plan) extendedClusters(kind fleet.Stack, cluster name.Label) []ExtendedStack {
	var out []ExtendedStack
	what := "additions"
	if cluster == "" {
		what = "fleet-additions"
	}
	for _, c := range p.Clusters {
		if cluster != "" && cluster != c.Name {
			continue
		}
		group := c.ClusterGroup
		if kind == fleet.PlatformStack {
			group = c.Group
		}
		out = append(out, ExtendedStack{
			layout.AzureStack(string(c.Name), string(kind)), mainFile, group,
			Deployment(string(c.Name), string(kind), what), p.clusterValues(c),
		})
	}
	return out
}

// sharedValues are known in every stack. What belongs to others has no value here: it
// is in a group, or a subscription, of its own.
func (p *Plan) sharedValues() map[string]string {
	f := p.Fleet
	out := map[string]string{
		"fleetName": f.Name, "location": f.Location, "sharedGroup": f.Group, "actionGroupName": f.ActionGroup,
	}
	own(out, "registryName", f.Registry, f.RegistryID)
	own(out, "zoneName", string(f.Zone), f.ZoneID)
	own(out, "workspaceName", f.Workspace, f.WorkspaceID)
	return out
}

// clusterValues are known in the stacks of a cluster.
func (p *Plan) clusterValues(c *Cluster) map[string]string {
	out := p.sharedValues()
	delete(out, "workspaceName")
	out["clusterName"], out["location"] = string(c.Name), c.Region
	out["platformGroup"], out["clusterGroup"], out["nodeGroup"] = c.Group, c.ClusterGroup, c.NodeGroup
	out["aksName"], out["vaultName"], out["storageName"] = c.AKS, c.Vault, c.Storage
	own(out, "networkName", c.VNet, c.NetworkID)
	own(out, "workspaceName", c.Workspace, c.WorkspaceID)
	return out
}

// own adds a name unless it is of something that exists already, by that id.
func own(values map[string]string, key, name, id string) {
	if id == "" {
		values[key] = name
	}
}
