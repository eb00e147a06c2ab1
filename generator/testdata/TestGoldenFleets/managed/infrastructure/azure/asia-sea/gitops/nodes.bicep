// Rendered by Tenantry from clusters/asia-sea.yaml: change that file, not this one.

@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string

// Reader: the ALB controller finds the cluster's network
resource albReadsNodes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, albControllerPrincipalId, 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  }
}

// AppGw for Containers Configuration Manager: AGCs that the ALB controller makes lie beside the nodes
resource albMakesAgcs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, albControllerPrincipalId, 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  }
}
