package fleet

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// Networks that exist on every cluster alone, and may be the same on all:
// https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning
const (
	ServiceCIDR    = "172.16.0.0/16"
	PodCIDROverlay = "100.64.0.0/10"
)

// Addresses that tell a machine's secrets to whoever asks: the instance metadata
// service, which hands out the node's tokens, and the host's own service
// (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
const (
	linkLocal  = "169.254.0.0/16"
	wireServer = "168.63.129.16/32"
)

// defaultPort is HTTPS.
const defaultPort = 443

// EgressTo is what kind of place an egress leads to.
type EgressTo string

// The kinds of places.
const (
	ToNetwork   EgressTo = "network"
	ToName      EgressTo = "name"
	ToInternet  EgressTo = "internet"
	ToAPIServer EgressTo = "apiServer"
)

// Egress is one destination that a tenant's pods may reach.
type Egress struct {
	To       EgressTo
	Network  name.CIDR   // of a network; all addresses for the internet
	Except   []name.CIDR // parts of it that stay closed, in order
	Name     string      // a hostname, which may begin with *. for all below it
	Ports    []int
	Protocol string // TCP or UDP
}

// Closed lists the networks that no tenant's egress may open: those of all
// clusters, in which everybody's nodes and pods are, and what a machine alone may
// ask. They are in order.
func (f *Fleet) Closed() []name.CIDR {
	texts := []string{linkLocal, wireServer, ServiceCIDR}
	var out []name.CIDR
	for _, s := range f.Stamps {
		for _, c := range s.Clusters() {
			out = append(out, c.AddressSpace)
			if c.Network.Overlay && !slices.Contains(texts, PodCIDROverlay) {
				texts = append(texts, PodCIDROverlay)
			}
		}
	}
	for _, text := range texts {
		out = append(out, constant(text))
	}
	return ordered(out)
}

// private are the networks that are nobody's on the internet (RFC 1918, RFC 6598).
func private() []name.CIDR {
	return []name.CIDR{
		constant("10.0.0.0/8"), constant("100.64.0.0/10"), constant("172.16.0.0/12"), constant("192.168.0.0/16"),
	}
}

// constant reads a network that stands in this file.
func constant(text string) name.CIDR {
	cidr, _ := name.ParseCIDR(text)
	return cidr
}

// ordered sorts networks by address and leaves out what lies inside another.
func ordered(all []name.CIDR) []name.CIDR {
	out := make([]name.CIDR, 0, len(all))
	for i, c := range all {
		inside := func(j int, o name.CIDR) bool { return o.Contains(c) && (!c.Contains(o) || j < i) }
		covered := false
		for j, o := range all {
			covered = covered || j != i && inside(j, o)
		}
		if !covered {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b name.CIDR) int { return a.Compare(b) })
	return out
}

func (b *builder) buildEgress(d *load.Doc[v1alpha1.Tenant], t *Tenant) {
	for i, spec := range d.Value.Spec.Egress {
		in := func(steps ...string) diag.Pos {
			return d.At(append([]string{"spec", "egress", strconv.Itoa(i)}, steps...)...)
		}
		e := Egress{Ports: b.ports(in, spec.Ports, []int{defaultPort}), Protocol: cmp.Or(spec.Protocol, "TCP")}
		b.destination(in("to"), spec.To, &e)
		b.checkEgress(in("to"), t.Stamp, e)
		t.Egress = append(t.Egress, e)
	}
}

// ports checks a list of ports below a place, and returns the others where it is empty.
func (b *builder) ports(in place, ports, byDefault []int) []int {
	for i, port := range ports {
		if port < 1 || port > 65535 {
			b.add(in("ports", strconv.Itoa(i)), "out-of-range", fmt.Sprintf("port is %d", port), "write a number from 1 to 65535")
		}
	}
	if len(ports) == 0 {
		return byDefault
	}
	return ports
}

// destination reads where an egress leads to.
func (b *builder) destination(pos diag.Pos, to string, e *Egress) {
	const fix = "write a network such as 203.0.113.0/24, a name such as api.example.com, internet, or apiServer"
	_, err := netip.ParseAddr(to)
	switch {
	case to == string(ToInternet):
		e.To, e.Network = ToInternet, constant("0.0.0.0/0")
		e.Except = ordered(append(b.fleet.Closed(), private()...))
	case to == string(ToAPIServer):
		e.To = ToAPIServer
	case strings.Contains(to, "/"):
		e.To = ToNetwork
		b.network(pos, to, e)
	case err == nil:
		b.add(pos, "bad-egress", fmt.Sprintf("%s is one address, and not a network", load.Quote(to)), fmt.Sprintf("write %s/32", to))
	default:
		if _, err := name.ParseHostname(strings.TrimPrefix(to, "*.")); err != nil {
			b.add(pos, "bad-egress", fmt.Sprintf("destination %s is not usable: %s", load.Quote(to), err), fix)
			return
		}
		e.To, e.Name = ToName, to
	}
}

// network reads a network, and closes those parts of it that nobody's pods may reach.
func (b *builder) network(pos diag.Pos, to string, e *Egress) {
	cidr, ok := b.cidr(pos, "destination", to)
	if !ok {
		return
	}
	e.Network = cidr
	if cidr.Bits() == 0 {
		b.add(pos, "bad-egress", "all addresses are no network", "write internet, which leaves private addresses out")
		return
	}
	for _, closed := range b.fleet.Closed() {
		switch {
		case closed.Contains(cidr):
			b.add(pos, "egress-closed", fmt.Sprintf("network %s lies in %s, which no tenant may reach", cidr, closed),
				"name a network outside the clusters; a service in them is reached by its hostname, or privately with privateEndpoints")
		case cidr.Contains(closed):
			e.Except = append(e.Except, closed)
		}
	}
}

// checkEgress wants Cilium for what NetworkPolicies cannot say: names, for which it
// also needs a part of the fleet, and the API server, whose address is Azure's to choose
// (https://learn.microsoft.com/azure/aks/container-network-security-fqdn-filtering-concepts).
func (b *builder) checkEgress(pos diag.Pos, stamp name.Label, e Egress) {
	if e.To != ToName && e.To != ToAPIServer {
		return
	}
	what := map[EgressTo]string{ToName: "names", ToAPIServer: "the API server"}[e.To]
	for _, s := range b.fleet.Stamps {
		for _, c := range s.Clusters() {
			if s.Name == stamp && c.Network.Policy != "" && c.Network.Policy != "cilium" {
				b.add(pos, "cilium-needed",
					fmt.Sprintf("network policies of %s on cluster %s cannot speak of %s", c.Network.Policy, c.Name, what),
					"write network: {policy: cilium} in the cluster's file, or name a network here", diag.Pos{File: c.File})
				return
			}
		}
	}
	if e.To == ToName && !b.fleet.Parts.AdvancedNetworking {
		b.add(pos, "part-needed", "egress to a name needs advanced networking, and the fleet does without it",
			"add parts: {advancedNetworking: enabled} to the fleet, or name a network, or internet")
	}
}
