package fleet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// The types of what may exist already.
const (
	typeNetwork   = "Microsoft.Network/virtualNetworks"
	typeRegistry  = "Microsoft.ContainerRegistry/registries"
	typeDNSZone   = "Microsoft.Network/dnsZones"
	typeWorkspace = "Microsoft.OperationalInsights/workspaces"
	typeFrontDoor = "Microsoft.Cdn/profiles"
	typeDDoSPlan  = "Microsoft.Network/ddosProtectionPlans"
)

// resourceID checks the id of something that exists in Azure, of that type unless
// the type is empty. Without an id there is nothing, and no finding.
func (b *builder) resourceID(pos diag.Pos, text, typ string) name.ResourceID {
	if text == "" {
		return name.ResourceID{}
	}
	id, err := name.ParseResourceID(text)
	if err == nil && (typ == "" || strings.EqualFold(id.Type, typ)) {
		return id
	}
	what := "an Azure service"
	if typ != "" {
		what = typ
	}
	b.add(pos, "bad-resource-id", fmt.Sprintf("%s is not the resource id of %s", load.Quote(text), what),
		"copy the id from the portal's JSON view: /subscriptions/…/resourceGroups/…/providers/…")
	return name.ResourceID{}
}

// buildExisting reads what of the shared resources exists already.
func (b *builder) buildExisting(spec v1alpha1.FleetSpec, at place) {
	given, out := spec.Azure.Existing, &b.fleet.Azure.Existing
	in := func(field string) diag.Pos { return at("spec", "azure", "existing", field) }
	out.Registry = b.resourceID(in("registry"), given.Registry, typeRegistry)
	out.DNSZone = b.resourceID(in("dnsZone"), given.DNSZone, typeDNSZone)
	out.Workspace = b.resourceID(in("workspace"), given.Workspace, typeWorkspace)
	out.FrontDoor = b.resourceID(in("frontDoor"), given.FrontDoor, typeFrontDoor)
	b.checkCalled(in("registry"), out.Registry, spec.Azure.Registry, at("spec", "azure", "registry"))
	b.checkCalled(in("dnsZone"), out.DNSZone, spec.DNSZone, at("spec", "dnsZone"))
}

// checkCalled holds the name in an id against the one that the fleet file gives the
// same thing elsewhere: both planes are rendered from the latter.
func (b *builder) checkCalled(pos diag.Pos, id name.ResourceID, called string, see diag.Pos) {
	if !id.IsZero() && !strings.EqualFold(id.Name, called) {
		b.add(pos, "existing-differs", fmt.Sprintf("the id is that of %s, and the fleet file calls it %s",
			load.Quote(id.Name), load.Quote(called)), "write the id of the one that is meant, or its name there", see)
	}
}

// buildPeering reads the network that a cluster stands in, and where that leads.
func (b *builder) buildPeering(spec v1alpha1.Network, c *Cluster, at place) {
	in := func(field ...string) diag.Pos { return at(append([]string{"spec", "network"}, field...)...) }
	n := &c.Network
	n.Hub = b.resourceID(in("hub"), spec.Hub, typeNetwork)
	n.Existing = b.resourceID(in("existing"), spec.Existing, typeNetwork)
	n.PeerBack, n.GatewayTransit = spec.Peering == "both", spec.GatewayTransit == "enabled"
	for field, needs := range map[string]bool{"peering": n.PeerBack, "gatewayTransit": n.GatewayTransit} {
		if needs && spec.Hub == "" {
			b.add(in(field), "missing-field", fmt.Sprintf("\"hub\" is missing, and %s is about it", field),
				fmt.Sprintf(`add "hub:" with the network's resource id, or remove %s`, field))
		}
	}
	if s := n.Existing.Subscription; s != "" && b.fleet.Azure.SubscriptionID != "" && s != b.fleet.Azure.SubscriptionID {
		// https://learn.microsoft.com/azure/virtual-network/virtual-network-network-interface and
		// https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-endpoint-properties
		b.add(in("existing"), "other-subscription",
			fmt.Sprintf("the network is in subscription %s, and network interfaces and private endpoints "+
				"must be in that of their network", s),
			fmt.Sprintf("name a network of subscription %s, and peer it with the other as its hub", b.fleet.Azure.SubscriptionID))
	}
	b.buildDNSServers(spec, n, in)
	b.checkFirewall(spec, in)
}

func (b *builder) buildDNSServers(spec v1alpha1.Network, n *Network, in func(...string) diag.Pos) {
	for i, server := range spec.DNSServers {
		b.address(in("dnsServers", strconv.Itoa(i)), "DNS server", server)
	}
	if len(spec.DNSServers) > 0 && spec.Existing != "" {
		b.add(in("dnsServers"), "not-ours", "the DNS servers of a network that exists already are set by its owners",
			"remove dnsServers, and have its owners set them", in("existing"))
	}
	n.DNSServers = spec.DNSServers
}

// checkFirewall refuses a default route to an address that nothing leads to. An
// existing network may be peered already.
func (b *builder) checkFirewall(spec v1alpha1.Network, in func(...string) diag.Pos) {
	if spec.Firewall == "" || spec.Hub != "" || spec.Existing != "" {
		return
	}
	b.add(in("firewall"), "firewall-unreachable",
		fmt.Sprintf("nothing leads from the cluster's network to firewall %s", load.Quote(spec.Firewall)),
		`add "hub:" with the resource id of the network that it stands in`)
}

// checkNetworks compares the networks of all clusters.
func (b *builder) checkNetworks(docs []*load.Doc[v1alpha1.Cluster]) {
	existing, hubs := map[string]diag.Pos{}, map[string]diag.Pos{}
	for _, d := range docs {
		n := d.Value.Spec.Network
		if id := strings.ToLower(n.Existing); id != "" {
			here := d.At("spec", "network", "existing")
			if first, taken := existing[id]; taken {
				b.add(here, "network-twice", "two clusters name one network, and subnets of the same names",
					"give each cluster a network of its own; they may be peered with one hub", first)
			} else {
				existing[id] = here
			}
		}
		if id := strings.ToLower(n.Hub); id != "" && len(n.DNSServers) > 0 {
			here := d.At("spec", "network", "dnsServers")
			if first, taken := hubs[id]; taken {
				// https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links
				b.add(here, "zone-linked-twice",
					"the private zones of two clusters cannot both be linked to one hub, since they have the same names",
					"let one of the clusters use Azure's DNS, or a hub of its own", first)
			} else {
				hubs[id] = here
			}
		}
	}
}
