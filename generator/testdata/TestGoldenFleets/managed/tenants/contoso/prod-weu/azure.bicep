// Rendered by Tenantry from tenants/contoso.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-02-preview' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'contoso-prod-weu-identity'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    name: 'id-prod-weu-tenant-contoso'
    location: 'westeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:contoso:workload'
  }
}

module firewall 'waf.bicep' = {
  name: 'contoso-prod-weu-waf'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    albControllerPrincipalId: cluster.properties.ingressProfile.applicationLoadBalancer.identity.objectId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
