targetScope = 'subscription'
param subId string
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' existing = { name: 'rg' }
resource rg2 'Microsoft.Resources/resourceGroups@2024-03-01' existing = { name: 'rg', scope: subscription(subId) }
resource pa 'Microsoft.Authorization/policyAssignments@2023-04-01' = {
  name: 'pppp'
  location: 'w'
  identity: { type: 'SystemAssigned' }
  properties: { policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'x') }
}
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(pa.id)
  properties: { principalId: pa.identity.principalId, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x') }
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'lo'
  properties: { level: 'CanNotDelete' }
}
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv1', scope: rg }
resource kv2 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv1', scope: rg2 }
resource kv3 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv1', scope: resourceGroup(subId, 'g') }
resource sec 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = { name: 's', parent: kv3 }
resource kvl 'Microsoft.Authorization/locks@2020-05-01' existing = { name: 'lo', scope: kv3 }
resource rd 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = { name: 'x' }
resource rd2 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = { name: 'x2', scope: subscription() }
resource rd3 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = { name: 'x', scope: tenant() }
module m1 'empty.bicep' = { name: 'm1', scope: rg }
module m2 'empty.bicep' = { name: 'm2', scope: rg2 }
module m3 'emptysub.bicep' = { name: 'm3', scope: subscription() }
module m4 'emptysub.bicep' = { name: 'm4', scope: subscription(subId) }
module m6 'emptyt.bicep' = { name: 'm6', scope: tenant() }
module m7 'p.bicep' = { name: 'm7', scope: resourceGroup(rg2.name), params: { a: kv3.properties.vaultUri } }
output all array = [rg.id, rg2.id, pa.id, lock.id, kv.id, kv2.id, kv3.id, sec.id, kvl.id, rd.id, rd2.id, rd3.id, rg.location, kv2.properties.vaultUri, sec.properties.secretUri, rd3.properties.roleName, m1.name]
