package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/diag"
)

const (
	agcType        = "Microsoft.ServiceNetworking/trafficControllers"
	frontendType   = agcType + "/frontends"
	agcPolicyType  = agcType + "/securityPolicies"
	associatedType = agcType + "/associations"
)

// gateway is a Gateway, or an Ingress, with the AGC and the frontend that its
// cluster's overlay names.
type gateway struct {
	*object
	agc, frontend string // ids; empty where the ALB controller makes the AGC itself
}

// What a Gateway or an Ingress names an AGC and a frontend by that Azure made:
// https://learn.microsoft.com/azure/application-gateway/for-containers/application-gateway-for-containers-components
const (
	agcAnnotation      = "alb.networking.azure.io/alb-id"
	frontendKey        = "alb.networking.azure.io/alb-frontend"
	frontendCollection = "/frontends/"
)

func (p *planes) readGateways() {
	p.each(func(o *object) {
		g := gateway{object: o, agc: text(o.value, "metadata", "annotations", agcAnnotation)}
		name := text(o.value, "metadata", "annotations", frontendKey)
		for _, a := range list(o.value, "spec", "addresses") {
			if text(a, "type") == frontendKey {
				name = text(a, "value")
			}
		}
		if g.agc != "" && name != "" {
			g.frontend = g.agc + frontendCollection + name
		}
		p.gateways = append(p.gateways, g)
	}, "Gateway", "Ingress")
}

// key is the same for all that share a gateway: the Gateway itself, or the Ingresses
// of a frontend.
func (g gateway) key() string {
	if g.Kind == "Ingress" {
		return strings.ToLower(g.frontend)
	}
	return g.String()
}

// at is where the gateway names its frontend.
func (g gateway) at() string {
	if g.Kind == "Ingress" {
		return step("metadata.annotations", frontendKey)
	}
	return "spec.addresses"
}

func (p *planes) mismatch(o *object, at, fact, fix string) {
	p.report.add(fault{at: o, path: at, code: planeMismatch, fact: fact, fix: fix})
}

// checkGateways wants each Gateway and Ingress to name an AGC and a frontend that the
// cluster's platform makes, and each frontend to have its one Gateway or its
// Ingresses: AGC takes no other, and a frontend without one answers nobody.
func (p *planes) checkGateways() {
	used := map[string]gateway{}
	wrong := false
	for _, g := range p.gateways {
		if g.agc == "" {
			continue
		}
		first, taken := used[strings.ToLower(g.frontend)]
		switch {
		case !p.makes(g.agc, agcType):
			p.mismatch(g.object, step("metadata.annotations", agcAnnotation),
				fmt.Sprintf("no stack of the cluster makes the AGC %q", g.agc), p.instead(g.agc, agcType))
		case g.frontend == "":
			p.mismatch(g.object, g.at(), "it names no frontend of its AGC", "name a frontend")
		case !p.makes(g.frontend, frontendType):
			p.mismatch(g.object, g.at(), fmt.Sprintf("AGC %s has no frontend %q", baseName(g.agc), baseName(g.frontend)),
				p.instead(g.frontend, frontendType))
		case taken && first.key() != g.key():
			p.report.add(fault{
				at: g.object, path: g.at(), code: planeMismatch, fix: "give each Gateway a frontend of its own",
				fact: fmt.Sprintf("frontend %q is that of %s", baseName(g.frontend), first.object), others: []*object{first.object},
			})
		default:
			used[strings.ToLower(g.frontend)] = g
			continue
		}
		wrong = true
	}
	for _, m := range p.azure.of(p.cluster, frontendType) {
		if _, ok := used[strings.ToLower(m.ID)]; !ok && !wrong && len(p.faulty) == 0 {
			p.addAzure(m, planeMismatch, "no Gateway of the cluster has it", "name it in a Gateway's addresses, or leave it out")
		}
	}
}

// makes reports whether a stack of the cluster makes a resource of the type with an id.
func (p *planes) makes(id, typ string) bool {
	m := p.azure.get(id)
	return m != nil && m.Type == typ && m.stack.cluster == p.cluster || p.azure.given[strings.ToLower(id)]
}

// instead says which resource of a type to name.
func (p *planes) instead(id, typ string) string {
	var ids []string
	for _, m := range p.azure.of(p.cluster, typ) {
		ids = append(ids, m.ID)
	}
	if near := diag.Nearest(id, ids); near != "" {
		return fmt.Sprintf("write %q", near)
	}
	return "name one that the stack platform of this cluster makes"
}

// gatewayOf returns the Gateway that an object names, or nil.
func (p *planes) gatewayOf(namespace, name string) *gateway {
	i := slices.IndexFunc(p.gateways, func(g gateway) bool {
		return g.Kind == "Gateway" && g.Name == name && g.Namespace == namespace
	})
	if i < 0 {
		return nil
	}
	return &p.gateways[i]
}

// checkFirewalls holds the two halves of each firewall together: the policy that a
// WebApplicationFirewallPolicy names must exist, and be a security policy of the AGC
// behind what it guards; and a security policy that no object names inspects nothing
// (https://learn.microsoft.com/azure/application-gateway/for-containers/web-application-firewall).
func (p *planes) checkFirewalls() {
	secured := map[string]bool{} // AGC and policy
	for _, m := range p.azure.of(p.cluster, agcPolicyType) {
		if id := text(m.Body, "properties", "wafPolicy", "id"); id != "" {
			secured[strings.ToLower(parentOf(m.ID)+" "+id)] = true
		}
	}
	named, wrong := map[string]bool{}, len(p.faulty) > 0
	p.each(func(o *object) {
		id := text(o.value, "spec", "webApplicationFirewall", "id")
		named[strings.ToLower(id)] = true
		g := p.guarded(o)
		switch {
		case !p.makes(id, wafType):
			wrong = true
			p.mismatch(o, "spec.webApplicationFirewall.id", fmt.Sprintf("no stack of the cluster makes the firewall policy %q", id),
				p.instead(id, wafType))
		case g != nil && g.agc != "" && !p.report.touched[g.object] && !secured[strings.ToLower(g.agc+" "+id)]:
			wrong = true
			p.mismatch(o, "spec.webApplicationFirewall.id",
				fmt.Sprintf("AGC %s has no security policy with %s", baseName(g.agc), called(id)), "add the security policy to the AGC")
		case g != nil && !p.report.touched[g.object] && p.elsewhere(id, g.agc):
			p.mismatch(o, "spec.webApplicationFirewall.id",
				fmt.Sprintf("%s is not in the region of AGC %s, which takes no other", called(id), baseName(g.agc)),
				"make the policy in the AGC's region")
		}
	}, "WebApplicationFirewallPolicy")
	for _, m := range p.azure.of(p.cluster, agcPolicyType) {
		id := text(m.Body, "properties", "wafPolicy", "id")
		if id != "" && !named[strings.ToLower(id)] && !wrong && p.inspects(parentOf(m.ID)) {
			p.addAzure(m, planeMismatch,
				"no WebApplicationFirewallPolicy of the cluster names its firewall policy, so nothing is inspected",
				"render that object, or leave the security policy out")
		}
	}
}

// elsewhere reports whether two resources are known to be in different regions.
func (p *planes) elsewhere(a, b string) bool {
	first, second := p.azure.get(a), p.azure.get(b)
	return first != nil && second != nil && !strings.EqualFold(text(first.Body, "location"), text(second.Body, "location"))
}

// inspects reports whether an AGC has a Gateway: none of Kubernetes' objects puts a
// firewall before an Ingress.
func (p *planes) inspects(agc string) bool {
	return slices.ContainsFunc(p.gateways, func(g gateway) bool { return g.Kind == "Gateway" && strings.EqualFold(g.agc, agc) })
}

const wafType = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"

// guarded is the Gateway whose traffic a firewall policy of Kubernetes inspects.
func (p *planes) guarded(o *object) *gateway {
	ref := child(o.value, "spec", "targetRef")
	target := named(ref, "Gateway", o.Namespace)
	if target.kind == "Gateway" {
		return p.gatewayOf(target.namespace, target.name)
	}
	if route := p.objects[target]; route != nil {
		for _, parent := range list(route.value, "spec", "parentRefs") {
			return p.gatewayOf(or(text(parent, "namespace"), route.Namespace), text(parent, "name"))
		}
	}
	return nil
}

// checkSubnets wants the networks that a namespace with routes lets in to be those
// of the AGCs in front of it: with another one every request ends in a timeout, and
// with a wider one neighbours come in.
func (p *planes) checkSubnets() {
	prefixes := map[string]string{} // of the subnet, by AGC
	for _, m := range p.azure.of(p.cluster, associatedType) {
		if prefix := p.prefixOf(text(m.Body, "properties", "subnet", "id")); prefix != "" {
			prefixes[strings.ToLower(parentOf(m.ID))] = prefix
		}
	}
	fronts := map[string][]string{} // by namespace
	for _, h := range p.hostings() {
		for _, g := range h.gateways {
			if prefix := prefixes[strings.ToLower(g.agc)]; prefix != "" {
				fronts[h.object.Namespace] = append(fronts[h.object.Namespace], prefix)
			}
		}
	}
	p.each(func(o *object) {
		want := fronts[o.Namespace]
		for i, rule := range list(o.value, "spec", "ingress") {
			for j, from := range list(rule, "from") {
				cidr := text(from, "ipBlock", "cidr")
				if cidr == "" || len(want) == 0 || slices.Contains(want, cidr) {
					continue
				}
				at := item(item("spec.ingress", i)+".from", j) + ".ipBlock.cidr"
				p.mismatch(o, at, fmt.Sprintf("%s is not the subnet of the AGC in front of the namespace", cidr),
					fmt.Sprintf("write %q", want[0]))
			}
		}
	}, "NetworkPolicy")
}

// prefixOf is the address prefix of a subnet, "" where nothing rendered says it.
func (p *planes) prefixOf(subnet string) string {
	if m := p.azure.get(subnet); m != nil {
		return text(m.Body, "properties", "addressPrefix")
	}
	network := p.azure.get(parentOf(subnet))
	if network == nil {
		return ""
	}
	for _, s := range list(network.Body, "properties", "subnets") {
		if strings.EqualFold(text(s, "name"), baseName(subnet)) {
			return text(s, "properties", "addressPrefix")
		}
	}
	return ""
}

// runtimes calls f for each value of a resource that only a deployment knows.
func runtimes(v any, f func(arm.Runtime)) {
	switch v := v.(type) {
	case map[string]any:
		for _, inner := range v {
			runtimes(inner, f)
		}
	case []any:
		for _, inner := range v {
			runtimes(inner, f)
		}
	case arm.JSONText:
		runtimes(v.Value, f)
	case arm.Runtime:
		f(v)
	}
}
