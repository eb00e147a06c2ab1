// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// Linked to this network alone: with a zone that two regions share, the second private endpoint takes the first one's name.
@description('Network that resolves these names.')
param networkId string

resource zone_vaultcore_azure_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource zone_vaultcore_azure_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_vaultcore_azure_net
  name: 'vnet-edge-eus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource zone_blob_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.blob.core.windows.net'
  location: 'global'
}

resource zone_blob_core_windows_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_blob_core_windows_net
  name: 'vnet-edge-eus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource zone_azurecr_io 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
}

resource zone_azurecr_ioLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_azurecr_io
  name: 'vnet-edge-eus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}
