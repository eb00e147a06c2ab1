// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module outputs 'outputs.bicep' = {
  name: 'prod-weu-tenants-2-outputs'
  scope: resourceGroup('rg-acme-prod-weu-aks')
  params: {
    values: {
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-2.')
output azureOutputs object = {
}
