// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-edge-edge-cac-aks'
  location: 'canadacentral'
  tags: {
    fleet: 'edge'
    cluster: 'edge-cac'
  }
}

module aks 'aks.bicep' = {
  name: 'edge-cac-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'edge-cac-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
