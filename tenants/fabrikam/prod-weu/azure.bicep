// Rendered by Tenantry from tenants/fabrikam.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'fabrikam-prod-weu-identity'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    name: 'id-prod-weu-tenant-fabrikam'
    location: 'westeurope'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:fabrikam:workload'
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'fabrikam-prod-weu-pool'
  scope: resourceGroup('rg-acme-prod-weu-aks')
  params: {
    clusterName: 'aks-prod-weu'
    name: 'tfabris4k4cb'
    tenant: 'fabrikam'
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
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-prod-weu', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-prod-weu', 'AksSubnet')
    podSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-prod-weu', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-prod-weu', 'PodSubnet')
    maxPods: 60
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
