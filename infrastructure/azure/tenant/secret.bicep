// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The cluster\'s key vault.')
param vaultName string
@description('The secret; whoever owns its value writes it.')
param secretName string
@description('Object id of the tenant\'s identity.')
param principalId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = {
  parent: vault
  name: secretName
}

// Key Vault Secrets User, for this secret alone
resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(secret.id, principalId, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: secret
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
