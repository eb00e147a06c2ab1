package fleet

import (
	"cmp"
	"fmt"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// What a cluster file may leave out of its AGC.
const (
	defaultInstall    = "helm"
	defaultDeployment = "byo"
)

// checkManaged refuses what needs the names of frontends that the ALB controller
// makes: it calls them fe- and eight random characters.
// https://learn.microsoft.com/azure/application-gateway/for-containers/how-to-ssl-offloading-gateway-api?tabs=alb-managed
func (b *builder) checkManaged(d *load.Doc[v1alpha1.Cluster], agc AGC) {
	if provider := b.fleet.Traffic.Provider; agc.Managed && provider != "none" {
		b.add(d.At("spec", "agc", "deployment"), "managed-with-traffic",
			fmt.Sprintf("nobody knows the names of managed frontends before they exist, so that traffic.provider %s leads nowhere",
				provider),
			"write deployment: byo, or traffic: {provider: none} in the fleet file", b.trafficAt)
	}
}

// checkSameAGC refuses a pair whose gateways differ: one of the two would have
// objects and APIs that the other has not, and would be found wanting when it has
// to serve.
func (b *builder) checkSameAGC(first, second *load.Doc[v1alpha1.Cluster]) {
	for _, f := range []struct{ field, first, second, byDefault string }{
		{"install", first.Value.Spec.AGC.Install, second.Value.Spec.AGC.Install, defaultInstall},
		{"deployment", first.Value.Spec.AGC.Deployment, second.Value.Spec.AGC.Deployment, defaultDeployment},
	} {
		one, other := cmp.Or(f.first, f.byDefault), cmp.Or(f.second, f.byDefault)
		if one != other {
			b.add(second.At("spec", "agc", f.field), "different-agc",
				fmt.Sprintf("agc.%s is %s here and %s on the other cluster of the stamp", f.field, other, one),
				"write the same for both", first.At("spec", "agc", f.field))
		}
	}
}

// checkIngress refuses what AGC does for Gateway API alone: a
// WebApplicationFirewallPolicy takes no Ingress.
// https://github.com/Azure/AKS/issues/5411
func (b *builder) checkIngress(d *load.Doc[v1alpha1.Tenant], gateway name.Label) {
	for i, g := range b.fleet.Gateways {
		if g.Name == gateway && g.Ingress && (ownWAF(d.Value.Spec.WAF.WAF) || d.Value.Spec.WAF.Scope != "") {
			b.add(d.At("spec", "waf"), "waf-with-ingress",
				fmt.Sprintf("no firewall can stand before gateway %s, whose routes are Ingresses", load.Quote(string(gateway))),
				"place the tenant on a gateway with api: gateway, or remove waf", b.gatewaysAt[i])
		}
	}
}

// checkListenerWAF refuses a policy for listeners where a tenant has none of its own.
func (b *builder) checkListenerWAF(d *load.Doc[v1alpha1.Tenant]) {
	if d.Value.Spec.WAF.Scope == "listener" && b.fleet.Traffic.Provider == FrontDoor {
		b.add(d.At("spec", "waf", "scope"), "waf-without-listener",
			"behind Front Door all tenants of a gateway share one listener",
			"remove this line: the policy then guards the tenant's route", b.trafficAt)
	}
}
