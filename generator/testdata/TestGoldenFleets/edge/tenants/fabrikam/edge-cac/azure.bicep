// Rendered by Tenantry from tenants/fabrikam.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-edge-cac'
  scope: resourceGroup('rg-edge-edge-cac-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'fabrikam-edge-cac-identity'
  scope: resourceGroup('rg-edge-edge-cac')
  params: {
    name: 'id-edge-cac-tenant-fabrikam'
    location: 'canadacentral'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:fabrikam:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-cac-alb-controller'
  scope: resourceGroup('rg-edge-edge-cac')
}

module firewall 'waf.bicep' = {
  name: 'fabrikam-edge-cac-waf'
  scope: resourceGroup('rg-edge-edge-cac')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'fabrikam-edge-cac-pool'
  scope: resourceGroup('rg-edge-edge-cac-aks')
  params: {
    clusterName: 'aks-edge-cac'
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
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-edge-edge-cac', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-edge-cac', 'AksSubnet')
    podSubnetId: ''
    maxPods: 110
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
