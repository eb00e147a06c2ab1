targetScope = 'subscription'

module identity '../../shared/identity.bicep' = {
  name: 'prod-weu-contoso-identity'
  scope: resourceGroup('rg-prod-weu')
  params: {
    tenant: 'contoso'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' existing = {
  scope: resourceGroup('rg-prod-weu-aks')
  name: 'aks-prod-weu'
}

module secrets '../../shared/secrets.bicep' = {
  name: 'prod-weu-contoso-secrets'
  scope: resourceGroup('rg-prod-weu')
  params: {
    principalId: identity.outputs.principalId
    secret: 'contoso-db'
  }
}

module pool 'pool.bicep' = {
  name: 'prod-weu-contoso-pool'
  scope: resourceGroup('rg-prod-weu-aks')
}

output clientId string = identity.outputs.clientId
