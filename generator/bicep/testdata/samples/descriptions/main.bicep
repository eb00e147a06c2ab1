@description('a')
resource r 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'mi' }
@description('b')
module m 'empty.bicep' = { name: 'm', dependsOn: [r] }
@description('''
x
''')
var v = r.id
@description('c')
output o string = v
