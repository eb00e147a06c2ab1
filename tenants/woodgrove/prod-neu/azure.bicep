// Rendered by Tenantry from tenants/woodgrove.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'woodgrove-prod-neu-identity'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    name: 'id-prod-neu-tenant-woodgrove'
    location: 'northeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:woodgrove:workload'
  }
}

module secret_1 '../../../infrastructure/azure/tenant/secret.bicep' = {
  name: 'woodgrove-prod-neu-secret_1'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    vaultName: 'kv-prod-neu-jshzvf'
    secretName: 'woodgrove-ledger'
    principalId: identity.outputs.principalId
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-alb-controller'
  scope: resourceGroup('rg-acme-prod-neu')
}

module firewall 'waf.bicep' = {
  name: 'woodgrove-prod-neu-waf'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'woodgrove-prod-neu-pool'
  scope: resourceGroup('rg-acme-prod-neu-aks')
  params: {
    clusterName: 'aks-prod-neu'
    name: 'twoodgzrhxq7'
    tenant: 'woodgrove'
    vmSize: 'Standard_D4ds_v5'
    osDiskSizeGB: 128
    osDiskType: 'Ephemeral'
    osSKU: 'AzureLinux'
    encryptionAtHost: false
    upgradeSettings: {
      maxSurge: '33%'
      drainTimeoutInMinutes: 30
    }
    minCount: 1
    maxCount: 3
    zones: ['1', '2', '3']
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-prod-neu', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-prod-neu', 'AksSubnet')
    podSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-prod-neu', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-prod-neu', 'PodSubnet')
    maxPods: 60
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
