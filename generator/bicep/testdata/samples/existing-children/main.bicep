param p string
resource st 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: p
  resource bs 'blobServices' existing = { name: 'default'
    resource ct 'containers' existing = { name: '${p}-c' } } }
resource l 'Microsoft.Authorization/locks@2020-05-01' = { name: 'x', scope: st::bs::ct, properties: { level: 'CanNotDelete', notes: st::bs::ct.id } }
output o array = [st::bs::ct.properties.publicAccess, st::bs.name, st::bs::ct.name, l.id, l.name]
