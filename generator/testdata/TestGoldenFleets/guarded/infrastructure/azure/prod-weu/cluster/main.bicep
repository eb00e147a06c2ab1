// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-prod-weu-aks'
  location: 'westeurope'
  tags: {
    fleet: 'acme'
    cluster: 'prod-weu'
  }
}

module aks 'aks.bicep' = {
  name: 'prod-weu-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'prod-weu-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
