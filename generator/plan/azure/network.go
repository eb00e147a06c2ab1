package azure

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
)

// Subnet is one part of a cluster's network.
type Subnet struct {
	Name, Range, Why string
	Symbol           string // as a resource of its own
	After            string // symbol of the subnet before it: Azure refuses two changes of one network at once
	Group            string // symbol of its security group; empty: Azure allows none
	Delegation       string // the service that it is given to; empty: none
	EndpointPolicies string // whether rules hold for private endpoints: Enabled or Disabled
	Leaves           bool   // its traffic leaves the network
	Egress           string // through what: nat, firewall, or nothing
	Indent           string // where it stands in its template
}

// SecurityGroup is a network security group.
type SecurityGroup struct {
	Symbol, Name, Why string
	Rules             []SecurityRule
}

// SecurityRule is one rule, in Azure's words.
type SecurityRule struct {
	Name, Access, Direction, Protocol, Source, Destination string
	Priority                                               int
	Ports                                                  []string
}

// setNetwork decides subnets and who may talk to them.
func (c *Cluster) setNetwork(n fleet.Network) {
	const aks = "Microsoft.ContainerService/managedClusters"
	s := n.Subnets
	c.Subnets = []Subnet{{
		Name: "AksSubnet", Range: s.Nodes.String(), Why: "nodes", Group: "nodesGroup", EndpointPolicies: "Disabled", Leaves: true,
	}}
	if !n.Overlay {
		c.Subnets = append(c.Subnets, Subnet{
			Name: "PodSubnet", Range: s.Pods.String(), Why: "pods, with addresses of the network", Group: "nodesGroup",
			Delegation: aks, EndpointPolicies: "Disabled", Leaves: true,
		})
	}
	c.Subnets = append(c.Subnets, Subnet{
		Name: "VmSubnet", Range: s.VirtualMachines.String(), Why: "jumpbox and private endpoints", Group: "machinesGroup",
		EndpointPolicies: "Enabled", Leaves: true,
	})
	for i, r := range s.AGC {
		c.Subnets = append(c.Subnets, Subnet{
			Name: agcSubnet(i + 1), Range: r.String(),
			Why:   fmt.Sprintf("AGC %d, whether there is one or not: no subnet ever moves", i+1),
			Group: "gatewayGroup", Delegation: "Microsoft.ServiceNetworking/trafficControllers", EndpointPolicies: "Disabled",
		})
	}
	c.Subnets = append(c.Subnets,
		Subnet{
			Name: "AzureBastionSubnet", Range: s.Bastion.String(), Why: "Azure Bastion; the name is Azure's", Group: "bastionGroup",
			EndpointPolicies: "Disabled",
		},
		Subnet{
			Name: "ApiServerSubnet", Range: s.APIServer.String(), Why: apiServerSubnet(c.APIInNetwork), Delegation: aks,
			EndpointPolicies: "Disabled",
		},
	)
	after := ""
	for i := range c.Subnets {
		s := &c.Subnets[i]
		s.Indent = strings.Repeat(" ", 10)
		if c.NetworkID != "" {
			s.Indent = strings.Repeat(" ", 4) // a resource of its own
		}
		s.Symbol, s.After = strings.ToLower(s.Name[:1])+s.Name[1:], after
		after = s.Symbol
		switch {
		case s.Leaves && n.Firewall != "":
			s.Egress = "firewall"
		case s.Leaves:
			s.Egress = "nat"
		}
	}
	c.SecurityGroups = c.securityGroups(s)
}

func apiServerSubnet(used bool) string {
	if used {
		return "the API server alone, which takes nine addresses and more"
	}
	return "the API server, should it join the network"
}

func (c *Cluster) securityGroups(s fleet.Subnets) []SecurityGroup {
	group := func(symbol, what, why string, rules ...SecurityRule) SecurityGroup {
		return SecurityGroup{Symbol: symbol, Name: "nsg-" + string(c.Name) + "-" + what, Why: why, Rules: rules}
	}
	return []SecurityGroup{
		group("nodesGroup", "aks", "AKS keeps the rules of nodes itself; what is shared among the network stays allowed."),
		group("machinesGroup", "vm", "Only Bastion signs in.",
			inbound("ssh-from-bastion", 100, "Allow Tcp", s.Bastion.String(), "22"),
			inbound("no-other-ssh", 200, "Deny *", "*", "22", "3389")),
		group("gatewayGroup", "agc", "Clients come to ports 80 and 443 alone.",
			inbound("clients", 100, "Allow Tcp", "Internet", "80", "443")),
		group("bastionGroup", "bastion", "Exactly what Bastion needs.", bastionRules()...),
	}
}

// inbound is a rule about who comes in; what is an access and a protocol.
func inbound(name string, priority int, what, source string, ports ...string) SecurityRule {
	access, protocol, _ := strings.Cut(what, " ")
	return SecurityRule{name, access, "Inbound", protocol, source, "*", priority, ports}
}

// outbound is a rule about where to; what is an access and a protocol.
func outbound(name string, priority int, what, destination string, ports ...string) SecurityRule {
	access, protocol, _ := strings.Cut(what, " ")
	return SecurityRule{name, access, "Outbound", protocol, "*", destination, priority, ports}
}

// bastionRules are those of https://learn.microsoft.com/azure/bastion/bastion-nsg as
// of 2026-02-24: Azure refuses a group on AzureBastionSubnet that lacks one.
func bastionRules() []SecurityRule {
	data := []string{"8080", "5701"}
	inData := SecurityRule{"data-in", "Allow", "Inbound", "*", "VirtualNetwork", "VirtualNetwork", 130, data}
	outData := SecurityRule{"data-out", "Allow", "Outbound", "*", "VirtualNetwork", "VirtualNetwork", 120, data}
	return []SecurityRule{
		inbound("clients", 100, "Allow Tcp", "Internet", "443"),
		inbound("control", 110, "Allow Tcp", "GatewayManager", "443"),
		inbound("health", 120, "Allow Tcp", "AzureLoadBalancer", "443"),
		inData,
		inbound("nothing-else-in", 1000, "Deny *", "*", "0-65535"),
		outbound("machines", 100, "Allow *", "VirtualNetwork", "22", "3389"),
		outbound("azure", 110, "Allow Tcp", "AzureCloud", "443"),
		outData,
		outbound("sessions", 130, "Allow *", "Internet", "80"),
		outbound("nothing-else-out", 1000, "Deny *", "*", "0-65535"),
	}
}
