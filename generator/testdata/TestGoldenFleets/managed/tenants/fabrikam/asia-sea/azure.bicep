// Rendered by Tenantry from tenants/fabrikam.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-asia-sea'
  scope: resourceGroup('rg-acme-asia-sea-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'fabrikam-asia-sea-identity'
  scope: resourceGroup('rg-acme-asia-sea')
  params: {
    name: 'id-asia-sea-tenant-fabrikam'
    location: 'southeastasia'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:fabrikam:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-sea-alb-controller'
  scope: resourceGroup('rg-acme-asia-sea')
}

module firewall 'waf.bicep' = {
  name: 'fabrikam-asia-sea-waf'
  scope: resourceGroup('rg-acme-asia-sea')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'fabrikam-asia-sea-pool'
  scope: resourceGroup('rg-acme-asia-sea-aks')
  params: {
    clusterName: 'aks-asia-sea'
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
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-asia-sea', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-asia-sea', 'AksSubnet')
    podSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-asia-sea', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-asia-sea', 'PodSubnet')
    maxPods: 60
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
