param a object
param s string
@description('x')
var q = a
var sub = subscription()
var env = environment().name
var idd = subscription().subscriptionId
var dep = deployment()
var rgx = resourceGroup()
var tri = any(a).b
var ns = az.environment()
param loc string = toLower('${resourceGroup().location}-${subscription().subscriptionId}')
param dflt object = { a: loc, b: [s] }
resource m 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'mi'
  location: loc
  tags: union({ a: 'b' }, a)
  dependsOn: []
}
resource fic 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: m
  name: 'f'
  properties: q
}
var ident = { '${m.id}': {} }
resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'aks'
  location: loc
  identity: { type: 'UserAssigned', userAssignedIdentities: ident }
  properties: { ...a, dnsPrefix: 'x', ...{ y: m.properties.clientId } }
}
resource aks2 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'aks2'
  location: loc
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${m.id}': {}, 'x${m.name}': { a: m.name } } }
  properties: any({ dnsPrefix: 'x' })
}
resource ext 'Microsoft.KubernetesConfiguration/extensions@2023-05-01' = {
  scope: aks
  name: 'flux'
  properties: { extensionType: 'microsoft.flux', configurationSettings: { 'a.b': string(aks.properties.fqdn), n: string({ a: m.properties.clientId }) } }
}
resource fc 'Microsoft.KubernetesConfiguration/fluxConfigurations@2023-05-01' = {
  scope: aks
  name: 'flux'
  properties: { a: ext.properties.aksAssignedIdentity.principalId, postBuild: { substitute: { azure_outputs: string(outs), b: '{"a": "${m.properties.clientId}"}' } } }
  dependsOn: [ext, aks2]
}
var outs = { t: m.properties.clientId, u: s, 'v-w': [m.properties.tenantId] }
output o array = [sub, env, idd, dep, rgx, tri, ns, aks.identity.principalId, aks.properties.fqdn, aks.name, m.tags.a, m.?tags.?a, dflt, outs['v-w'][0], outs.t, contains(outs, 't')]
output r object = m
output r2 object = m.properties
