// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Where hostnames lead.')
param target string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.acme.example'
}

resource record_alone 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'alone'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}

resource record_chart 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'chart'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}

resource record_draining 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'draining'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}

resource record_frozen 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'frozen'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
}
