// Rendered by Tenantry from clusters/us-cus.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
// The cluster is cold: until a rebuild deploys this stack and makes it, there is none.
targetScope = 'subscription'

module t_north_wind '../../../../tenants/north-wind/us-cus/azure.bicep' = {
  name: 'us-cus-tenants-0-north-wind'
  scope: subscription()
}

module owners 'owners.bicep' = {
  name: 'us-cus-tenants-0-owners'
  scope: resourceGroup('rg-acme-us-cus-aks')
}

module outputs 'outputs.bicep' = {
  name: 'us-cus-tenants-0-outputs'
  scope: resourceGroup('rg-acme-us-cus-aks')
  params: {
    values: {
      t_north_wind_client_id: t_north_wind.outputs.clientId
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-0.')
output azureOutputs object = {
  t_north_wind_client_id: t_north_wind.outputs.clientId
}
