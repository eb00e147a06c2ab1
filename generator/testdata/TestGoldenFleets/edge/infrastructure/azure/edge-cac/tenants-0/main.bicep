// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_contoso '../../../../tenants/contoso/edge-cac/azure.bicep' = {
  name: 'edge-cac-tenants-0-contoso'
  scope: subscription()
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-0.')
output azureOutputs object = {
  t_contoso_client_id: t_contoso.outputs.clientId
}
