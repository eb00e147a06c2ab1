// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// A group is assigned once on a cluster, whatever number of tenants it owns: in the shard that follows from its id.
resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
}

// Azure Kubernetes Service Cluster User Role: asks for credentials; the rights are Kubernetes'
resource owners_333333336yrcue 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(cluster.id, '33333333-3333-4333-8333-333333333333', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f')
  scope: cluster
  properties: {
    principalId: '33333333-3333-4333-8333-333333333333'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f')
  }
}
