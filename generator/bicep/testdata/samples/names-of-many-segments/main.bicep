param p string
var n = 'a/b'
resource a 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = { name: n }
resource b 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = { name: '${p}/bb' }
resource c 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = { name: 'abc/default/${p}' }
resource d 'Microsoft.Authorization/locks@2020-05-01' existing = { name: 'l', scope: b }
output o array = [a.id, b.id, c.id, a.name, d.id, b.properties.addressPrefix]
