targetScope = 'subscription'

module contoso 'tenants/contoso/azure.bicep' = {
  name: 'prod-weu-tenants-3-contoso'
}

module fabrikam 'tenants/fabrikam/azure.bicep' = {
  name: 'prod-weu-tenants-3-fabrikam'
}

module outputs 'outputs.bicep' = {
  name: 'prod-weu-tenants-3-outputs'
  scope: resourceGroup('rg-prod-weu')
  params: {
    values: {
      t_contoso_client_id: contoso.outputs.clientId
      t_fabrikam_client_id: fabrikam.outputs.clientId
    }
  }
}
