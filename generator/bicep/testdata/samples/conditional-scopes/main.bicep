targetScope = 'subscription'
param go bool
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = if (go) { name: 'rg', location: 'x' }
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (go) { name: 'kv1', scope: rg }
resource sec 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = { name: 'sec', parent: kv }
module m1 'empty.bicep' = if (!go) { name: 'm1', scope: rg }
module m2 'p.bicep' = { name: 'm2', scope: resourceGroup('a'), params: { a: kv.id } }
module m3 'p.bicep' = { name: 'm3', scope: resourceGroup('a'), params: { a: sec.?properties.secretUri ?? '' } }
module m4 'p.bicep' = { name: 'm4', scope: resourceGroup('a'), params: { a: rg.?location ?? '' } }
module m5 'p.bicep' = { name: 'm5', scope: resourceGroup('a'), params: { a: (go ? m2.outputs.a : 'x') } }
module m6 'p.bicep' = { name: 'm6', scope: resourceGroup('a'), params: { a: go ? (go ? 'a' : 'b') : 'c' } }
module m7 'p.bicep' = { name: 'm7', scope: resourceGroup('a'), params: { a: null ?? 'x' } }
output x string = m5.outputs.a
