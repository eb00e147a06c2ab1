// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Linked to this network alone: with a zone that two regions share, the second private endpoint takes the first one's name.
@description('Network that resolves these names.')
param networkId string

resource zone_vaultcore_azure_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource zone_vaultcore_azure_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_vaultcore_azure_net
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_vaultcore_azure_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_vaultcore_azure_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
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
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_blob_core_windows_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_blob_core_windows_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_azurecr_io 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
}

resource zone_azurecr_ioLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_azurecr_io
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_azurecr_ioHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_azurecr_io
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_monitor_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.monitor.azure.com'
  location: 'global'
}

resource zone_monitor_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_monitor_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_monitor_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_monitor_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_oms_opinsights_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.oms.opinsights.azure.com'
  location: 'global'
}

resource zone_oms_opinsights_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_oms_opinsights_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_oms_opinsights_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_oms_opinsights_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_ods_opinsights_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.ods.opinsights.azure.com'
  location: 'global'
}

resource zone_ods_opinsights_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_ods_opinsights_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_ods_opinsights_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_ods_opinsights_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_agentsvc_azure_automation_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.agentsvc.azure-automation.net'
  location: 'global'
}

resource zone_agentsvc_azure_automation_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_agentsvc_azure_automation_net
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_agentsvc_azure_automation_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_agentsvc_azure_automation_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_cognitiveservices_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
}

resource zone_cognitiveservices_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_cognitiveservices_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_cognitiveservices_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_cognitiveservices_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_openai_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
}

resource zone_openai_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_openai_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_openai_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_openai_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_services_ai_azure_com 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
}

resource zone_services_ai_azure_comLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_services_ai_azure_com
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_services_ai_azure_comHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_services_ai_azure_com
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_westeurope_kusto_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.westeurope.kusto.windows.net'
  location: 'global'
}

resource zone_westeurope_kusto_windows_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_westeurope_kusto_windows_net
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_westeurope_kusto_windows_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_westeurope_kusto_windows_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_queue_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.queue.core.windows.net'
  location: 'global'
}

resource zone_queue_core_windows_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_queue_core_windows_net
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_queue_core_windows_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_queue_core_windows_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource zone_table_core_windows_net 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  // Written out: a name from environment() would be known to nobody before the deployment.
  #disable-next-line no-hardcoded-env-urls
  name: 'privatelink.table.core.windows.net'
  location: 'global'
}

resource zone_table_core_windows_netLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_table_core_windows_net
  name: 'vnet-prod-neu'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

// For the DNS servers that the network asks.
resource zone_table_core_windows_netHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone_table_core_windows_net
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}

resource apiZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'private.northeurope.azmk8s.io'
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

// For the DNS servers that the network asks.
resource apiZoneHubLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: apiZone
  name: 'hub'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  }
}
