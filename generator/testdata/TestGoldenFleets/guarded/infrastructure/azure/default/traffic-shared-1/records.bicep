// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Where hostnames lead.')
param target string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.acme.example'
}

resource record_contoso 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'contoso'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}

resource record_fabrikam 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'fabrikam'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}
