// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The gateway\'s frontend on edge-eus2.')
param frontend_cluster_edge_eus2 string

@description('The gateway\'s frontend on edge-cac.')
param frontend_cluster_edge_cac string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.edge.example'
}

// How Front Door finds the frontend, whose own name no certificate can hold.
resource origin_cluster_edge_eus2 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'partners.edge-eus2'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: frontend_cluster_edge_eus2
    }
  }
}

// How Front Door finds the frontend, whose own name no certificate can hold.
resource origin_cluster_edge_cac 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {
  parent: zone
  name: 'partners.edge-cac'
  properties: {
    TTL: 300
    CNAMERecord: {
      cname: frontend_cluster_edge_cac
    }
  }
}
