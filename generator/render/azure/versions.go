package azure

import "maps"

// versions are the API versions of every resource type that a template names.
// They are those that Azure Verified Modules used in August 2026
// (https://github.com/Azure/bicep-registry-modules), which many have deployed; where
// no module has the type, the newest that is no preview. Diagnostic settings and a
// registry's agents exist as a preview alone, and so does a task with an identity for
// its own registry. AKS is one version newer than the modules: theirs does not know
// how Istio redirects without init containers.
func versions() map[string]string {
	out := networkVersions()
	maps.Copy(out, map[string]string{
		"Microsoft.Authorization/policyAssignments":                                     "2024-04-01",
		"Microsoft.Authorization/roleAssignments":                                       "2022-04-01",
		"Microsoft.Cdn/profiles/afdEndpoints/routes":                                    "2025-04-15",
		"Microsoft.Cdn/profiles/afdEndpoints":                                           "2025-04-15",
		"Microsoft.Cdn/profiles/customDomains":                                          "2025-04-15",
		"Microsoft.Cdn/profiles/originGroups/origins":                                   "2025-04-15",
		"Microsoft.Cdn/profiles/originGroups":                                           "2025-04-15",
		"Microsoft.Cdn/profiles/securityPolicies":                                       "2025-04-15",
		"Microsoft.Cdn/profiles":                                                        "2025-06-01",
		"Microsoft.Compute/proximityPlacementGroups":                                    "2024-03-01",
		"Microsoft.Compute/virtualMachines/extensions":                                  "2024-11-01",
		"Microsoft.Compute/virtualMachines":                                             "2025-11-01",
		"Microsoft.Consumption/budgets":                                                 "2024-08-01",
		"Microsoft.ContainerRegistry/registries/agentPools":                             "2025-03-01-preview",
		"Microsoft.ContainerRegistry/registries/credentialSets":                         "2025-11-01",
		"Microsoft.ContainerRegistry/registries/tasks":                                  "2025-03-01-preview",
		"Microsoft.ContainerRegistry/registries/cacheRules":                             "2025-11-01",
		"Microsoft.ContainerRegistry/registries/replications":                           "2025-11-01",
		"Microsoft.ContainerRegistry/registries":                                        "2025-11-01",
		"Microsoft.ContainerService/managedClusters/agentPools":                         "2026-01-01",
		"Microsoft.ContainerService/managedClusters/maintenanceConfigurations":          "2026-01-01",
		"Microsoft.ContainerService/managedClusters":                                    "2026-01-01",
		"Microsoft.Dashboard/grafana":                                                   "2024-10-01",
		"Microsoft.DataProtection/backupVaults":                                         "2024-04-01",
		"Microsoft.DataProtection/backupVaults/backupPolicies":                          "2024-04-01",
		"Microsoft.DataProtection/backupVaults/backupInstances":                         "2024-04-01",
		"Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings":          "2026-01-01",
		"Microsoft.Storage/storageAccounts/blobServices/containers":                     "2025-06-01",
		"Microsoft.Insights/actionGroups":                                               "2023-01-01",
		"Microsoft.Insights/dataCollectionEndpoints":                                    "2024-03-11",
		"Microsoft.Insights/dataCollectionRuleAssociations":                             "2024-03-11",
		"Microsoft.Insights/dataCollectionRules":                                        "2024-03-11",
		"Microsoft.Insights/diagnosticSettings":                                         "2021-05-01-preview",
		"Microsoft.Insights/privateLinkScopes":                                          "2021-09-01",
		"Microsoft.Insights/privateLinkScopes/scopedResources":                          "2021-09-01",
		"Microsoft.AlertsManagement/prometheusRuleGroups":                               "2023-03-01",
		"Microsoft.Insights/metricAlerts":                                               "2018-03-01",
		"Microsoft.KeyVault/vaults/secrets":                                             "2024-11-01",
		"Microsoft.KeyVault/vaults":                                                     "2024-11-01",
		"Microsoft.KubernetesConfiguration/extensions":                                  "2024-11-01",
		"Microsoft.KubernetesConfiguration/fluxConfigurations":                          "2025-04-01",
		"Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials": "2024-11-30",
		"Microsoft.ManagedIdentity/userAssignedIdentities":                              "2024-11-30",
		"Microsoft.Monitor/accounts":                                                    "2023-04-03",
		"Microsoft.OperationalInsights/workspaces":                                      "2025-07-01",
		"Microsoft.Resources/resourceGroups":                                            "2025-04-01",
		"Microsoft.Security/pricings":                                                   "2024-01-01",
		"Microsoft.Storage/storageAccounts/blobServices":                                "2025-06-01",
		"Microsoft.Storage/storageAccounts":                                             "2025-06-01",
	})
	return out
}

// albAddOn is the version of a cluster that has the add-on for Application Gateway
// for Containers, which no version but previews knows: the preview beside the version
// that other clusters have.
const albAddOn = "2026-01-02-preview"

func networkVersions() map[string]string {
	return map[string]string{
		"Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies": "2025-05-01",
		"Microsoft.Network/FrontDoorWebApplicationFirewallPolicies":          "2025-03-01",
		"Microsoft.Network/bastionHosts":                                     "2025-01-01",
		"Microsoft.Network/ddosProtectionPlans":                              "2024-05-01",
		"Microsoft.Network/dnsZones/CNAME":                                   "2018-05-01",
		"Microsoft.Network/dnsZones/TXT":                                     "2018-05-01",
		"Microsoft.Network/dnsZones":                                         "2018-05-01",
		"Microsoft.Network/natGateways":                                      "2025-05-01",
		"Microsoft.Network/networkInterfaces":                                "2024-05-01",
		"Microsoft.Network/networkSecurityGroups":                            "2025-05-01",
		"Microsoft.Network/privateDnsZones/virtualNetworkLinks":              "2024-06-01",
		"Microsoft.Network/privateDnsZones":                                  "2020-06-01",
		"Microsoft.Network/privateEndpoints/privateDnsZoneGroups":            "2025-05-01",
		"Microsoft.Network/privateEndpoints":                                 "2025-05-01",
		"Microsoft.Network/publicIPAddresses":                                "2025-01-01",
		"Microsoft.Network/routeTables":                                      "2025-05-01",
		"Microsoft.Network/trafficmanagerprofiles/ExternalEndpoints":         "2022-04-01",
		"Microsoft.Network/trafficmanagerprofiles":                           "2022-04-01",
		"Microsoft.Network/virtualNetworks/subnets":                          "2025-05-01",
		"Microsoft.Network/virtualNetworks/virtualNetworkPeerings":           "2025-05-01",
		"Microsoft.Network/virtualNetworks":                                  "2025-05-01",
		"Microsoft.ServiceNetworking/trafficControllers/associations":        "2025-01-01",
		"Microsoft.ServiceNetworking/trafficControllers/frontends":           "2025-01-01",
		"Microsoft.ServiceNetworking/trafficControllers/securityPolicies":    "2025-01-01",
		"Microsoft.ServiceNetworking/trafficControllers":                     "2025-01-01",
	}
}
