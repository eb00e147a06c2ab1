// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

@description('Subnet that the endpoints stand in.')
param subnetId string
@description('The cluster\'s key vault.')
param vaultId string
@description('The storage account of boot diagnostics.')
param storageId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'edgefleet'
  scope: resourceGroup('rg-edge-shared')
}

resource zone_vaultcore_azure_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.vaultcore.azure.net'
}

resource zone_blob_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.blob.core.windows.net'
}

resource zone_azurecr_io 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.azurecr.io'
}

resource vaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-kv-edge-cac-l5xe4z'
  location: 'canadacentral'
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vaultId
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

resource vaultEndpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: vaultEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_vaultcore_azure_net'
        properties: {
          privateDnsZoneId: zone_vaultcore_azure_net.id
        }
      }
    ]
  }
}

resource storageEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-stedgecaciizxo3'
  location: 'canadacentral'
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: storageId
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

resource storageEndpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: storageEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_blob_core_windows_net'
        properties: {
          privateDnsZoneId: zone_blob_core_windows_net.id
        }
      }
    ]
  }
}

resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-edgefleet'
  location: 'canadacentral'
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
}

resource registryEndpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: registryEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_azurecr_io'
        properties: {
          privateDnsZoneId: zone_azurecr_io.id
        }
      }
    ]
  }
}
