// Rendered by Tenantry from tenants/chart.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'chart-prod-weu-identity'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    name: 'id-prod-weu-tenant-chart'
    location: 'westeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:chart:workload'
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
