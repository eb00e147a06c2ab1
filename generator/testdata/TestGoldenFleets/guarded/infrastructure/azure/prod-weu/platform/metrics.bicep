// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Where the cluster\'s agent sends.')
param collectionEndpointId string
@description('Workspace that keeps Grafana\'s logs.')
param workspaceId string

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: 'amw-prod-weu'
  location: 'westeurope'
}

// What managed Prometheus collects; the cluster's stack associates it.
resource prometheus 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'MSProm-prod-weu'
  location: 'westeurope'
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: collectionEndpointId
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
  name: 'graf-prod-weu-qnhzl7'
  location: 'westeurope'
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    deterministicOutboundIP: 'Disabled'
    publicNetworkAccess: 'Disabled' // people come from the network
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

resource grafanaDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: grafana
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'GrafanaLoginEvents'
        enabled: true
      }
      {
        category: 'GrafanaUsageInsightsEvents'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output grafanaId string = grafana.id
output grafanaPrincipalId string = grafana.identity.principalId
