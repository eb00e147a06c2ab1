resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}
resource other 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  scope: resourceGroup('other')
  name: 'vnet'
}
resource osub 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: other
  name: 'sn'
}
resource third 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  scope: resourceGroup('0000', 'third')
  name: 'v'
}
resource mine 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  scope: resourceGroup()
  name: 'v'
}
resource slash 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  name: 'v/s'
}
resource rgx 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  scope: subscription()
  name: 'other'
}
resource inx 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  scope: rgx
  name: 'v'
}
resource tsub 'Microsoft.Subscription/aliases@2021-10-01' existing = {
  scope: tenant()
  name: 'al'
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: mine
  name: 'l'
  properties: { level: 'CanNotDelete' }
}
resource assign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: resourceGroup()
  name: guid(role.id, 'x', role.name)
  properties: { roleDefinitionId: role.id, principalId: other.properties.addressSpace.addressPrefixes[0] }
}
resource exlock 'Microsoft.Authorization/locks@2020-05-01' existing = {
  scope: other
  name: 'l'
}
module m1 'empty.bicep' = { name: 'm1', scope: rgx }
module m2 'empty.bicep' = { name: 'm2', scope: resourceGroup() }
module m3 'emptysub.bicep' = { name: 'm3', scope: subscription() }
module m4 'emptysub.bicep' = { name: 'm4', scope: subscription() }
module m6 'emptyt.bicep' = { name: 'm6', scope: tenant() }
module m7 'empty.bicep' = { name: 'm7', scope: resourceGroup('${other.name}-x') }
output o array = [role.id, other.id, osub.id, third.id, mine.id, slash.id, slash.name, rgx.id, inx.id, tsub.id, lock.id, exlock.id, osub.name, inx.properties.enableDdosProtection, osub.properties.addressPrefix, exlock.properties.level]
