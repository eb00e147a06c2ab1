// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod-weu'
}

resource hubPeering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: network
  name: 'hub'
  properties: {
    remoteVirtualNetwork: {
      id: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub'
    }
    allowForwardedTraffic: true
    allowVirtualNetworkAccess: true
    useRemoteGateways: false
  }
}
