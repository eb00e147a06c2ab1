targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' existing = {
  scope: resourceGroup('rg-prod-weu-aks')
  name: 'aks-prod-weu'
}

module identity '../../shared/identity.bicep' = {
  name: 'prod-weu-fabrikam-identity'
  scope: resourceGroup('rg-prod-weu')
  params: {
    tenant: 'fabrikam'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    accounts: {
      web: 'system:serviceaccount:fabrikam:web'
      job: 'system:serviceaccount:fabrikam:job'
    }
  }
}

output clientId string = identity.outputs.clientId
