package check

import (
	"fmt"
	"slices"

	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// checkEgress wants a tenant's policy to keep closed what no tenant may reach: the
// networks of all clusters, where everybody's nodes and pods are, and what a machine
// alone may ask. Open is only its own cluster's subnet of private endpoints, whose
// addresses are Azure's to choose.
func (c *checker) checkEgress(o *object) {
	c.checkPeers(o)
	endpoints := o.unit.cluster.Network.Subnets.VirtualMachines
	for i, rule := range list(o.value, "spec", "egress") {
		at := item("spec.egress", i)
		if len(list(rule, "to")) == 0 {
			c.foreign(o, at, "a rule without a destination opens everything", "name what the tenant's pods may reach")
		}
		for j, peer := range list(rule, "to") {
			block := child(peer, "ipBlock")
			cidr, err := name.ParseCIDR(text(block, "cidr"))
			if block == nil || err != nil || endpoints.Contains(cidr) {
				continue // not a network, or the schema's rule says so
			}
			if open, found := c.opened(cidr, list(block, "except")); found {
				c.foreign(o, item(at+".to", j)+".ipBlock", fmt.Sprintf("network %s opens %s, which no tenant may reach", cidr, open),
					"leave it out, or list it under except")
			}
		}
	}
}

// checkPeers wants namespaces to be named. A selector without a name takes whatever
// has its labels, and an empty one everybody.
func (c *checker) checkPeers(o *object) {
	for _, way := range [][2]string{{"ingress", "from"}, {"egress", "to"}} {
		for i, rule := range list(o.value, "spec", way[0]) {
			for j, peer := range list(rule, way[1]) {
				if selector, used := child(peer, "namespaceSelector").(map[string]any); used && !namesNamespaces(selector) {
					c.foreign(o, item(item("spec."+way[0], i)+"."+way[1], j)+".namespaceSelector",
						"this takes the pods of every namespace with these labels", "name one namespace by the label "+namespaceLabel)
				}
			}
		}
	}
}

// namesNamespaces reports whether a selector says which namespaces it takes.
func namesNamespaces(selector map[string]any) bool {
	match, _ := selector["matchLabels"].(map[string]any)
	return match[namespaceLabel] != nil || slices.ContainsFunc(list(selector, "matchExpressions"), func(e any) bool {
		return text(e, "key") == namespaceLabel && text(e, "operator") == "In"
	})
}

// opened returns the first closed network that a block opens a part of.
func (c *checker) opened(cidr name.CIDR, except []any) (name.CIDR, bool) {
	for _, closed := range c.closed {
		covered := !cidr.Overlaps(closed)
		for _, e := range except {
			s, _ := e.(string)
			shut, err := name.ParseCIDR(s)
			covered = covered || err == nil && shut.Contains(closed)
		}
		if !covered {
			return closed, true
		}
	}
	return name.CIDR{}, false
}

// checkCiliumEgress wants Cilium's policies of a tenant to open names, the API
// server and the cluster's DNS alone: its other words reach nodes and everybody's pods.
func (c *checker) checkCiliumEgress(o *object) {
	const fix = "name hosts under toFQDNs, the entity kube-apiserver, or the cluster's DNS"
	for i, rule := range list(o.value, "spec", "egress") {
		at, known := item("spec.egress", i), false
		keys, _ := rule.(map[string]any)
		for key := range keys {
			known = known || key == "toFQDNs" || key == "toEntities" || key == "toEndpoints"
		}
		if !known {
			c.foreign(o, at, "a rule of Cilium's reaches more than a tenant may", fix)
		}
		for j, entity := range list(rule, "toEntities") {
			if entity != "kube-apiserver" {
				c.foreign(o, item(at+".toEntities", j), fmt.Sprintf("the entity %v is not a tenant's to reach", entity), fix)
			}
		}
		for j, peer := range list(rule, "toEndpoints") {
			labels, _ := child(peer, "matchLabels").(map[string]any)
			if labels["k8s:k8s-app"] != "kube-dns" || labels["k8s:io.kubernetes.pod.namespace"] != "kube-system" {
				c.foreign(o, item(at+".toEndpoints", j), "these pods are not a tenant's to reach", fix)
			}
		}
	}
}

// checkVault wants secrets to come from the vault of the object's own cluster: the
// other one's is in another region, and lost with it.
func (c *checker) checkVault(o *object) {
	path, got := "spec.parameters.keyvaultName", text(o.value, "spec", "parameters", "keyvaultName")
	if o.Kind == "Component" {
		path = "spec.metadata"
		for _, m := range list(o.value, "spec", "metadata") {
			if text(m, "name") == "vaultName" {
				got = text(m, "value")
			}
		}
	}
	if want := azure.VaultName(c.fleet, o.unit.cluster.Cluster); got != want {
		c.report.add(fault{
			at: o, path: path, code: danglingRef, fact: fmt.Sprintf("%q is not the key vault of this cluster", got),
			fix: fmt.Sprintf("write %q", want),
		})
	}
}
