// Rendered by Tenantry from tenants/fabrikam.yaml: change that file, not this one.

targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-edge-eus2'
  scope: resourceGroup('rg-edge-edge-eus2-aks')
}

// Its pods sign in as this identity; a rebuilt cluster's new issuer is read here.
module identity '../../../infrastructure/azure/tenant/identity.bicep' = {
  name: 'fabrikam-edge-eus2-identity'
  scope: resourceGroup('rg-edge-edge-eus2')
  params: {
    name: 'id-edge-eus2-tenant-fabrikam'
    location: 'eastus2'
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:fabrikam:workload'
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-eus2-alb-controller'
  scope: resourceGroup('rg-edge-edge-eus2')
}

module firewall 'waf.bicep' = {
  name: 'fabrikam-edge-eus2-waf'
  scope: resourceGroup('rg-edge-edge-eus2')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module pool '../../../infrastructure/azure/tenant/pool.bicep' = {
  name: 'fabrikam-edge-eus2-pool'
  scope: resourceGroup('rg-edge-edge-eus2-aks')
  params: {
    clusterName: 'aks-edge-eus2'
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
    nodeSubnetId: resourceId('22222222-2222-4222-8222-222222222222', 'rg-edge-edge-eus2', 'Microsoft.Network/virtualNetworks/subnets', 'vnet-edge-eus2', 'AksSubnet')
    podSubnetId: ''
    maxPods: 110
  }
}

@description('What the tenant\'s pods sign in as.')
output clientId string = identity.outputs.clientId
