package fleet

import (
	"cmp"
	"fmt"
	"net/netip"
	"strconv"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// The sizes of address space that hold every subnet and waste none.
const largestSpace, smallestSpace = 16, 20

func (b *builder) buildNetwork(d *load.Doc[v1alpha1.Cluster], c *Cluster) {
	spec, at := d.Value.Spec.Network, place(d.At)
	c.Network = Network{
		Overlay:  spec.Pods == "overlay",
		Policy:   cmp.Or(spec.Policy, "cilium"),
		Firewall: spec.Firewall,
	}
	if spec.Firewall != "" {
		b.address(at("spec", "network", "firewall"), "firewall", spec.Firewall)
	}
	b.buildPeering(spec, c, at)
	pos := at("spec", "addressSpace")
	space, err := name.ParseCIDR(d.Value.Spec.AddressSpace)
	switch {
	case err != nil:
		b.add(pos, "bad-cidr", fmt.Sprintf("address space %s is not usable: %s", load.Quote(d.Value.Spec.AddressSpace), err),
			"write it like 10.10.0.0/16")
		return
	case space.Bits() < largestSpace || space.Bits() > smallestSpace:
		b.add(pos, "bad-cidr", fmt.Sprintf("address space %s is a /%d", space, space.Bits()),
			"give the cluster a network from /16 to /20")
		return
	}
	c.AddressSpace = space
	c.Network.Subnets = b.subnets(at, space, spec)
}

// address insists on a private address, written as it is printed.
func (b *builder) address(pos diag.Pos, what, text string) {
	addr, err := netip.ParseAddr(text)
	if err != nil || !addr.Is4() || !addr.IsPrivate() || addr.String() != text {
		b.add(pos, "bad-address", fmt.Sprintf("%s %s is no private IPv4 address", what, load.Quote(text)),
			"write an address such as 10.0.1.4")
	}
}

// cut divides an address space by the rule that v1alpha1.Subnets describes. AGC
// wants a /24 of its own for each association
// (https://learn.microsoft.com/azure/application-gateway/for-containers/container-networking);
// five are cut at once, whether used or not, because no subnet ever moves.
func cut(space name.CIDR) Subnets {
	quarter := space.Bits() + 2
	tail := space.Part(21, 1<<(21-space.Bits())-1)
	out := Subnets{
		Nodes:           space.Part(quarter, 0),
		Pods:            space.Part(quarter, 1),
		VirtualMachines: tail.Slash24(maxAGCs),
		Bastion:         tail.Slash24(maxAGCs+1).Part(26, 0),
		APIServer:       tail.Slash24(maxAGCs+1).Part(28, 4),
	}
	for i := range out.AGC {
		out.AGC[i] = tail.Slash24(i)
	}
	return out
}

// subnet is one part of a network, and where a person may give it.
type subnet struct {
	what     string
	field    []string
	given    string
	min, max int // bits of the prefix, from the largest network to the smallest
	out      *name.CIDR
}

func (b *builder) subnets(at place, space name.CIDR, spec v1alpha1.Network) Subnets {
	out := cut(space)
	given := spec.Subnets
	// The smallest sizes are those of https://learn.microsoft.com/azure/aks/api-server-vnet-integration and
	// https://learn.microsoft.com/azure/bastion/configuration-settings#subnet.
	all := []subnet{
		{"nodes", []string{"nodes"}, given.Nodes, 16, 26, &out.Nodes},
		{"pods", []string{"pods"}, given.Pods, 16, 26, &out.Pods},
		{"virtual machines", []string{"virtualMachines"}, given.VirtualMachines, 16, 27, &out.VirtualMachines},
		{"Bastion", []string{"bastion"}, given.Bastion, 16, 26, &out.Bastion},
		{"the API server", []string{"apiServer"}, given.APIServer, 16, 28, &out.APIServer},
	}
	for i := range out.AGC {
		s := subnet{what: fmt.Sprintf("AGC %d", i+1), field: []string{"agc", strconv.Itoa(i)}, min: 24, max: 24, out: &out.AGC[i]}
		if i < len(given.AGC) {
			s.given = given.AGC[i]
		}
		all = append(all, s)
	}
	for i := range all {
		b.takeSubnet(at, space, &all[i])
	}
	b.checkSubnets(at, all)
	return out
}

func (b *builder) takeSubnet(at place, space name.CIDR, s *subnet) {
	if s.given == "" {
		return
	}
	pos := s.at(at)
	cidr, ok := b.cidr(pos, "subnet of "+s.what, s.given)
	switch {
	case !ok:
		return
	case !space.Contains(cidr):
		b.add(pos, "subnet-outside", fmt.Sprintf("subnet %s of %s is no part of %s", cidr, s.what, space),
			"choose a network inside the address space", at("spec", "addressSpace"))
	case cidr.Bits() < s.min || cidr.Bits() > s.max:
		fix := fmt.Sprintf("write a network from /%d to /%d", s.min, s.max)
		if s.min == s.max {
			fix = fmt.Sprintf("write a /%d", s.min)
		}
		b.add(pos, "bad-cidr", fmt.Sprintf("subnet %s of %s is a /%d", cidr, s.what, cidr.Bits()), fix)
	}
	*s.out = cidr
}

func (s subnet) at(at place) diag.Pos {
	return at(append([]string{"spec", "network", "subnets"}, s.field...)...)
}

// checkSubnets refuses a given subnet that takes addresses of another.
func (b *builder) checkSubnets(at place, all []subnet) {
	for i, s := range all {
		for _, other := range all[:i] {
			if (s.given != "" || other.given != "") && s.out.Overlaps(*other.out) {
				here, there := s, other
				if s.given == "" {
					here, there = other, s
				}
				b.add(here.at(at), "cidr-overlap",
					fmt.Sprintf("subnet %s of %s overlaps %s of %s", *here.out, here.what, *there.out, there.what),
					"choose networks that do not overlap, for both if need be")
			}
		}
	}
}
