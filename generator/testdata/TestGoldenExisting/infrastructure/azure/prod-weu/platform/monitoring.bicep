// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// The workspace belongs to others. It must be in this region, as the rules are that write to it.

// Where agents send, and ask what to collect.
resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: 'dce-prod-weu'
  location: 'westeurope'
  kind: 'Linux'
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Enabled'
    }
  }
}

// What Container insights collects; the cluster's stack associates it.
resource insights 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'MSCI-prod-weu'
  location: 'westeurope'
  kind: 'Linux'
  properties: {
    dataSources: {
      extensions: [
        {
          name: 'ContainerInsightsExtension'
          extensionName: 'ContainerInsights'
          streams: ['Microsoft-ContainerLogV2', 'Microsoft-KubeEvents', 'Microsoft-KubePodInventory'] // numbers are Prometheus'
          extensionSettings: {
            dataCollectionSettings: {
              interval: '1m'
              namespaceFilteringMode: 'Off'
              enableContainerLogV2: true
            }
          }
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-logs-weu/providers/Microsoft.OperationalInsights/workspaces/log-weu'
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-ContainerLogV2', 'Microsoft-KubeEvents', 'Microsoft-KubePodInventory']
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

output workspaceId string = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-logs-weu/providers/Microsoft.OperationalInsights/workspaces/log-weu'
output collectionEndpointId string = endpoint.id
