resource z 'Microsoft.Network/privateDnsZones@2020-06-01' existing = { name: 'x.io', scope: resourceGroup('dns') }
resource pe 'Microsoft.Network/privateEndpoints@2023-11-01' = { name: 'pe', location: 'w', properties: { subnet: { id: resourceId('net', 'Microsoft.Network/virtualNetworks/subnets', 'v', 's') } }
  resource g 'privateDnsZoneGroups' = { name: 'default', properties: { privateDnsZoneConfigs: [{ name: 'a', properties: { privateDnsZoneId: z.id } }] } } }
output o string = pe::g.id
output nics array = pe.properties.networkInterfaces
