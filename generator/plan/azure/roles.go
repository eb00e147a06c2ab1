package azure

// RoleDefinition is one of Azure's built-in roles.
type RoleDefinition struct {
	Name, ID string
}

// The built-in roles that are assigned, by the ids of
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
func reader() RoleDefinition {
	return RoleDefinition{"Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"}
}

func contributor() RoleDefinition {
	return RoleDefinition{"Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"}
}

func networkContributor() RoleDefinition {
	return RoleDefinition{"Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"}
}

func privateZoneContributor() RoleDefinition {
	return RoleDefinition{"Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f"}
}

func zoneContributor() RoleDefinition {
	return RoleDefinition{"DNS Zone Contributor", "befefa01-2a29-4197-83a8-272ff33ce314"}
}

func identityOperator() RoleDefinition {
	return RoleDefinition{"Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830"}
}

func acrPull() RoleDefinition {
	return RoleDefinition{"AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d"}
}

func acrPush() RoleDefinition {
	return RoleDefinition{"AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec"}
}

func repositoryReader() RoleDefinition {
	return RoleDefinition{"Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac"}
}

func repositoryWriter() RoleDefinition {
	return RoleDefinition{"Container Registry Repository Writer", "2a1e307c-b015-4ebd-883e-5b7698a07328"}
}

// agcManager has data actions that not even Owner has:
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/networking
func agcManager() RoleDefinition {
	return RoleDefinition{"AppGw for Containers Configuration Manager", "fbc52c3f-28ad-4303-a892-8a056630b8f1"}
}

func secretsUser() RoleDefinition {
	return RoleDefinition{"Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"}
}

func clusterUser() RoleDefinition {
	return RoleDefinition{"Azure Kubernetes Service Cluster User Role", "4abbcc35-e782-43d8-92c5-2d3f1bd2253f"}
}

func monitoringDataReader() RoleDefinition {
	return RoleDefinition{"Monitoring Data Reader", "b0d8363b-8ddd-447d-831f-62ca05bff136"}
}

func monitoringReader() RoleDefinition {
	return RoleDefinition{"Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05"}
}

func grafanaAdmin() RoleDefinition {
	return RoleDefinition{"Grafana Admin", "22926164-76b3-42b3-bc55-97df8dab3e41"}
}

func blobContributor() RoleDefinition {
	return RoleDefinition{"Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"}
}

// Role is one role assignment: who may do what where, and why.
type Role struct {
	Symbol    string // the assignment, in Bicep
	Scope     string // symbol of the resource that it holds for; empty: the resource group
	Principal string // parameter that brings the principal's object id; empty: Group
	Group     string // an Entra group's object id
	Role      RoleDefinition
	Why       string
}
