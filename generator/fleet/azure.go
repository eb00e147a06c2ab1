package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

func (b *builder) buildAzure(a v1alpha1.Azure, at place) {
	r := b.rules
	in := func(field ...string) diag.Pos { return at(append([]string{"spec", "azure"}, field...)...) }
	out := &b.fleet.Azure
	out.TenantID = b.guid(in("tenantId"), "tenantId", a.TenantID)
	out.SubscriptionID = b.guid(in("subscriptionId"), "subscriptionId", a.SubscriptionID)
	out.Location = b.matches(in("location"), r.region, a.Location)
	out.Registry = b.matches(in("registry"), r.registryName, a.Registry)
	out.Contact = b.matches(in("contact"), r.contact, a.Contact)
	for i, id := range a.Admins {
		out.Admins = append(out.Admins, b.guid(in("admins", strconv.Itoa(i)), "group", id))
	}
	out.Budget = a.Budget
	out.PushFromInternet = a.PushFrom == "internet"
	if out.SSHPublicKey = a.SSHPublicKey; a.SSHPublicKey != "" {
		b.matches(in("sshPublicKey"), r.sshPublicKey, a.SSHPublicKey)
	}
	out.DDoSPlan = b.resourceID(in("ddosPlan"), a.DDoSPlan, typeDDoSPlan).String()
	for i, region := range a.NewRegions {
		b.newRegions = append(b.newRegions, b.matches(in("newRegions", strconv.Itoa(i)), r.region, region))
	}
}

func (b *builder) buildParts(spec v1alpha1.FleetSpec, at place) {
	p := spec.Parts
	on := func(word, byDefault string) bool { return cmp.Or(word, byDefault) == "enabled" }
	b.fleet.Parts = Parts{
		AzurePolicy: on(p.AzurePolicy, "enabled"), ContainerInsights: on(p.ContainerInsights, "enabled"),
		Prometheus: on(p.Prometheus, "enabled"), Backup: on(p.Backup, "disabled"), Defender: on(p.Defender, "disabled"),
		DDoS: on(p.DDoS, "disabled"), Istio: on(p.Istio, "disabled"), Dapr: on(p.Dapr, "disabled"), KEDA: on(p.KEDA, "disabled"),
		AdvancedNetworking:    on(p.AdvancedNetworking, "disabled"),
		VerticalPodAutoscaler: on(p.VerticalPodAutoscaler, "disabled"),
	}
	b.fleet.IstioRevisions = spec.Istio.Revisions
	if len(spec.Istio.Revisions) == 0 {
		b.fleet.IstioRevisions = []string{defaultIstio}
	}
	for i, r := range spec.Istio.Revisions {
		b.matches(at("spec", "istio", "revisions", strconv.Itoa(i)), b.rules.istio, r)
	}
	if b.fleet.Parts.DDoS && spec.Azure.DDoSPlan != "" {
		b.add(at("spec", "parts", "ddos"), "two-ddos-plans", "the fleet names a DDoS protection plan, and asks for one of its own",
			"remove ddosPlan, or this line", at("spec", "azure", "ddosPlan"))
	}
	b.fleet.WAF = b.buildWAF(spec.WAF, func(steps ...string) diag.Pos {
		return at(append([]string{"spec", "waf"}, steps...)...)
	}, WAF{Mode: Prevention}, fleetLevel())
}

// defaultIstio is the newest revision that AKS was known to offer, in August 2026:
// https://learn.microsoft.com/azure/aks/istio-support-policy
const defaultIstio = "asm-1-28"

// buildTenantAzure reads what a tenant wants of Azure beside its identity.
func (b *builder) buildTenantAzure(d *load.Doc[v1alpha1.Tenant], t *Tenant) {
	spec := d.Value.Spec
	for i, s := range spec.Secrets {
		t.Secrets = append(t.Secrets, b.matches(d.At("spec", "secrets", strconv.Itoa(i)), b.rules.secret, s))
	}
	t.Identity = spec.Identity != "disabled"
	if !t.Identity && len(t.Secrets) > 0 {
		b.add(d.At("spec", "identity"), "identity-needed", "secrets are read as the tenant's identity, and it has none",
			"remove this line, or the secrets", d.At("spec", "secrets"))
	}
	if ownWAF(spec.WAF.WAF) || spec.WAF.Scope != "" {
		own := b.buildWAF(spec.WAF.WAF, func(steps ...string) diag.Pos {
			return d.At(append([]string{"spec", "waf"}, steps...)...)
		}, b.gatewayWAF(t.Gateway), tenantLevel())
		t.WAF, t.Listener = &own, spec.WAF.Scope == "listener"
	}
	t.Store = SecretStore(cmp.Or(spec.SecretStore, string(SecretsByCSI)))
	if t.Store == SecretsByDapr && !b.fleet.Parts.Dapr {
		b.add(d.At("spec", "secretStore"), "part-needed", "secrets are asked of Dapr, and the fleet does without it",
			"add parts: {dapr: enabled} to the fleet, or write csi or client")
	}
	if len(t.Secrets) == 0 && spec.SecretStore != "" {
		b.add(d.At("spec", "secretStore"), "missing-field", `"secrets" is missing: there is nothing to get from a store`,
			"add the secrets, or remove this line")
	}
	b.buildEndpoints(d, t)
	b.buildEgress(d, t)
}

// checkSecrets reports a secret that two tenants may read.
func (b *builder) checkSecrets(docs []*load.Doc[v1alpha1.Tenant]) {
	first := map[string]diag.Pos{}
	for _, d := range docs {
		for i, s := range d.Value.Spec.Secrets {
			here := d.At("spec", "secrets", strconv.Itoa(i))
			key := strings.ToLower(s) // Key Vault's names know no case
			if prev, taken := first[key]; taken {
				b.add(here, "secret-taken", fmt.Sprintf("secret %s belongs to another entry", load.Quote(s)),
					"give each tenant secrets of its own", prev)
				continue
			}
			first[key] = here
		}
	}
}

// maxRoles is how many role assignments a subscription holds; nobody can raise it.
// https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits
const maxRoles = 4000

// platformRoles is more than the role assignments that one cluster needs for itself.
const platformRoles = 40

// checkAzureLimits counts what a subscription holds of.
func (b *builder) checkAzureLimits(files *load.Files) {
	if len(b.found) > 0 || files.TenantsIncomplete || files.ClustersIncomplete {
		return
	}
	groups := map[name.GUID]bool{}
	roles := 0
	for _, t := range b.fleet.Tenants {
		for _, g := range slices.Concat(t.Owners, t.Readers) {
			groups[g] = true
		}
		roles += 2 * len(t.Secrets)
		if t.WAF != nil {
			roles += 2 // the ALB controller joins it to the AGC
		}
	}
	clusters := 2 * len(b.fleet.Stamps)
	roles += clusters * (len(groups) + platformRoles)
	if roles > maxRoles {
		b.add(files.Fleet.At("spec", "azure", "subscriptionId"), "too-many-roles",
			fmt.Sprintf("the fleet needs about %d role assignments, and a subscription holds %d", roles, maxRoles),
			"let owners' groups and secrets stand for more than one person or value each, or use a second fleet and subscription")
	}
}
