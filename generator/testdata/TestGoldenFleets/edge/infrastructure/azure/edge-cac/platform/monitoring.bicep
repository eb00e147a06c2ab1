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
      disableLocalAuth: true // agents sign in with their identities, and nobody with a key
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled' // people read in the portal, signed in with Entra ID
  }
}

// Where agents send, and ask what to collect.
resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: 'dce-edge-cac'
  location: 'canadacentral'
  kind: 'Linux'
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Enabled'
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
          workspaceResourceId: workspace.id
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

output workspaceId string = workspace.id
output collectionEndpointId string = endpoint.id
