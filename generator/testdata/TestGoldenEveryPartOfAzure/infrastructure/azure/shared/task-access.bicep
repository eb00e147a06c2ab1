// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Object id of the task\'s own identity; Azure gives it.')
param principalId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

// AcrPush: the task writes its image
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, principalId, '8311e382-0749-4cb8-b61a-304f252e45ec')
  scope: registry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')
  }
}
