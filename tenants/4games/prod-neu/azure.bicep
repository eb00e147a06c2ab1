// Rendered by Tenantry from tenants/4games.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: '4games-prod-neu-identity'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    name: 'id-prod-neu-tenant-4games'
    location: 'northeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:4games:workload'
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
