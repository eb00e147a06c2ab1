// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Priorities, weights and states are those of main.parameters.json: in a failover, compare them with what runs first.
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
  name: 'agc-edge-eus2-2'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource frontend_cluster_edge_eus2 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_edge_eus2
  name: 'spare'
}

resource agc_cluster_edge_cac 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-edge-cac-2'
  scope: resourceGroup('rg-edge-edge-cac')
}

resource frontend_cluster_edge_cac 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_edge_cac
  name: 'spare'
}

module frontDoor 'front-door.bicep' = {
  name: 'default-traffic-spare-front-door-edge'
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
  name: 'default-traffic-spare-records'
  scope: resourceGroup('rg-edge-shared')
  params: {
    frontend_cluster_edge_eus2: frontend_cluster_edge_eus2.properties.fqdn
    frontend_cluster_edge_cac: frontend_cluster_edge_cac.properties.fqdn
  }
}

@description('What the hostnames of others point at.')
output hostname string = frontDoor.outputs.hostname
