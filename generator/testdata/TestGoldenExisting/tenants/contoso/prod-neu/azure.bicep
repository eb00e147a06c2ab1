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

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'contoso-prod-neu-pool'
  scope: resourceGroup('rg-acme-prod-neu-aks')
  params: {
    clusterName: 'aks-prod-neu'
    name: 'tcontochylat'
    tenant: 'contoso'
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
