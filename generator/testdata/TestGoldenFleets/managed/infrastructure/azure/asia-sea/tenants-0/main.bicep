// Rendered by Tenantry from clusters/asia-sea.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
targetScope = 'subscription'

module t_fabrikam '../../../../tenants/fabrikam/asia-sea/azure.bicep' = {
  name: 'asia-sea-tenants-0-fabrikam'
  scope: subscription()
}

module owners 'owners.bicep' = {
  name: 'asia-sea-tenants-0-owners'
  scope: resourceGroup('rg-acme-asia-sea-aks')
}

module outputs 'outputs.bicep' = {
  name: 'asia-sea-tenants-0-outputs'
  scope: resourceGroup('rg-acme-asia-sea-aks')
  params: {
    values: {
      t_fabrikam_client_id: t_fabrikam.outputs.clientId
    }
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs-0.')
output azureOutputs object = {
  t_fabrikam_client_id: t_fabrikam.outputs.clientId
}
