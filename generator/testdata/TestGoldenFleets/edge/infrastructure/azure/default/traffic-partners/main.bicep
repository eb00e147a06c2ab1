// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Priorities, weights and states are those of main.parameters.json: in a failover, compare them with what runs first.
//
// These hostnames are in zones of others, who set for each of them a CNAME and a TXT record that proves it is theirs.
// The output ownersRecords has both: Azure gives the endpoint its name, and each hostname its token.
//   northwind.com
targetScope = 'subscription'

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_edge_eus2 int

@description('Its share among clusters of one turn.')
param weight_cluster_edge_eus2 int

@allowed([
  'Enabled'
  'Disabled'
])
@description('Whether the cluster serves at all.')
param state_cluster_edge_eus2 string

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_edge_cac int

@description('Its share among clusters of one turn.')
param weight_cluster_edge_cac int

@allowed([
  'Enabled'
  'Disabled'
])
@description('Whether the cluster serves at all.')
param state_cluster_edge_cac string

resource agc_cluster_edge_eus2 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-edge-eus2-1'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource frontend_cluster_edge_eus2 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_edge_eus2
  name: 'partners'
}

resource agc_cluster_edge_cac 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-edge-cac-1'
  scope: resourceGroup('rg-edge-edge-cac')
}

resource frontend_cluster_edge_cac 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_edge_cac
  name: 'partners'
}

module frontDoor 'front-door.bicep' = {
  name: 'default-traffic-partners-front-door-edge'
  scope: resourceGroup('rg-edge-shared')
  params: {
    priority_cluster_edge_eus2: priority_cluster_edge_eus2
    weight_cluster_edge_eus2: weight_cluster_edge_eus2
    state_cluster_edge_eus2: state_cluster_edge_eus2
    priority_cluster_edge_cac: priority_cluster_edge_cac
    weight_cluster_edge_cac: weight_cluster_edge_cac
    state_cluster_edge_cac: state_cluster_edge_cac
  }
}

module records 'records.bicep' = {
  name: 'default-traffic-partners-records'
  scope: resourceGroup('rg-edge-shared')
  params: {
    frontend_cluster_edge_eus2: frontend_cluster_edge_eus2.properties.fqdn
    frontend_cluster_edge_cac: frontend_cluster_edge_cac.properties.fqdn
  }
}

@description('What the hostnames of others point at.')
output hostname string = frontDoor.outputs.hostname

@description('The records that owners of other zones set. A token is empty once its hostname is proven.')
output ownersRecords array = [
  {
    hostname: 'northwind.com'
    cname: frontDoor.outputs.hostname
    txt: '_dnsauth.northwind.com'
    token: frontDoor.outputs.tokens.domain_northwind_DOT_com
  }
]
