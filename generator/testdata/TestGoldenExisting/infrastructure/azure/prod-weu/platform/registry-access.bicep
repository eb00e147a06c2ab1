// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Object id of the kubelet\'s identity.')
param kubeletPrincipalId string
@description('Object id of Flux\'s identity.')
param fluxPrincipalId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

// Container Registry Repository Reader: images
resource kubeletPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, kubeletPrincipalId, 'b93aa761-3e63-49ed-ac28-beffa264f7ac')
  scope: registry
  properties: {
    principalId: kubeletPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b93aa761-3e63-49ed-ac28-beffa264f7ac')
  }
}

// Container Registry Repository Reader: artifacts and charts
resource fluxPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, fluxPrincipalId, 'b93aa761-3e63-49ed-ac28-beffa264f7ac')
  scope: registry
  properties: {
    principalId: fluxPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b93aa761-3e63-49ed-ac28-beffa264f7ac')
  }
}
