// Rendered by Tenantry from clusters/us-cus.yaml: change that file, not this one.

// Lives as long as the cluster. What it stands on is the platform's, so that this stack may be deleted and made again.
// The cluster is cold: until a rebuild deploys this stack and makes it, there is none.
targetScope = 'subscription'

resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-us-cus-aks'
  location: 'centralus'
  tags: {
    fleet: 'acme'
    cluster: 'us-cus'
  }
}

module aks 'aks.bicep' = {
  name: 'us-cus-cluster-aks'
  scope: clusterGroup
}

module operations 'operations.bicep' = {
  name: 'us-cus-cluster-operations'
  scope: clusterGroup
  dependsOn: [
    aks
  ]
}
