// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The key vault, which may be anybody\'s.')
param vaultName string
@description('Secret that holds the user\'s name.')
param userEntry string
@description('Secret that holds the password.')
param tokenEntry string
@description('Object id of the identity that signs in at the source.')
param principalId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource user 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = {
  parent: vault
  name: userEntry
}

resource token 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = {
  parent: vault
  name: tokenEntry
}

// Key Vault Secrets User: signs in at the source
resource readsUser 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(user.id, principalId, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: user
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}

// Key Vault Secrets User: signs in at the source
resource readsToken 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(token.id, principalId, '4633458b-17de-408a-b874-0445c86b69e6')
  scope: token
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}
