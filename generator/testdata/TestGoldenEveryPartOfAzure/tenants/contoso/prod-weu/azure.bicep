// Rendered by Tenantry from tenants/contoso.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
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

module secret_1 '../../../infrastructure/azure/tenant/secret.bicep' = {
  name: 'contoso-prod-weu-secret_1'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    vaultName: 'kv-prod-weu-uibzkn'
    secretName: 'contoso-database'
    principalId: identity.outputs.principalId
  }
}

module secret_2 '../../../infrastructure/azure/tenant/secret.bicep' = {
  name: 'contoso-prod-weu-secret_2'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    vaultName: 'kv-prod-weu-uibzkn'
    secretName: 'contoso-api'
    principalId: identity.outputs.principalId
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-alb-controller'
  scope: resourceGroup('rg-acme-prod-weu')
}

module firewall 'waf.bicep' = {
  name: 'contoso-prod-weu-waf'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
