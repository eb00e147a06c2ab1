// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Linked to this network alone: with a zone that two regions share, the second private endpoint takes the first one's name.
@description('Network that resolves these names.')
param networkId string

resource zone_vault 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource zone_vaultLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_vault
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource zone_blob 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.blob.core.windows.net'
  location: 'global'
}

resource zone_blobLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_blob
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource zone_registry 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
}

resource zone_registryLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_registry
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource apiZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.northeurope.azmk8s.io'
  location: 'global'
}

resource apiZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: apiZone
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}
