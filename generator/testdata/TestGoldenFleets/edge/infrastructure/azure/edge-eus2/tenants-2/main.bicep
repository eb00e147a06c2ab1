// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_fabrikam '../../../../tenants/fabrikam/edge-eus2/azure.bicep' = {
  name: 'edge-eus2-tenants-2-fabrikam'
  scope: subscription()
}

module t_northwind '../../../../tenants/northwind/edge-eus2/azure.bicep' = {
  name: 'edge-eus2-tenants-2-northwind'
  scope: subscription()
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-2.')
output azureOutputs object = {
  t_fabrikam_client_id: t_fabrikam.outputs.clientId
  t_northwind_client_id: t_northwind.outputs.clientId
}
