// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_tailspin '../../../../tenants/tailspin/prod-weu/azure.bicep' = {
  name: 'prod-weu-tenants-7-tailspin'
  scope: subscription()
}

module outputs 'outputs.bicep' = {
  name: 'prod-weu-tenants-7-outputs'
  scope: resourceGroup('rg-acme-prod-weu-aks')
  params: {
    values: {
      t_tailspin_client_id: t_tailspin.outputs.clientId
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-7.')
output azureOutputs object = {
  t_tailspin_client_id: t_tailspin.outputs.clientId
}
