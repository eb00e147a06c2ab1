// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Object id of the task\'s own identity; Azure gives it.')
param principalId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

// Container Registry Repository Writer: the task writes its image
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, principalId, '2a1e307c-b015-4ebd-883e-5b7698a07328')
  scope: registry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a1e307c-b015-4ebd-883e-5b7698a07328')
  }
}
