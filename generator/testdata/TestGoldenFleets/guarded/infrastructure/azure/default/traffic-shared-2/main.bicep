// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Priorities, weights and states are read from what runs and changed only when somebody asks: a new tenant never moves traffic.
targetScope = 'subscription'

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_weu int

@allowed([
  'Enabled'
  'Disabled'
])
@description('Whether the cluster serves at all.')
param state_cluster_prod_weu string

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_neu int

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
  name: 'shared-2'
}

resource agc_cluster_prod_neu 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-neu-1'
  scope: resourceGroup('rg-acme-prod-neu')
}

resource frontend_cluster_prod_neu 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' existing = {
  parent: agc_cluster_prod_neu
  name: 'shared-2'
}

module profile 'profile.bicep' = {
  name: 'default-traffic-shared-2-profile'
  scope: resourceGroup('rg-acme-shared')
  params: {
    target_cluster_prod_weu: frontend_cluster_prod_weu.properties.fqdn
    priority_cluster_prod_weu: priority_cluster_prod_weu
    state_cluster_prod_weu: state_cluster_prod_weu
    target_cluster_prod_neu: frontend_cluster_prod_neu.properties.fqdn
    priority_cluster_prod_neu: priority_cluster_prod_neu
    state_cluster_prod_neu: state_cluster_prod_neu
  }
}

module records 'records.bicep' = {
  name: 'default-traffic-shared-2-records'
  scope: resourceGroup('rg-acme-shared')
  params: {
    target: profile.outputs.hostname
  }
}

@description('What the hostnames of others point at.')
output hostname string = profile.outputs.hostname
