// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The gateway\'s frontend on prod-weu.')
param frontend_cluster_prod_weu string

@description('The gateway\'s frontend on prod-neu.')
param frontend_cluster_prod_neu string

@description('Where hostnames lead.')
param target string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.acme.example'
}

// How Front Door finds the frontend, whose own name no certificate can hold.
resource origin_cluster_prod_weu 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'shared-1.prod-weu'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: frontend_cluster_prod_weu
    }
  }
}

// How Front Door finds the frontend, whose own name no certificate can hold.
resource origin_cluster_prod_neu 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'shared-1.prod-neu'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: frontend_cluster_prod_neu
    }
  }
}

resource record_4games 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: '4games'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: target
    }
  }
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
