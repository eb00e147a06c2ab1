package fleet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// reserved are names that folders of the repository, namespaces of Kubernetes
// and AKS, or namespaces that the platform renders already have. A tenant's
// name is its namespace.
func reserved() (names, prefixes []string) {
	return append(folders(), "default", "gateways", "cert-manager", "platform",
			"dapr-system", "gatekeeper-system", "calico-system", "tigera-operator", "dataprotection-microsoft"),
		[]string{"kube-", "flux-", "azure-", "aks-", "istio-", "app-routing-"}
}

// folders are names that the repository needs beside clusters, tenants and stamps.
func folders() []string { return []string{"fleet", "base", "shared"} }

// checkReserved refuses a name that would take over something that exists.
func (b *builder) checkReserved(pos diag.Pos, what, n string) {
	names, prefixes := reserved()
	begins := slices.IndexFunc(prefixes, func(p string) bool { return strings.HasPrefix(n, p) })
	switch {
	case slices.Contains(names, n):
		b.add(pos, "reserved-name", fmt.Sprintf("%s %s has a name that the platform needs", what, load.Quote(n)), "choose another name")
	case begins >= 0:
		b.add(pos, "reserved-name",
			fmt.Sprintf("%s %s has a name that begins with %q, as system namespaces do", what, load.Quote(n), prefixes[begins]),
			"choose another name")
	}
}

// checkHostnames reports each hostname that is claimed twice. Tenants share a
// frontend, so a second claim could take traffic without any error.
func (b *builder) checkHostnames(docs []*load.Doc[v1alpha1.Tenant]) {
	type claim struct {
		tenant string
		pos    diag.Pos
	}
	first := map[string]claim{}
	for _, d := range docs {
		for i, host := range d.Value.Spec.Hostnames {
			here := claim{d.Value.Metadata.Name, d.At("spec", "hostnames", strconv.Itoa(i))}
			key := strings.ToLower(strings.TrimSuffix(host, "."))
			prev, taken := first[key]
			switch {
			case !taken:
				first[key] = here
			case prev.tenant == here.tenant:
				b.add(here.pos, "hostname-taken", fmt.Sprintf("hostname %s is listed twice", load.Quote(host)),
					"remove one of the two", prev.pos)
			default:
				b.add(here.pos, "hostname-taken",
					fmt.Sprintf("hostname %s already belongs to tenant %s", load.Quote(host), load.Quote(prev.tenant)),
					fmt.Sprintf("choose another hostname, or remove it from %s first", prev.pos.File), prev.pos)
			}
		}
	}
}

// checkPlatformHostnames keeps the names <gateway>.<cluster>.<zone>, which
// answer the platform's probes, possible and out of tenants' hands.
func (b *builder) checkPlatformHostnames(zone diag.Pos, docs []*load.Doc[v1alpha1.Tenant]) {
	if b.fleet.DNSZone == "" {
		return // there is a finding about it already
	}
	own := map[string]bool{string(b.fleet.DNSZone): true}
	longest := ""
	for _, s := range b.fleet.Stamps {
		for _, c := range s.Clusters() {
			for _, g := range b.fleet.Gateways {
				host := fmt.Sprintf("%s.%s.%s", g.Name, c.Name, b.fleet.DNSZone)
				own[host] = true
				if len(host) > len(longest) {
					longest = host
				}
			}
		}
	}
	if len(longest) > name.MaxHostname {
		b.add(zone, "bad-hostname",
			fmt.Sprintf("a probe's hostname, %s, would have %d characters", load.Quote(longest), len(longest)),
			fmt.Sprintf("use a shorter zone, or shorter names of gateways and clusters: %d characters fit", name.MaxHostname))
	}
	for _, d := range docs {
		for i, host := range d.Value.Spec.Hostnames {
			if own[host] {
				b.add(d.At("spec", "hostnames", strconv.Itoa(i)), "hostname-taken",
					fmt.Sprintf("hostname %s belongs to the platform", load.Quote(host)), "choose another hostname")
			}
		}
	}
}
