// Rendered by Tenantry from tenants/tailspin.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'tailspin-prod-weu-identity'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    name: 'id-prod-weu-tenant-tailspin'
    location: 'westeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:tailspin:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-alb-controller'
  scope: resourceGroup('rg-acme-prod-weu')
}

module firewall 'waf.bicep' = {
  name: 'tailspin-prod-weu-waf'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
