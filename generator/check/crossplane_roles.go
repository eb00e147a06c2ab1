package check

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/fleet"
)

// role is one of Azure's built-in roles:
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
type role struct{ name, guid string }

func agcManager() role {
	return role{"AppGw for Containers Configuration Manager", "fbc52c3f-28ad-4303-a892-8a056630b8f1"}
}

func networkContributor() role {
	return role{"Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"}
}

func privateZoneContributor() role {
	return role{"Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f"}
}

func zoneContributor() role {
	return role{"DNS Zone Contributor", "befefa01-2a29-4197-83a8-272ff33ce314"}
}

func identityOperator() role {
	return role{"Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830"}
}

func reader() role {
	return role{"Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"}
}

func acrPull() role {
	return role{"AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d"}
}

func repositoryReader() role {
	return role{"Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac"}
}

func secretsUser() role {
	return role{"Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"}
}

// assignment is one role that an identity has on something, in lower case.
type assignment struct{ scope, guid string }

func (p *planes) readAssignments() {
	for _, s := range p.azure.stacks {
		if s.cluster != p.cluster && s.kind != sharedStack {
			continue
		}
		for _, r := range s.Resources {
			principal, ok := child(r.Body, "properties", "principalId").(arm.Runtime)
			if r.Type == "Microsoft.Authorization/roleAssignments" && ok {
				identity := strings.ToLower(principal.ID)
				p.assignments[identity] = append(p.assignments[identity], assignment{
					strings.ToLower(parentOf(r.ID)), path.Base(text(r.Body, "properties", "roleDefinitionId")),
				})
			}
		}
	}
}

// need wants an identity to have a role on something, or on what that is in. Without
// it Azure refuses what the identity is for, at run time, with an error in the log of
// some controller.
func (p *planes) need(identity string, r role, on, why string) {
	m := p.azure.get(identity)
	if m == nil || on == "" {
		return // not the fleet's own, or said already
	}
	for _, a := range p.assignments[strings.ToLower(identity)] {
		if a.guid == r.guid && within(strings.ToLower(on), a.scope) {
			return
		}
	}
	said := strings.ToLower(identity + " " + r.guid + " " + parentOf(on))
	if p.judged[said] {
		return // of a neighbour: one assignment is missing for both
	}
	p.judged[said] = true
	p.addAzure(m, missingRole, fmt.Sprintf("it is not %s of %s, which it needs to %s", r.name, called(on), why),
		"assign the role in the first stack that has both")
}

func within(id, scope string) bool {
	rest, ok := strings.CutPrefix(id, scope)
	return ok && (rest == "" || rest[0] == '/')
}

// checkRoles lists what each identity is used for, as far as the rendered files say it.
func (p *planes) checkRoles() {
	p.checkController()
	p.checkIssuers()
	p.checkControlPlane()
	p.checkPulls()
	p.checkVault()
}

// checkController is for the ALB controller, where it signs in with an identity of
// the fleet, and the AGC is the fleet's. Microsoft's steps for that are under
// https://learn.microsoft.com/azure/application-gateway/for-containers/.
func (p *planes) checkController() {
	identity := ""
	for s, a := range p.accounts {
		if strings.HasSuffix(s, ":alb-controller-sa") {
			identity = a.identity
		}
	}
	agcs := map[string]bool{}
	for _, g := range p.gateways {
		if m := p.azure.get(g.agc); m != nil && !agcs[m.ID] && !p.report.touched[g.object] {
			agcs[m.ID] = true
			p.need(identity, agcManager(), m.ID, "program it")
		}
	}
	for _, m := range p.azure.of(p.cluster, associatedType) {
		if agcs[parentOf(m.ID)] {
			p.need(identity, networkContributor(), text(m.Body, "properties", "subnet", "id"), "join it")
		}
	}
	wafs := map[string]bool{}
	p.each(func(o *object) {
		wafs[text(o.value, "spec", "webApplicationFirewall", "id")] = true
	}, "WebApplicationFirewallPolicy")
	for _, id := range slices.Sorted(maps.Keys(wafs)) {
		if p.makes(id, wafType) {
			p.need(identity, networkContributor(), id, "join it to its AGC")
		}
	}
	for _, m := range p.azure.of(p.cluster, aksType) {
		if group := text(m.Body, "properties", "nodeResourceGroup"); group != "" && len(agcs) > 0 {
			p.need(identity, reader(), subscriptionOf(m.ID)+"/resourceGroups/"+group, "find the cluster's network")
		}
	}
}

const aksType = "Microsoft.ContainerService/managedClusters"

// checkIssuers is for cert-manager, which answers DNS-01 in the zone that an issuer names.
func (p *planes) checkIssuers() {
	p.each(func(o *object) {
		for _, solver := range list(o.value, "spec", "acme", "solvers") {
			dns := child(solver, "dns01", "azureDNS")
			if dns == nil {
				continue
			}
			zone := fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/dnsZones/%s",
				text(dns, "subscriptionID"), text(dns, "resourceGroupName"), text(dns, "hostedZoneName"))
			if owner, missing := p.azure.owner(zone); owner == nil && missing != "" {
				p.mismatch(o, "spec.acme.solvers", fmt.Sprintf("no stack makes %s", called(missing)), "name the fleet's own zone")
				continue
			}
			p.need(p.identityOf(text(dns, "managedIdentity", "clientID")), zoneContributor(), zone, "answer DNS-01 challenges")
		}
	}, "Issuer", "ClusterIssuer")
}

// checkControlPlane is for the identity of AKS itself:
// https://learn.microsoft.com/azure/aks/use-managed-identity
func (p *planes) checkControlPlane() {
	for _, m := range p.azure.of(p.cluster, aksType) {
		identities, _ := child(m.Body, "identity", "userAssignedIdentities").(map[string]any)
		for _, identity := range slices.Sorted(maps.Keys(identities)) {
			seen := map[string]bool{}
			for _, pool := range append(list(m.Body, "properties", "agentPoolProfiles"), p.poolsOf(m)...) {
				for _, field := range []string{"vnetSubnetID", "podSubnetID"} {
					if subnet := text(pool, field); !seen[subnet] {
						seen[subnet] = true
						p.need(identity, networkContributor(), subnet, "put nodes and pods into it")
					}
				}
			}
			if zone := text(m.Body, "properties", "apiServerAccessProfile", "privateDNSZone"); strings.HasPrefix(zone, "/") {
				p.need(identity, privateZoneContributor(), zone, "name the API server in it")
			}
			p.need(identity, identityOperator(), p.kubelet(m), "give it to the nodes")
		}
	}
}

func (p *planes) poolsOf(aks *made) []any {
	var out []any
	for _, m := range p.azure.of(p.cluster, aksType+"/agentPools") {
		if parentOf(m.ID) == aks.ID {
			out = append(out, child(m.Body, "properties"))
		}
	}
	return out
}

func (p *planes) kubelet(aks *made) string {
	return text(aks.Body, "properties", "identityProfile", "kubeletidentity", "resourceId")
}

// checkPulls is for who pulls from the fleet's registry: nodes, and Flux. Which role
// lets them follows from the registry's mode:
// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
func (p *planes) checkPulls() {
	for _, s := range p.azure.stacks {
		for _, r := range s.Resources {
			if r.Type != "Microsoft.ContainerRegistry/registries" || r.Existing {
				continue
			}
			pull := acrPull()
			if text(r.Body, "properties", "roleAssignmentMode") == "AbacRepositoryPermissions" {
				pull = repositoryReader()
			}
			for _, m := range p.azure.of(p.cluster, aksType) {
				p.need(p.kubelet(m), pull, r.ID, "pull images")
			}
			p.need(p.fluxIdentity(), pull, r.ID, "fetch artifacts and charts")
		}
	}
}

// checkVault wants each tenant's identity to read the tenant's secrets and nothing
// else of the vault: a role on the whole vault reads every tenant's.
func (p *planes) checkVault() {
	vaults := p.azure.of(p.cluster, vaultType)
	if len(vaults) != 1 {
		return
	}
	for _, t := range p.fleet.Tenants {
		identity := p.accounts[subject(string(t.Name), "workload")].identity
		if t.Stamp != p.Stamp || identity == "" {
			continue
		}
		for _, s := range t.Secrets {
			p.need(identity, secretsUser(), vaults[0].ID+"/secrets/"+s, "read it")
		}
		p.checkNoMore(identity, vaults[0].ID, t)
	}
}

// checkNoMore reports a role of a tenant's identity on more of the vault than the tenant's secrets.
func (p *planes) checkNoMore(identity, vault string, t fleet.Tenant) {
	m, vault := p.azure.get(identity), strings.ToLower(vault)
	for _, a := range p.assignments[strings.ToLower(identity)] {
		secret, inside := strings.CutPrefix(a.scope, vault+"/secrets/")
		own := inside && slices.ContainsFunc(t.Secrets, func(s string) bool { return strings.EqualFold(s, secret) })
		if m != nil && !own && (inside || a.scope == vault) {
			p.addAzure(m, missingRole, fmt.Sprintf("it has a role on %s, which is more than its tenant's secrets", called(a.scope)),
				"assign the role on each of the tenant's secrets")
		}
	}
}
