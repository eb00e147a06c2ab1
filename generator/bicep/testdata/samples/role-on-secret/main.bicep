param principalId string
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv-a' }
resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = { parent: kv, name: 's' }
var role = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(secret.id, principalId, role)
  scope: secret
  properties: { principalId: principalId, roleDefinitionId: role, principalType: 'ServicePrincipal' }
}
output id string = ra.id
