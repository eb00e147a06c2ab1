// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-spoke-weu'
}

resource hubPeering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: network
  name: 'hub'
  properties: {
    remoteVirtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
    allowForwardedTraffic: true
    allowVirtualNetworkAccess: true
    useRemoteGateways: false
  }
}
