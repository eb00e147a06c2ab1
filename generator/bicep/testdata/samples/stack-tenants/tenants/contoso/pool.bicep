resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' existing = {
  name: 'aks-prod-weu'
}

resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = {
  parent: cluster
  name: 'contoso'
  properties: {
    mode: 'User'
    count: 1
    minCount: 1
    maxCount: 5
    enableAutoScaling: true
    vmSize: 'Standard_D4ds_v5'
    nodeTaints: [
      'tenant=contoso:NoSchedule'
    ]
    nodeLabels: {
      'tenantry.dev/tenant': 'contoso'
    }
  }
}
