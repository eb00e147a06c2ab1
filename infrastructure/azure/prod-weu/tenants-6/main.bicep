// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_4games '../../../../tenants/4games/prod-weu/azure.bicep' = {
  name: 'prod-weu-tenants-6-4games'
  scope: subscription()
}

module t_demo '../../../../tenants/demo/prod-weu/azure.bicep' = {
  name: 'prod-weu-tenants-6-demo'
  scope: subscription()
}

module t_fabrikam '../../../../tenants/fabrikam/prod-weu/azure.bicep' = {
  name: 'prod-weu-tenants-6-fabrikam'
  scope: subscription()
}

module outputs 'outputs.bicep' = {
  name: 'prod-weu-tenants-6-outputs'
  scope: resourceGroup('rg-acme-prod-weu-aks')
  params: {
    values: {
      t_4games_client_id: t_4games.outputs.clientId
      t_demo_client_id: t_demo.outputs.clientId
      t_fabrikam_client_id: t_fabrikam.outputs.clientId
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-6.')
output azureOutputs object = {
  t_4games_client_id: t_4games.outputs.clientId
  t_demo_client_id: t_demo.outputs.clientId
  t_fabrikam_client_id: t_fabrikam.outputs.clientId
}
