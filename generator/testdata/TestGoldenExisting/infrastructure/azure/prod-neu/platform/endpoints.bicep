// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('Subnet that the endpoints stand in.')
param subnetId string
@description('The cluster\'s key vault.')
param vaultId string
@description('The storage account of boot diagnostics.')
param storageId string
@description('The scope that telemetry leaves through.')
param monitorScopeId string

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

resource zone_monitor_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.monitor.azure.com'
}

resource zone_oms_opinsights_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.oms.opinsights.azure.com'
}

resource zone_ods_opinsights_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.ods.opinsights.azure.com'
}

resource zone_agentsvc_azure_automation_net 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.agentsvc.azure-automation.net'
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
  name: 'pe-kv-prod-neu-jshzvf'
  location: 'northeurope'
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
  name: 'pe-stprodneu6tbyaw'
  location: 'northeurope'
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
  location: 'northeurope'
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

resource monitorEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-ampls-prod-neu'
  location: 'northeurope'
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'azuremonitor'
        properties: {
          privateLinkServiceId: monitorScopeId
          groupIds: [
            'azuremonitor'
          ]
        }
      }
    ]
  }
}

resource monitorEndpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: monitorEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'zone_monitor_azure_com'
        properties: {
          privateDnsZoneId: zone_monitor_azure_com.id
        }
      }
      {
        name: 'zone_oms_opinsights_azure_com'
        properties: {
          privateDnsZoneId: zone_oms_opinsights_azure_com.id
        }
      }
      {
        name: 'zone_ods_opinsights_azure_com'
        properties: {
          privateDnsZoneId: zone_ods_opinsights_azure_com.id
        }
      }
      {
        name: 'zone_agentsvc_azure_automation_net'
        properties: {
          privateDnsZoneId: zone_agentsvc_azure_automation_net.id
        }
      }
      {
        name: 'zone_blob_core_windows_net'
        properties: {
          privateDnsZoneId: zone_blob_core_windows_net.id
        }
      }
    ]
  }
}

resource t_contoso_endpoint_1 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-contoso-1'
  location: 'northeurope'
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
          requestMessage: 'for cluster prod-neu'
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
  location: 'northeurope'
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
          requestMessage: 'for cluster prod-neu'
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
  location: 'northeurope'
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
          requestMessage: 'for cluster prod-neu'
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
