param principalId string
param secret string

// Key Vault Secrets User
var role = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv-prod-weu-3f2a'

  resource entry 'secrets' existing = {
    name: secret
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::entry.id, principalId, role)
  scope: vault::entry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role
  }
}
