// Rendered by Tenantry from clusters/asia-sea.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-asia-sea-aks'
  location: 'southeastasia'
  tags: {
    fleet: 'acme'
    cluster: 'asia-sea'
  }
}

module aks 'aks.bicep' = {
  name: 'asia-sea-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'asia-sea-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
