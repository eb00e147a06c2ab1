resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'abc'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  resource b 'blobServices' = { name: 'default' }
  resource c 'queueServices' = {
    name: 'default'
    dependsOn: [b]
  }
  dependsOn: [v]
}
resource v 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'vv'
  location: 'w'
  properties: { subnets: [{ name: 'a' }], addressSpace: { addressPrefixes: ['10.0.0.0/8'] } }
}
resource b2 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: s
  name: 'default'
  properties: { cors: { corsRules: [ { allowedOrigins: [s::b.name, v.properties.subnets[0].id, v.properties.subnets[?0].id] , allowedHeaders: [], allowedMethods: [], exposedHeaders: [], maxAgeInSeconds: 1 } ] } }
}
