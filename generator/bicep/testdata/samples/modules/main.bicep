targetScope = 'subscription'
param go bool
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-x'
  location: 'westeurope'
}
resource mi 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: rg
  name: 'mi'
}
resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' existing = {
  scope: resourceGroup('rg-aks')
  name: 'aks'
}
module a 'm.bicep' = {
  name: 'a'
  scope: rg
  params: { principalId: mi.properties.principalId, role: mi.id }
}
module b 'm.bicep' = if (go) {
  name: 'b-${go}'
  scope: resourceGroup('rg-y')
  params: { principalId: a.outputs.id, role: aks.id }
}
module c 'm.bicep' = {
  name: 'c'
  scope: resourceGroup('00000000-0000-0000-0000-000000000000', 'rg-z')
  params: { principalId: aks.properties.fqdn }
  dependsOn: [ b ]
}
module s 'sub.bicep' = {
  name: 's'
  params: { x: 'y' }
}
module s2 'sub.bicep' = {
  name: 's2'
  scope: subscription('00000000-0000-0000-0000-000000000000')
  params: { x: a.name }
}
output ids object = { a: a.outputs.id, b: b.?outputs.id, c: rg.id }
output z string = s.outputs.x
