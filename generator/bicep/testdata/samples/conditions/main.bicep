param go bool
resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = if (go) {
  name: 'a'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  resource b 'blobServices' = { name: 'default' }
}
module m 'p.bicep' = if (go && true) { name: 'm', params: { a: 'x' } }
output a1 string = a.?properties.primaryEndpoints.blob ?? ''
output a2 string = a.id
output a3 string = a.name
output a4 string = a.properties.primaryEndpoints.blob
output a5 string = a!.properties.primaryEndpoints.blob
output a6 string? = a.?location
output a7 string = m.outputs.a
output a8 string = m!.outputs.a
output a9 string? = m.?outputs.a
output a10 string? = m.?outputs.?a
output a11 string = go ? a.properties.primaryEndpoints.blob : ''
output a12 string? = m.?outputs.b.q
output a13 string? = a.?id
output a14 string? = a.?name
output a15 string? = a.?properties.?primaryEndpoints.?blob
