// Rendered by Tenantry from tenants/north-wind.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-02-preview' existing = {
  name: 'aks-us-cus'
  scope: resourceGroup('rg-acme-us-cus-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'north-wind-us-cus-identity'
  scope: resourceGroup('rg-acme-us-cus')
  params: {
    name: 'id-us-cus-tenant-north-wind'
    location: 'centralus'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:north-wind:workload'
  }
}

module firewall 'waf.bicep' = {
  name: 'north-wind-us-cus-waf'
  scope: resourceGroup('rg-acme-us-cus')
  params: {
    albControllerPrincipalId: cluster.properties.ingressProfile.applicationLoadBalancer.identity.objectId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
