// Rendered by Tenantry from tenants/fabrikam.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-asia-eas'
  scope: resourceGroup('rg-acme-asia-eas-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'fabrikam-asia-eas-identity'
  scope: resourceGroup('rg-acme-asia-eas')
  params: {
    name: 'id-asia-eas-tenant-fabrikam'
    location: 'eastasia'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:fabrikam:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-eas-alb-controller'
  scope: resourceGroup('rg-acme-asia-eas')
}

module firewall 'waf.bicep' = {
  name: 'fabrikam-asia-eas-waf'
  scope: resourceGroup('rg-acme-asia-eas')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'fabrikam-asia-eas-pool'
  scope: resourceGroup('rg-acme-asia-eas-aks')
  params: {
    clusterName: 'aks-asia-eas'
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
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-asia-eas', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-asia-eas', 'AksSubnet')
    podSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-acme-asia-eas', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-asia-eas', 'PodSubnet')
    maxPods: 60
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
