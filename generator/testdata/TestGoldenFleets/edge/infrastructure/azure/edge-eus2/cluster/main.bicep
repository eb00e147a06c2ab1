// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-edge-edge-eus2-aks'
  location: 'eastus2'
  tags: {
    fleet: 'edge'
    cluster: 'edge-eus2'
  }
}

module aks 'aks.bicep' = {
  name: 'edge-eus2-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'edge-eus2-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
