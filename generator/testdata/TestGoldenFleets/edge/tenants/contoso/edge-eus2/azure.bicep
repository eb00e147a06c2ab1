// Rendered by Tenantry from tenants/contoso.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-edge-eus2'
  scope: resourceGroup('rg-edge-edge-eus2-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'contoso-edge-eus2-identity'
  scope: resourceGroup('rg-edge-edge-eus2')
  params: {
    name: 'id-edge-eus2-tenant-contoso'
    location: 'eastus2'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:contoso:workload'
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
