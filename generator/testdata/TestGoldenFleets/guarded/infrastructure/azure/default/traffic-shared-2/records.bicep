// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Where hostnames lead.')
param target string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.acme.example'
}

resource record_tailspin 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'tailspin'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}
