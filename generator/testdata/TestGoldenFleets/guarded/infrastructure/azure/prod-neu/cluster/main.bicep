// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-prod-neu-aks'
  location: 'northeurope'
  tags: {
    fleet: 'acme'
    cluster: 'prod-neu'
  }
}

module aks 'aks.bicep' = {
  name: 'prod-neu-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'prod-neu-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
