resource z 'Microsoft.Network/privateDnsZones@2020-06-01' = { name: 'privatelink.x.io', location: 'global'
  resource l 'virtualNetworkLinks' = { name: 'l', location: 'global', properties: { registrationEnabled: false, virtualNetwork: { id: resourceId('Microsoft.Network/virtualNetworks', 'v') } } }
  resource a 'A' = { name: '@', properties: { ttl: 3600, aRecords: [{ ipv4Address: '10.0.0.1' }] } }
}
resource d 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = { name: 'z.com/www', properties: { TTL: 60, CNAMERecord: { cname: 'x.y' } } }
output o array = [z::a.id, d.id]
