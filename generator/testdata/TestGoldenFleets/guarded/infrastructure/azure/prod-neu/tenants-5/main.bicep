// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module owners 'owners.bicep' = {
  name: 'prod-neu-tenants-5-owners'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

module outputs 'outputs.bicep' = {
  name: 'prod-neu-tenants-5-outputs'
  scope: resourceGroup('rg-acme-prod-neu-aks')
  params: {
    values: {
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-5.')
output azureOutputs object = {
}
