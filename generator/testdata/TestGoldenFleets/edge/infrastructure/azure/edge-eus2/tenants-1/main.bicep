// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module owners 'owners.bicep' = {
  name: 'edge-eus2-tenants-1-owners'
  scope: resourceGroup('rg-edge-edge-eus2-aks')
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-1.')
output azureOutputs object = {
}
