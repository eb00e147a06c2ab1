resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'a'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
}
var one = { x: a.properties.primaryEndpoints.blob, y: ['q'] }
var two = one.x
var three = { z: two, ids: a.id }
var four = a.id
var five = reference(a.id, '2023-05-01').foo
var six = listKeys(a.id, '2023-05-01').keys
var seven = a.location
var eight = '${four}/x'
var nine = a.name
resource b 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'b'
  location: 'w'
  tags: { a: nine }
  properties: {
    addressSpace: { addressPrefixes: [two, three.z, one.y[0], eight, nine, seven] }
    flowTimeoutInMinutes: -5
  }
}
output o object = one
output t string = two
output u object = three
output v string = four
output w object = five
output x array = six
