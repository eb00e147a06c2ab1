param go bool
resource r 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'abc' }
var t = go ? 'a' : 'b'
var u = go ? r.properties.primaryEndpoints.blob : 'b'
module a 'p.bicep' = { name: 'a', params: { a: t } }
module b 'p.bicep' = { name: 'b', params: { a: u } }
module c 'p.bicep' = { name: 'c', params: { a: any(go ? 'x' : 'y') } }
module d 'p.bicep' = { name: 'd', params: { a: (go ? 'x' : 'y')! } }
module e 'p.bicep' = { name: 'e', params: { a: '${go ? 'x' : 'y'}' } }
module f 'p.bicep' = { name: 'f', params: { a: (go ? any('x') : (go ? u : t)) } }
module g 'empty.bicep' = { name: 'g', params: {} }
