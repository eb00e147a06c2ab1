// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_contoso '../../../../tenants/contoso/prod-neu/azure.bicep' = {
  name: 'prod-neu-tenants-0-contoso'
  scope: subscription()
}

module outputs 'outputs.bicep' = {
  name: 'prod-neu-tenants-0-outputs'
  scope: resourceGroup('rg-acme-prod-neu-aks')
  params: {
    values: {
      t_contoso_client_id: t_contoso.outputs.clientId
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-0.')
output azureOutputs object = {
  t_contoso_client_id: t_contoso.outputs.clientId
}
