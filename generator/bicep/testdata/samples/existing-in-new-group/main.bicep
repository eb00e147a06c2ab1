targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg', location: 'w' }
resource mi 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'mi', scope: rg
 resource f 'federatedIdentityCredentials' existing = { name: 'f' } }
module m 'p.bicep' = { name: 'm', scope: rg, params: { a: mi::f.id } }
module n 'p.bicep' = { name: 'n', scope: resourceGroup('y'), params: { a: mi::f.properties.issuer } }
module q 'p.bicep' = { name: 'q', scope: resourceGroup('y'), params: { a: '${mi.name}${mi::f.name}' } }
output o array = [mi::f.properties.subject, mi.id, rg.tags, rg.properties]
