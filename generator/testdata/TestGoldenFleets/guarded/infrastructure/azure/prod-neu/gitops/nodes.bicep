// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

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
