// Rendered by Tenantry from clusters/asia-eas.yaml: change that file, not this one.

// A tenant's shard follows from its name alone: neither a new tenant nor a move to another gateway takes it out of its stack.
// The cluster is cold: until a rebuild deploys this stack and makes it, there is none.
targetScope = 'subscription'

module t_fabrikam '../../../../tenants/fabrikam/asia-eas/azure.bicep' = {
  name: 'asia-eas-tenants-0-fabrikam'
  scope: subscription()
}

module owners 'owners.bicep' = {
  name: 'asia-eas-tenants-0-owners'
  scope: resourceGroup('rg-acme-asia-eas-aks')
}

module outputs 'outputs.bicep' = {
  name: 'asia-eas-tenants-0-outputs'
  scope: resourceGroup('rg-acme-asia-eas-aks')
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
