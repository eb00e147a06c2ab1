// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('The cluster\'s network.')
param networkId string

resource hub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
}

resource clusterPeering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: hub
  name: 'vnet-prod-neu'
  properties: {
    remoteVirtualNetwork: {
      id: networkId
    }
    allowForwardedTraffic: true
    allowGatewayTransit: true
    allowVirtualNetworkAccess: true
  }
}
