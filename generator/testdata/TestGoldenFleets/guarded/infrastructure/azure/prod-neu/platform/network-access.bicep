// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('Object id of the control plane\'s identity.')
param clusterPrincipalId string
@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod-neu'
}

resource subnet_agc_1 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet1'
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

// Network Contributor: the association joins its subnet
resource albJoinsSubnet1 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subnet_agc_1.id, albControllerPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: subnet_agc_1
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}
