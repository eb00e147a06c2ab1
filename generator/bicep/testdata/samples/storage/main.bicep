targetScope = 'resourceGroup'
metadata author = 'me'
@description('The "name".')
@minLength(3)
@maxLength(24)
@metadata({ a: 1, b: 'x' })
param name string = 'abc'
@allowed(['a', 'b'])
param kind string
@secure()
param pw string
@secure()
param so object = {}
@minValue(1)
@maxValue(5)
param n int = 3
param arr array = []
param typed { 'prod-weu': int, x: string? }
param opt string?
param strs string[]
param lit 'a' | 'b'
param flag bool = true
param when string = utcNow('u')
param loc string = resourceGroup().location
@description('A var')
var v = '${name}-x'
var w = { a: 1, 'b-c': v, c: [1, 2, name], d: null, e: true, f: 'it\'s', g: '[x]', h: '[x', i: '${v}${name}', j: '{${v}}' , k: !flag, l: n > 3 ? 'a' : 'b', m: kind == 'a' && flag || n != 3, o: opt ?? 'z', p: -n, q: -3, r: n + 1 * 2, s: 9999999999 }
var ml = '''
hello
 world '''
resource vnet 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  name: 'vnet'
}
resource sub 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: vnet
  name: 'sub'
}
@description('Storage.')
resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st${uniqueString(resourceGroup().id)}'
  location: loc
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  tags: { '${v}': 'x', b: w['b-c'] }
  resource blob 'blobServices' = {
    name: 'default'
    resource c 'containers' = {
      name: 'c1'
    }
  }
}
resource diag 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: st
  name: 'd'
  properties: {
    workspaceId: vnet.id
    eventHubName: vnet.properties.addressSpace.addressPrefixes[0]
    storageAccountId: st::blob.id
    logs: [
      { category: 'x', enabled: true }
    ]
  }
  dependsOn: [ sub, st::blob::c ]
}
output id string = st.id
output o object = { a: st.properties.primaryEndpoints.blob, b: st.name, c: st.type, d: st.apiVersion, e: sub.id, f: st.location, g: st::blob::c.name, h: st.listKeys().keys[0].value }
@description('desc')
output arr array = concat(arr, strs, [pw, so, lit, typed['prod-weu'], typed.x, when, ml, string(w)])
