// Rendered by Tenantry from tenants/north-wind.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-02-preview' existing = {
  name: 'aks-us-eus'
  scope: resourceGroup('rg-acme-us-eus-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'north-wind-us-eus-identity'
  scope: resourceGroup('rg-acme-us-eus')
  params: {
    name: 'id-us-eus-tenant-north-wind'
    location: 'eastus'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:north-wind:workload'
  }
}

module firewall 'waf.bicep' = {
  name: 'north-wind-us-eus-waf'
  scope: resourceGroup('rg-acme-us-eus')
  params: {
    albControllerPrincipalId: cluster.properties.ingressProfile.applicationLoadBalancer.identity.objectId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
