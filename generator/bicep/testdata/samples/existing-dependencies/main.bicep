targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg'
  location: 'w'
}
resource ex 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  scope: rg
  name: 'v'
}
resource exs 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: ex
  name: 's'
}
var id = exs.id
var vv = { i: id }
module m 'p.bicep' = { name: 'm', scope: resourceGroup('z'), params: { a: exs.id } }
module m2 'p.bicep' = { name: 'm2', scope: resourceGroup('z'), params: { a: id } }
module m3 'p.bicep' = { name: 'm3', scope: resourceGroup('z'), params: { a: exs.properties.addressPrefix } }
module m4 'p.bicep' = { name: 'm4', scope: resourceGroup(rg.name), params: { a: vv.i } }
module m5 'p.bicep' = { name: 'm5', scope: resourceGroup('q'), params: { a: '${m.name}' } , dependsOn: [ex] }
output o object = vv
