// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Priorities, weights and states are those of main.parameters.json: in a failover, compare them with what runs first.
targetScope = 'subscription'

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_weu int

@description('Its share among clusters of one turn.')
param weight_cluster_prod_weu int

@allowed([
  'Enabled'
  'Disabled'
])
@description('Whether the cluster serves at all.')
param state_cluster_prod_weu string

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_neu int

@description('Its share among clusters of one turn.')
param weight_cluster_prod_neu int

@allowed([
  'Enabled'
  'Disabled'
])
@description('Whether the cluster serves at all.')
param state_cluster_prod_neu string

resource agc_cluster_prod_weu 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-weu-1'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource frontend_cluster_prod_weu 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_prod_weu
  name: 'shared-1'
}

resource agc_cluster_prod_neu 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-neu-1'
  scope: resourceGroup('rg-acme-prod-neu')
}

resource frontend_cluster_prod_neu 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_prod_neu
  name: 'shared-1'
}

module frontDoor 'front-door.bicep' = {
  name: 'default-traffic-shared-1-front-door-acme'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-edge')
  params: {
    priority_cluster_prod_weu: priority_cluster_prod_weu
    weight_cluster_prod_weu: weight_cluster_prod_weu
    state_cluster_prod_weu: state_cluster_prod_weu
    priority_cluster_prod_neu: priority_cluster_prod_neu
    weight_cluster_prod_neu: weight_cluster_prod_neu
    state_cluster_prod_neu: state_cluster_prod_neu
  }
}

module records 'records.bicep' = {
  name: 'default-traffic-shared-1-records'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-edge')
  params: {
    frontend_cluster_prod_weu: frontend_cluster_prod_weu.properties.fqdn
    frontend_cluster_prod_neu: frontend_cluster_prod_neu.properties.fqdn
    target: frontDoor.outputs.hostname
  }
}

module validation 'validation.bicep' = {
  name: 'default-traffic-shared-1-validation'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-edge')
  params: {
    tokens: frontDoor.outputs.tokens
  }
}

@description('What the hostnames of others point at.')
output hostname string = frontDoor.outputs.hostname
