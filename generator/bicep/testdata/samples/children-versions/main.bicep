resource v 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'vv'
  location: 'w'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } }
  resource s 'subnets' = { name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }
  resource t 'subnets@2024-01-01' = { name: 'b', dependsOn: [s], properties: { addressPrefix: '10.0.1.0/24' } }
}
resource u 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' = { parent: v, name: 'c', dependsOn: [v::t], properties: { addressPrefix: '10.0.2.0/24', networkSecurityGroup: { id: v::s.properties.networkSecurityGroup.id } } }
output o array = [v::t.id, u.id]
