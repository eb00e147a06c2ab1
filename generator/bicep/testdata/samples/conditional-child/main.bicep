param go bool
resource r 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (go) { name: 'mi', location: 'w' }
resource f 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = if (go) { parent: r, name: 'f', properties: { issuer: 'x', subject: 'y', audiences: ['z'] } }
var x = go ? r.properties.clientId : null
var y = r.?properties.clientId
output o array = [x, y, f.?name, f.?properties.subject, go ? f.properties.issuer : 'q']
output p object = { c: x ?? '', d: y ?? 'none' }
