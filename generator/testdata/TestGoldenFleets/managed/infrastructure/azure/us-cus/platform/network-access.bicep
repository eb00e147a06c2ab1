// Rendered by Tenantry from clusters/us-cus.yaml: change that file, not this one.

@description('Object id of the control plane\'s identity.')
param clusterPrincipalId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-us-cus'
}

// Network Contributor: nodes, pods and the API server join subnets
resource clusterJoinsNetwork 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(network.id, clusterPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: network
  properties: {
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}
