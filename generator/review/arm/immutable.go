package arm

import (
	"regexp"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/review/fields"
)

// Immutable is a property that Azure does not change on a resource that is
// there: it refuses the deployment, and replaces nothing by itself.
type Immutable struct {
	Type    string   // of the resource; empty for any
	Paths   []string // below the resource, with [*] for any item of a list
	Only    any      // the value that cannot be left; any if nil
	Gone    bool     // it may change but not go
	Instead string   // what to do, as the end of a sentence
	Source  string   // where it is said
}

// What to do about a property that cannot change.
const (
	rebuild  = "the cluster has to be rebuilt"
	newPool  = "a pool of another name has to take its place"
	another  = "one of another name has to take its place"
	deleteIt = "delete it first, or give the new one another name"
)

// Terraform's documentation names, property by property, what makes a new
// resource; the resource providers refuse exactly these changes.
const terraform = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/"

// Immutables is the table of what cannot change. What it does not name may.
func Immutables() []Immutable {
	return slices.Concat(clusterImmutables(), networkImmutables(), otherImmutables())
}

func clusterImmutables() []Immutable {
	return []Immutable{
		{
			Paths: []string{"location"}, Instead: another,
			Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/move-resource-group-and-subscription",
		},
		{
			Type: "Microsoft.ContainerService/managedClusters", Instead: rebuild,
			Source: terraform + "kubernetes_cluster",
			Paths: []string{
				"properties.dnsPrefix", "properties.fqdnSubdomain", "properties.nodeResourceGroup", "properties.enableRBAC",
				"properties.networkProfile.networkPlugin", "properties.networkProfile.networkMode",
				"properties.networkProfile.podCidr", "properties.networkProfile.podCidrs",
				"properties.networkProfile.serviceCidr", "properties.networkProfile.serviceCidrs",
				"properties.networkProfile.dnsServiceIP", "properties.networkProfile.ipFamilies",
				"properties.networkProfile.loadBalancerSku", "properties.apiServerAccessProfile.enablePrivateCluster",
				"properties.apiServerAccessProfile.privateDNSZone", "properties.diskEncryptionSetID",
			},
		},
		{
			Type: "Microsoft.ContainerService/managedClusters", Paths: within("properties.agentPoolProfiles[*].", poolProperties()),
			Instead: newPool, Source: "https://learn.microsoft.com/azure/aks/manage-node-pools#limitations",
		},
		{
			Type: "Microsoft.ContainerService/managedClusters/agentPools", Paths: within("properties.", poolProperties()),
			Instead: newPool, Source: terraform + "kubernetes_cluster_node_pool",
		},
	}
}

func networkImmutables() []Immutable {
	return []Immutable{
		{
			Type: "Microsoft.Network/virtualNetworks", Instead: "a subnet in use has to be emptied first",
			Paths:  []string{"properties.subnets[*].properties.addressPrefix", "properties.subnets[*].properties.addressPrefixes"},
			Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#change-subnet-settings",
		},
		{
			Type: "Microsoft.Network/virtualNetworks", Instead: "a subnet in use has to be emptied first",
			Paths: []string{"properties.subnets[*]"}, Gone: true, Source: "https://aka.ms/deletesubnet",
		},
		{
			Type: "Microsoft.Network/virtualNetworks/subnets", Instead: "a subnet in use has to be emptied first",
			Paths:  []string{"properties.addressPrefix", "properties.addressPrefixes"},
			Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#change-subnet-settings",
		},
		{
			Type: "Microsoft.Network/publicIPAddresses", Instead: another, Source: terraform + "public_ip",
			Paths: []string{"sku", "zones", "properties.publicIPAddressVersion", "properties.publicIPPrefix", "properties.ipTags"},
		},
		{Type: "Microsoft.Network/natGateways", Paths: []string{"sku", "zones"}, Instead: another, Source: terraform + "nat_gateway"},
		{
			Type: "Microsoft.Network/privateEndpoints", Instead: another, Source: terraform + "private_endpoint",
			Paths: []string{"properties.subnet", "properties.privateLinkServiceConnections"},
		},
		{
			Type: "Microsoft.Network/trafficmanagerprofiles", Paths: []string{"properties.dnsConfig.relativeName"},
			Instead: another, Source: terraform + "traffic_manager_profile",
		},
	}
}

func otherImmutables() []Immutable {
	return []Immutable{
		{
			Type: "Microsoft.Compute/proximityPlacementGroups", Paths: []string{"zones"}, Instead: another,
			Source: terraform + "proximity_placement_group",
		},
		{
			Type: "Microsoft.Compute/virtualMachines", Instead: deleteIt,
			Paths: []string{
				"properties.osProfile.adminUsername", "properties.osProfile.computerName",
				"properties.osProfile.linuxConfiguration.ssh", "properties.osProfile.linuxConfiguration.disablePasswordAuthentication",
			},
			Source: "https://github.com/Azure/azure-cli/issues/11840",
		},
		{
			Type: "Microsoft.KeyVault/vaults", Paths: []string{"properties.enablePurgeProtection"}, Only: true,
			Instead: "leave it on", Source: terraform + "key_vault",
		},
		{
			Type: "Microsoft.KeyVault/vaults", Paths: []string{"properties.softDeleteRetentionInDays"},
			Instead: "leave it as it is", Source: terraform + "key_vault",
		},
		{
			Type: "Microsoft.Storage/storageAccounts", Paths: []string{"kind", "properties.isHnsEnabled"}, Instead: another,
			Source: terraform + "storage_account",
		},
		{
			Type: "Microsoft.DataProtection/backupVaults", Paths: []string{"properties.storageSettings"}, Instead: another,
			Source: terraform + "data_protection_backup_vault",
		},
		{
			Type: "Microsoft.KubernetesConfiguration/fluxConfigurations", Paths: []string{"properties.namespace", "properties.scope"},
			Instead: another, Source: terraform + "kubernetes_flux_configuration",
		},
		{
			Type: "Microsoft.Authorization/roleAssignments", Paths: []string{"properties.principalId", "properties.roleDefinitionId"},
			Instead: deleteIt, Source: "https://learn.microsoft.com/azure/developer/azure-developer-cli/provisioning-deployment-faq",
		},
	}
}

func poolProperties() []string {
	return []string{
		"vmSize", "osDiskType", "osDiskSizeGB", "kubeletDiskType", "osType", "maxPods", "availabilityZones", "vnetSubnetID",
		"podSubnetID", "scaleSetPriority", "scaleSetEvictionPolicy", "spotMaxPrice", "proximityPlacementGroupID",
		"enableNodePublicIP", "nodePublicIPPrefixID", "enableEncryptionAtHost", "enableFIPS", "enableUltraSSD", "type",
	}
}

func within(path string, properties []string) []string {
	out := make([]string, 0, len(properties))
	for _, p := range properties {
		out = append(out, path+p)
	}
	return out
}

var item = regexp.MustCompile(`\[[^\]]*\]`)

// FindImmutable returns the rule that a change of a resource breaks, if there is
// one.
func FindImmutable(resourceType string, f fields.Field) (Immutable, bool) {
	path := item.ReplaceAllString(f.Path, "[*]")
	for _, r := range Immutables() {
		if r.Type != "" && !strings.EqualFold(r.Type, resourceType) || r.Only != nil && r.Only != f.Before {
			continue
		}
		here := func(p string) bool { return fields.Within(path, p) }
		if r.Gone {
			here = func(p string) bool { return path == p && f.Op == fields.Disappears }
		}
		if slices.ContainsFunc(r.Paths, here) {
			return r, true
		}
	}
	return Immutable{}, false
}
