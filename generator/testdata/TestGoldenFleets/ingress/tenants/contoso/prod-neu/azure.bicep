// Rendered by Tenantry from tenants/contoso.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'contoso-prod-neu-identity'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    name: 'id-prod-neu-tenant-contoso'
    location: 'northeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:contoso:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-alb-controller'
  scope: resourceGroup('rg-acme-prod-neu')
}

module firewall 'waf.bicep' = {
  name: 'contoso-prod-neu-waf'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
