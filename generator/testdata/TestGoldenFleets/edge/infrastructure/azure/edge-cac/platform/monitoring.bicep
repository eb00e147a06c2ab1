// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-edge-cac'
  location: 'canadacentral'
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

// What Container insights collects; the cluster's stack associates it.
resource insights 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'MSCI-edge-cac'
  location: 'canadacentral'
  kind: 'Linux'
  properties: {
    dataSources: {
      extensions: [
        {
          name: 'ContainerInsightsExtension'
          extensionName: 'ContainerInsights'
          streams: [
            'Microsoft-ContainerInsights-Group-Default'
          ]
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
          workspaceResourceId: workspace.id
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          'Microsoft-ContainerInsights-Group-Default'
        ]
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

output workspaceId string = workspace.id
