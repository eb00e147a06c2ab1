param go bool
param go2 bool
resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = if (go) {
  name: 'abc'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  resource b 'blobServices@2022-05-01' = if (go2) { name: 'default'
     resource c 'containers' = { name: 'ccc' } 
  }
}
resource d 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: a
  name: 'default'
}
resource e 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = if (go2) {
  parent: d
  name: 'eee'
}
resource l 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: e
  name: 'l'
  properties: { level: 'CanNotDelete' }
}
resource l2 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: a::b
  name: 'l'
  properties: { level: 'CanNotDelete', notes: 'x${a.type}${a::b.apiVersion}' }
}
output ids array = [e.id, l.id, l2.id, a::b::c.id, a::b::c.name]
