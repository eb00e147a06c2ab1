package plan

import (
	"slices"

	"github.com/tenantry/tenantry/generator/fleet"
)

// entra lists the networks in which Entra's sign-in answers, login.microsoftonline.com:
// entry 56 of https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
// as of 2026-06. Microsoft announces a change 30 days before. A NetworkPolicy knows
// no names, and only some clusters have the part that does.
func entra() []string {
	return []string{"20.20.32.0/19", "20.190.128.0/18", "20.231.128.0/19", "40.126.0.0/18"}
}

// daprNamespace is where the Dapr extension runs, which sidecars take their
// configuration and certificates from.
const daprNamespace = "dapr-system"

// https is the port of Entra, Key Vault and most of Azure.
const https = 443

// Egress is what a tenant's pods may reach beside DNS and one another.
type Egress struct {
	SignIn    []string // networks of Entra, for pods that use the tenant's identity; empty: it has none
	Dapr      string   // namespace of Dapr's control plane; empty: the tenant does not use it
	Networks  []EgressNetwork
	Endpoints []int // ports that private endpoints answer at; empty: the tenant has none
	Names     []EgressName
	APIServer []Port // empty: it stays closed
}

// Port is a port and its protocol.
type Port struct {
	Number   int
	Protocol string
}

// EgressNetwork is one network that a tenant's file names, or the internet.
type EgressNetwork struct {
	Why    string
	CIDR   string
	Except []string
	Ports  []Port
}

// EgressName is one name that a tenant's file names. It is told to Cilium, since
// NetworkPolicies know no names.
type EgressName struct {
	Name    string
	Pattern bool // the name stands for all that * may be replaced with
	Ports   []Port
}

// Outside reports whether the tenant reaches more than every tenant does.
func (e Egress) Outside() bool {
	return e.Asked() || len(e.Endpoints)+len(e.Names)+len(e.APIServer) > 0
}

// Asked reports whether the tenant's file opens a network.
func (e Egress) Asked() bool { return len(e.Networks) > 0 || e.Dapr != "" }

func egress(t fleet.Tenant) Egress {
	var out Egress
	if t.Identity {
		out.SignIn = entra()
	}
	if len(t.Secrets) > 0 && t.Store != fleet.SecretsByCSI {
		out.Endpoints = []int{https} // the vault's; a driver on the node asks it otherwise
	}
	if len(t.Secrets) > 0 && t.Store == fleet.SecretsByDapr {
		out.Dapr = daprNamespace
	}
	for _, e := range t.Endpoints {
		out.Endpoints = append(out.Endpoints, e.Ports...)
	}
	slices.Sort(out.Endpoints)
	out.Endpoints = slices.Compact(out.Endpoints)
	for _, e := range t.Egress {
		out.add(e)
	}
	return out
}

func (out *Egress) add(e fleet.Egress) {
	var ports []Port
	for _, n := range e.Ports {
		ports = append(ports, Port{n, e.Protocol})
	}
	switch e.To {
	case fleet.ToName:
		out.Names = append(out.Names, EgressName{Name: e.Name, Pattern: e.Name[0] == '*', Ports: ports})
	case fleet.ToAPIServer:
		out.APIServer = append(out.APIServer, ports...)
	case fleet.ToInternet:
		out.Networks = append(out.Networks, network("the internet, and nothing private", e, ports))
	case fleet.ToNetwork:
		out.Networks = append(out.Networks, network("a network that the tenant's file names", e, ports))
	}
}

func network(why string, e fleet.Egress, ports []Port) EgressNetwork {
	out := EgressNetwork{Why: why, CIDR: e.Network.String(), Ports: ports}
	for _, c := range e.Except {
		out.Except = append(out.Except, c.String())
	}
	return out
}
