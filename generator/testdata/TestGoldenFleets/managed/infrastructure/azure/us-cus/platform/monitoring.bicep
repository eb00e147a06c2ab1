// Rendered by Tenantry from clusters/us-cus.yaml: change that file, not this one.

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-us-cus'
  location: 'centralus'
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      disableLocalAuth: true // agents sign in with their identities, and nobody with a key
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    publicNetworkAccessForIngestion: 'Disabled' // what Azure's resources write of themselves arrives all the same
    publicNetworkAccessForQuery: 'Enabled' // people read in the portal, signed in with Entra ID
  }
}

// Where agents send, and ask what to collect.
resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: 'dce-us-cus'
  location: 'centralus'
  kind: 'Linux'
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Disabled'
    }
  }
}

// Everything in this network that asks for Azure Monitor is led here, so what is not in the scope takes nothing from it.
resource scope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = {
  name: 'ampls-us-cus'
  location: 'global'
  properties: {
    accessModeSettings: {
      ingestionAccessMode: 'PrivateOnly'
      queryAccessMode: 'Open'
    }
  }
}

resource workspaceInScope 'Microsoft.Insights/privateLinkScopes/scopedResources@2021-09-01' = {
  parent: scope
  name: 'workspace'
  properties: {
    linkedResourceId: workspace.id
  }
}

resource endpointInScope 'Microsoft.Insights/privateLinkScopes/scopedResources@2021-09-01' = {
  parent: scope
  name: 'collection-endpoint'
  properties: {
    linkedResourceId: endpoint.id
  }
  dependsOn: [
    workspaceInScope // a scope takes one change at a time
  ]
}

// What Container insights collects; the cluster's stack associates it.
resource insights 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'MSCI-us-cus'
  location: 'centralus'
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
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
output monitorScopeId string = scope.id
