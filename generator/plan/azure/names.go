// Package azure decides every value of the Azure half of a fleet: which resources
// there are, what they are called, who may do what, and in which stack each lives.
//
// Names that Azure computes nowhere else are decided here, so that both planes
// know them: the Kubernetes half asks this package for the ids that it prints.
package azure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// How long names may be, in characters:
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
const (
	maxGroup       = 90
	maxNodeGroup   = 80 // https://learn.microsoft.com/azure/aks/faq
	maxDeployment  = 64
	maxVault       = 24
	maxStorage     = 24
	maxGrafana     = 23
	maxCollection  = 44 // a data collection endpoint's, and an Azure Monitor workspace's
	maxBackup      = 50
	maxDNSLabel    = 63
	maxOriginGroup = 90
	hashed         = 6
)

// Parameters that the deployment fills on its day.
const (
	BudgetStart     = "budgetStart"
	VaultCreateMode = "vaultCreateMode"
	SSHPublicKey    = "sshPublicKey"
)

// SharedGroup holds what belongs to no cluster.
func SharedGroup(f *fleet.Fleet) string { return "rg-" + string(f.Name) + "-shared" }

// Group holds what a cluster's region keeps when the cluster is lost.
func Group(f *fleet.Fleet, cluster name.Label) string {
	return "rg-" + string(f.Name) + "-" + string(cluster)
}

// clusterGroup holds what lives as long as the cluster.
func clusterGroup(f *fleet.Fleet, cluster name.Label) string {
	return name.Short(Group(f, cluster)+"-aks", maxGroup)
}

// nodeGroup is where AKS keeps a cluster's machines. Its name is given, so that
// roles in it can be rendered.
func nodeGroup(f *fleet.Fleet, cluster name.Label) string {
	return name.Short(Group(f, cluster)+"-nodes", maxNodeGroup)
}

// AGCName is the name of a cluster's n-th AGC, counted from one.
func AGCName(cluster name.Label, n int) string { return fmt.Sprintf("agc-%s-%d", cluster, n) }

// AGCID is the resource id of a cluster's n-th AGC.
func AGCID(f *fleet.Fleet, cluster name.Label, n int) string {
	return fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ServiceNetworking/trafficControllers/%s",
		f.Azure.SubscriptionID, Group(f, cluster), AGCName(cluster, n))
}

// agcSubnet is the subnet of a cluster's n-th AGC, whether there is one or not.
func agcSubnet(n int) string { return fmt.Sprintf("AgcSubnet%d", n) }

// AGCSubnetID is the resource id of that subnet.
func AGCSubnetID(f *fleet.Fleet, c fleet.Cluster, n int) string {
	return networkID(f, c) + "/subnets/" + agcSubnet(n)
}

// networkID is the resource id of a cluster's network, whosever that is.
func networkID(f *fleet.Fleet, c fleet.Cluster) string {
	if !c.Network.Existing.IsZero() {
		return c.Network.Existing.String()
	}
	return fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/virtualNetworks/%s",
		f.Azure.SubscriptionID, Group(f, c.Name), vnet(c.Name))
}

func vnet(cluster name.Label) string { return "vnet-" + string(cluster) }

// AGCNumbers lists the AGCs that gateways sit on, in order.
func AGCNumbers(f *fleet.Fleet) []int {
	var out []int
	for _, g := range f.Gateways {
		out = append(out, g.AGC)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// VaultName is the name of a cluster's key vault, which tenants' pods read secrets from.
func VaultName(f *fleet.Fleet, c fleet.Cluster) string {
	if c.Names.KeyVault != "" {
		return c.Names.KeyVault
	}
	return world(f, "kv-"+string(c.Name), maxVault, string(c.Name), "vault")
}

// Frontend is the name of a gateway's frontend on its AGC.
func Frontend(gateway name.Label) string { return string(gateway) }

// ClientIDKey is the key under which a tenant's client id is handed to Flux:
// letters, digits and "_", as Flux's variables want it. No two tenants share one,
// since names hold no "_".
func ClientIDKey(tenant name.Label) string { return symbol("t", tenant) + "_client_id" }

// symbol makes an identifier of Bicep and of Flux from a name.
func symbol(prefix string, n name.Label) string {
	return prefix + "_" + strings.ReplaceAll(string(n), "-", "_")
}

// world makes a name that nobody else in the world has: readable, and with a hash
// of the subscription and of everything that tells it from its siblings.
func world(f *fleet.Fleet, readable string, longest int, parts ...string) string {
	h := name.Hash(strings.Join(append([]string{string(f.Azure.SubscriptionID), string(f.Name)}, parts...), "/"), hashed)
	for strings.Contains(readable, "--") { // a vault's name takes single dashes alone
		readable = strings.ReplaceAll(readable, "--", "-")
	}
	if room := longest - len(h) - 1; len(readable) > room {
		readable = strings.TrimRight(readable[:room], "-")
	}
	return readable + "-" + h
}

// letters drops the dashes that a storage account's name cannot have.
func letters(s string) string { return strings.ReplaceAll(s, "-", "") }

// Deployment names a nested deployment: stable, and unique in the group that it
// deploys to, where two stacks may run at once.
func Deployment(parts ...string) string { return name.Short(strings.Join(parts, "-"), maxDeployment) }

// poolName shortens a tenant's name to what a node pool may be called: 12 letters
// and digits that begin with a letter.
func poolName(tenant name.Label) string {
	const readable = 5
	s := letters(string(tenant))
	return "t" + s[:min(len(s), readable)] + name.Hash(string(tenant), hashed)
}

// ShardStack is what a shard's stack is called on each cluster.
func ShardStack(shard int) string { return fmt.Sprintf("tenants-%d", shard) }
