package extend

import (
	"slices"
	"strings"
)

// lock is a property that something else stands on: the other plane, the fence
// between tenants, or another stack.
type lock struct {
	typ     string // empty: of every type
	path    string // with * for the name of an item; empty: all of the resource
	why     string
	instead string
}

// Why properties are locked, in few words.
const (
	names     = "other stacks and Kubernetes know the resource by it"
	identity  = "identities and what they may do are the same in both planes"
	isolation = "tenants are kept apart by it"
	network   = "subnets never move, and network policies name their ranges"
	field     = "a field decides it, in both planes"
	delivery  = "Flux is told the same in both planes"
)

// locks lists what may not be changed.
func locks() []lock {
	return slices.Concat(locksEverywhere(), clusterLocks(), networkLocks(), otherLocks())
}

func locksEverywhere() []lock {
	return []lock{
		{"", "dependsOn", "the order of a stack is the generator's", "remove it"},
		{"", "name", names, "remove it"},
		{"", "parent", names, "remove it"},
		{"", "scope", names, "remove it"},
		{"", "location", names, "set the region of the cluster, or location of the fleet"},
	}
}

func clusterLocks() []lock {
	const (
		aks   = "Microsoft.ContainerService/managedClusters"
		pools = aks + "/agentPools"
	)
	return []lock{
		{aks, "identity", identity, "add an identity of your own beside it"},
		{aks, "properties.identityProfile", identity, "add an identity of your own beside it"},
		{aks, "properties.oidcIssuerProfile", "workload identity rests on the issuer", "remove it"},
		{aks, "properties.securityProfile.workloadIdentity", "tenants' pods sign in by it", "remove it"},
		{aks, "properties.disableLocalAccounts", isolation, "set spec.azure.admins of the fleet for who may enter"},
		{aks, "properties.enableRBAC", isolation, "remove it"},
		{aks, "properties.aadProfile", isolation, "set spec.azure.admins of the fleet"},
		{aks, "properties.apiServerAccessProfile", field, "set spec.api of the cluster"},
		{aks, "properties.networkProfile", isolation, "set spec.network of the cluster"},
		{aks, "properties.nodeResourceGroup", names, "remove it"},
		{aks, "properties.nodeResourceGroupProfile", names, "remove it"},
		{aks, "properties.dnsPrefix", names, "remove it"},
		{aks, "properties.kubernetesVersion", field, "set spec.kubernetesVersion of the cluster"},
		{aks, "properties.autoUpgradeProfile", field, "set spec.upgrades of the cluster"},
		{aks, "properties.ingressProfile.applicationLoadBalancer", field, "set spec.agc.install of the cluster"},
		{aks, "properties.ingressProfile.gatewayAPI", field, "set spec.agc.install of the cluster"},
		{aks, "properties.serviceMeshProfile", field, "set spec.parts.istio of the fleet"},
		{aks, "properties.addonProfiles.azurepolicy", field, "set spec.parts.azurePolicy of the fleet"},
		{aks, "properties.addonProfiles.azureKeyvaultSecretsProvider", "tenants' secrets are mounted by it", "remove it"},
		{aks, "sku.tier", field, "set spec.tier of the cluster"},
		{aks, "properties.agentPoolProfiles.*.nodeTaints", isolation, "remove it: tenants' pods stay off the system's nodes"},
		{aks, "properties.agentPoolProfiles.*.mode", isolation, "remove it"},
		{aks, "properties.agentPoolProfiles.*.vnetSubnetID", network, "set spec.network of the cluster"},
		{aks, "properties.agentPoolProfiles.*.podSubnetID", network, "set spec.network of the cluster"},
		{pools, "properties.mode", isolation, "remove it"},
		{pools, "properties.nodeTaints", isolation, "remove it"},
		{pools, "properties.nodeLabels", isolation, "remove it"},
		{pools, "properties.vnetSubnetID", network, "set spec.network of the cluster"},
		{pools, "properties.podSubnetID", network, "set spec.network of the cluster"},
	}
}

func networkLocks() []lock {
	const (
		agc = "Microsoft.ServiceNetworking/trafficControllers"
		waf = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"
	)
	return []lock{
		{"Microsoft.Network/virtualNetworks", "properties.addressSpace", network, "set spec.addressSpace of the cluster"},
		{"Microsoft.Network/virtualNetworks", "properties.subnets", network, "set spec.network.subnets of the cluster"},
		{"Microsoft.Network/virtualNetworks/subnets", "properties", network, "set spec.network.subnets of the cluster"},
		{"Microsoft.Network/privateEndpoints", "properties", network, "set privateEndpoints of a tenant"},
		{"Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "", network, "set privateEndpoints of a tenant"},
		{agc + "/associations", "properties", network, "set spec.network.subnets of the cluster"},
		{agc + "/frontends", "properties", names, "set spec.gateways of the fleet"},
		{agc + "/securityPolicies", "properties", field, "set spec.waf of the fleet or of a tenant"},
		{waf, "properties.policySettings.mode", field, "set spec.waf of the fleet or of a tenant"},
		{waf, "properties.policySettings.state", field, "set spec.waf of the fleet or of a tenant"},
	}
}

func otherLocks() []lock {
	const user = "Microsoft.ManagedIdentity/userAssignedIdentities"
	return []lock{
		{"Microsoft.Authorization/roleAssignments", "", identity, "add a role assignment of your own beside it"},
		{user, "", identity, "add an identity of your own beside it"},
		{user + "/federatedIdentityCredentials", "", identity, "add a credential of your own beside it"},
		{"Microsoft.KeyVault/vaults", "properties.tenantId", identity, "remove it"},
		{"Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", isolation, "remove it: tenants read secrets by roles"},
		{"Microsoft.KeyVault/vaults", "properties.publicNetworkAccess", isolation, "reach the vault from the cluster's network"},
		{"Microsoft.ContainerRegistry/registries", "properties.adminUserEnabled", isolation, "sign in with an identity"},
		{"Microsoft.ContainerRegistry/registries", "properties.publicNetworkAccess", field, "set spec.azure.pushFrom of the fleet"},
		{"Microsoft.KubernetesConfiguration/fluxConfigurations", "", delivery, "set spec.flux of the fleet"},
		{"Microsoft.KubernetesConfiguration/extensions", "properties", delivery, "set spec.flux or spec.parts of the fleet"},
	}
}

// lockOn returns the lock that setting the value at this path would break, or nil: the
// lock's own property, one inside it, or one around it.
func lockOn(typ string, setting []string) *lock {
	for _, l := range locks() {
		if l.typ != "" && l.typ != typ {
			continue
		}
		if l.path == "" || along(strings.Split(l.path, "."), setting) {
			return &l
		}
	}
	return nil
}

// along reports whether one path leads through the end of the other.
func along(lock, setting []string) bool {
	for i := range min(len(lock), len(setting)) {
		if lock[i] != "*" && !strings.EqualFold(lock[i], setting[i]) {
			return false
		}
	}
	return true
}
