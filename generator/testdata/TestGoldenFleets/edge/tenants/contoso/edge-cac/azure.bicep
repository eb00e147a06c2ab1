// Rendered by Tenantry from tenants/contoso.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-edge-cac'
  scope: resourceGroup('rg-edge-edge-cac-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'contoso-edge-cac-identity'
  scope: resourceGroup('rg-edge-edge-cac')
  params: {
    name: 'id-edge-cac-tenant-contoso'
    location: 'canadacentral'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:contoso:workload'
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
