// Rendered by Tenantry from tenants/draining.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'draining-prod-neu-identity'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    name: 'id-prod-neu-tenant-draining'
    location: 'northeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:draining:workload'
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
