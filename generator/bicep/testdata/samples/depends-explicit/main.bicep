resource r 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'mi', location: 'w' }
resource s 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'mj', location: 'w', dependsOn: [r], tags: { a: r.id, b: r.name } }
resource t 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'mk', location: 'w', tags: { x: s.type } }
output o array = [t.id, s.?id]
