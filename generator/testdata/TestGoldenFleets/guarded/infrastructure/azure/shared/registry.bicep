// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Workspace that keeps the registry\'s logs.')
param workspaceId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'acmefleet'
  location: 'swedencentral'
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    dataEndpointEnabled: true
    zoneRedundancy: 'Enabled'
    publicNetworkAccess: 'Disabled' // pipelines push from agents inside a cluster's network
    networkRuleBypassOptions: 'AzureServices'
    networkRuleBypassAllowedForTasks: false // tasks run on an agent pool in the network, or not at all
    roleAssignmentMode: 'LegacyRegistryPermissions' // AcrPull is read in this mode alone
    policies: {
      azureADAuthenticationAsArmPolicy: {
        status: 'enabled'
      }
      exportPolicy: {
        status: 'disabled'
      }
      retentionPolicy: { // soft deletion is for registries without replicas, and never beside this
        days: 30
        status: 'enabled'
      }
    }
  }
}

resource replica_northeurope 'Microsoft.ContainerRegistry/registries/replications@2025-11-01' = {
  parent: registry
  name: 'northeurope'
  location: 'northeurope'
  properties: {
    regionEndpointEnabled: true
    zoneRedundancy: 'Enabled'
  }
}

resource replica_westeurope 'Microsoft.ContainerRegistry/registries/replications@2025-11-01' = {
  parent: registry
  name: 'westeurope'
  location: 'westeurope'
  properties: {
    regionEndpointEnabled: true
    zoneRedundancy: 'Enabled'
  }
}

// Kept here: a cluster is rebuilt while the source is away.
resource cache_alb_controller 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'alb-controller'
  properties: {
    sourceRepository: 'mcr.microsoft.com/application-lb/*'
    targetRepository: 'application-lb/*'
  }
}

// Kept here: a cluster is rebuilt while the source is away.
resource cache_cert_manager 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'cert-manager'
  properties: {
    sourceRepository: 'quay.io/jetstack/*'
    targetRepository: 'jetstack/*'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: registry
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerRegistryRepositoryEvents'
        enabled: true
      }
      {
        category: 'ContainerRegistryLoginEvents'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
