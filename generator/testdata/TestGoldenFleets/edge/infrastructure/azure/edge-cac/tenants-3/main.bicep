// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module owners 'owners.bicep' = {
  name: 'edge-cac-tenants-3-owners'
  scope: resourceGroup('rg-edge-edge-cac-aks')
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-3.')
output azureOutputs object = {
}
