// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: 'amw-edge-eus2'
  location: 'eastus2'
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: 'dce-edge-eus2'
  location: 'eastus2'
  kind: 'Linux'
  properties: {
    networkAcls: {
      publicNetworkAccess: 'Enabled'
    }
  }
}

// What managed Prometheus collects; the cluster's stack associates it.
resource prometheus 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'MSProm-edge-eus2'
  location: 'eastus2'
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'prometheus'
          streams: [
            'Microsoft-PrometheusMetrics'
          ]
          labelIncludeFilter: {}
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'metrics'
          accountResourceId: metrics.id
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          'Microsoft-PrometheusMetrics'
        ]
        destinations: [
          'metrics'
        ]
      }
    ]
  }
}

resource grafana 'Microsoft.Dashboard/grafana@2024-10-01' = {
  name: 'graf-edge-eus2-wq3r4g'
  location: 'eastus2'
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    deterministicOutboundIP: 'Disabled'
    publicNetworkAccess: 'Enabled' // people sign in with Entra ID
    zoneRedundancy: 'Enabled'
    grafanaIntegrations: {
      azureMonitorWorkspaceIntegrations: [
        {
          azureMonitorWorkspaceResourceId: metrics.id
        }
      ]
    }
  }
}

output grafanaPrincipalId string = grafana.identity.principalId
