resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'a'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  resource b1 'blobServices' = { name: 'default' }
  resource f1 'fileServices' = {
    name: 'default'
    resource s1 'shares' = { name: 's1' }
    resource s2 'shares' = { name: 's2', properties: { metadata: { x: b1.id, y: s1.name } } }
  }
}
module m 'empty.bicep' = { name: 'm' }
resource c 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'c'
  resource b2 'blobServices' existing = { name: 'default' 
    resource k 'containers' = { name: 'k' }
  }
}
resource d 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: a
  name: 'default'
  dependsOn: [ m, c::b2 ]
}
output x string = a::f1::s2.id
output y string = c::b2.properties.lastAccessTimeTrackingPolicy.name
