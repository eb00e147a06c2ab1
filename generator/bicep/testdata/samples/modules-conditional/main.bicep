param go bool
module a 'p.bicep' = if (go) { name: 'a', params: { a: 'x' } }
module b 'p.bicep' = if (!go) { name: 'b', params: { a: a.?outputs.a ?? 'z' } }
resource r 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (go) { name: 'mi', location: 'w' }
module c 'p.bicep' = { name: 'c', params: { a: go ? r.id : b.outputs.a } }
module d 'p.bicep' = { name: 'd', params: { a: go ? r.properties.clientId : '' } }
output x object = go ? { a: r.properties.clientId } : {}
