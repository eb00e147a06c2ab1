// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// The fleet's public zone. Its records belong to the traffic stacks; cert-manager's challenges come and go.
resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {
  name: 'apps.acme.example'
  location: 'global'
  properties: {
    zoneType: 'Public'
  }
}

@description('What the domain above has to delegate to.')
output nameServers array = zone.properties.nameServers
