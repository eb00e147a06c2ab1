// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Subnet that the endpoints stand in.')
param subnetId string
@description('The cluster\'s key vault.')
param vaultId string
@description('The storage account of boot diagnostics.')
param storageId string

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

resource zone_cognitiveservices_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.cognitiveservices.azure.com'
}

resource zone_openai_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.openai.azure.com'
}

resource zone_services_ai_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.services.ai.azure.com'
}

resource zone_westeurope_kusto_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.westeurope.kusto.windows.net'
}

resource zone_queue_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.queue.core.windows.net'
}

resource zone_table_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.table.core.windows.net'
}

resource vaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-kv-prod-weu-uibzkn'
  location: 'westeurope'
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
  name: 'pe-stprodweutpcrm3'
  location: 'westeurope'
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
  name: 'pe-acmefleet'
  location: 'westeurope'
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'registry'
        properties: {
          privateLinkServiceId: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/acmefleet'
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

resource t_contoso_endpoint_1 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-contoso-1'
  location: 'westeurope'
  properties: {
    subnet: {
      id: subnetId
    }
    // Its owner approves the connection.
    manualPrivateLinkServiceConnections: [
      {
        name: 'account'
        properties: {
          privateLinkServiceId: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-contoso/providers/Microsoft.CognitiveServices/accounts/contoso'
          groupIds: [
            'account'
          ]
          requestMessage: 'for cluster prod-weu'
        }
      }
    ]
  }
}

resource t_contoso_endpoint_1Name 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: t_contoso_endpoint_1
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_cognitiveservices_azure_com'
        properties: {
          privateDnsZoneId: zone_cognitiveservices_azure_com.id
        }
      }
      {
        name: 'zone_openai_azure_com'
        properties: {
          privateDnsZoneId: zone_openai_azure_com.id
        }
      }
      {
        name: 'zone_services_ai_azure_com'
        properties: {
          privateDnsZoneId: zone_services_ai_azure_com.id
        }
      }
    ]
  }
}

resource t_contoso_endpoint_2 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-contoso-2'
  location: 'westeurope'
  properties: {
    subnet: {
      id: subnetId
    }
    // Its owner approves the connection.
    manualPrivateLinkServiceConnections: [
      {
        name: 'cluster'
        properties: {
          privateLinkServiceId: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-contoso/providers/Microsoft.Kusto/clusters/contoso'
          groupIds: [
            'cluster'
          ]
          requestMessage: 'for cluster prod-weu'
        }
      }
    ]
  }
}

resource t_contoso_endpoint_2Name 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: t_contoso_endpoint_2
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_westeurope_kusto_windows_net'
        properties: {
          privateDnsZoneId: zone_westeurope_kusto_windows_net.id
        }
      }
      {
        name: 'zone_blob_core_windows_net'
        properties: {
          privateDnsZoneId: zone_blob_core_windows_net.id
        }
      }
      {
        name: 'zone_queue_core_windows_net'
        properties: {
          privateDnsZoneId: zone_queue_core_windows_net.id
        }
      }
      {
        name: 'zone_table_core_windows_net'
        properties: {
          privateDnsZoneId: zone_table_core_windows_net.id
        }
      }
    ]
  }
}

resource t_contoso_endpoint_3 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-contoso-3'
  location: 'westeurope'
  properties: {
    subnet: {
      id: subnetId
    }
    // Its owner approves the connection.
    manualPrivateLinkServiceConnections: [
      {
        name: 'blob'
        properties: {
          privateLinkServiceId: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-contoso/providers/Microsoft.Storage/storageAccounts/contoso'
          groupIds: [
            'blob'
          ]
          requestMessage: 'for cluster prod-weu'
        }
      }
    ]
  }
}

resource t_contoso_endpoint_3Name 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: t_contoso_endpoint_3
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
