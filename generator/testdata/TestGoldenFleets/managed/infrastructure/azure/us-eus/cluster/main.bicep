// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-us-eus-aks'
  location: 'eastus'
  tags: {
    fleet: 'acme'
    cluster: 'us-eus'
  }
}

module aks 'aks.bicep' = {
  name: 'us-eus-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'us-eus-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
