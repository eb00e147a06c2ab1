// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu')
}

resource contact 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-acme'
  scope: resourceGroup('rg-acme-shared')
}

// AKS's own weekly releases
resource releaseWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-01-01' = {
  parent: cluster
  name: 'default'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '01:00'
      utcOffset: '+00:00'
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
    }
  }
}

// the cluster's version
resource upgradeWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-01-01' = {
  parent: cluster
  name: 'aksManagedAutoUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '01:00'
      utcOffset: '+00:00'
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
    }
  }
}

// the nodes' operating system
resource nodeWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-01-01' = {
  parent: cluster
  name: 'aksManagedNodeOSUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '05:00'
      utcOffset: '+00:00'
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
    }
  }
}

// Reads of the API server are left out: kube-audit-admin holds what changes something, at a tenth of the volume.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: cluster
  properties: {
    workspaceId: workspace.id
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'kube-apiserver'
        enabled: true
      }
      {
        category: 'kube-audit-admin'
        enabled: true
      }
      {
        category: 'kube-controller-manager'
        enabled: true
      }
      {
        category: 'kube-scheduler'
        enabled: true
      }
      {
        category: 'cluster-autoscaler'
        enabled: true
      }
      {
        category: 'cloud-controller-manager'
        enabled: true
      }
      {
        category: 'guard'
        enabled: true
      }
      {
        category: 'csi-azuredisk-controller'
        enabled: true
      }
      {
        category: 'csi-azurefile-controller'
        enabled: true
      }
      {
        category: 'csi-snapshot-controller'
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

resource insightsRule 'Microsoft.Insights/dataCollectionRules@2024-03-11' existing = {
  name: 'MSCI-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu')
}

// logs of nodes and pods
resource insights 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'ContainerInsightsExtension'
  scope: cluster
  properties: {
    dataCollectionRuleId: insightsRule.id
  }
}

resource prometheusRule 'Microsoft.Insights/dataCollectionRules@2024-03-11' existing = {
  name: 'MSProm-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu')
}

// metrics
resource prometheus 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'ContainerInsightsMetricsExtension'
  scope: cluster
  properties: {
    dataCollectionRuleId: prometheusRule.id
  }
}

resource collectionEndpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' existing = {
  name: 'dce-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu')
}

// Agents ask here what to collect; their public address is not reachable once the scope answers to its name.
resource configuration 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'configurationAccessEndpoint' // the name is Azure's
  scope: cluster
  properties: {
    dataCollectionEndpointId: collectionEndpoint.id
  }
}

resource cpuAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-cpu'
  location: 'global'
  properties: {
    description: 'Nodes have little processor time left'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      cluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ContainerService/managedClusters'
          metricName: 'node_cpu_usage_percentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 90
        }
      ]
    }
    actions: [
      {
        actionGroupId: contact.id
      }
    ]
  }
}

resource memoryAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-memory'
  location: 'global'
  properties: {
    description: 'Nodes have little memory left'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      cluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ContainerService/managedClusters'
          metricName: 'node_memory_working_set_percentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 90
        }
      ]
    }
    actions: [
      {
        actionGroupId: contact.id
      }
    ]
  }
}

resource diskAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-disk'
  location: 'global'
  properties: {
    description: 'Nodes have little disk left'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      cluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ContainerService/managedClusters'
          metricName: 'node_disk_usage_percentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 85
        }
      ]
    }
    actions: [
      {
        actionGroupId: contact.id
      }
    ]
  }
}

resource apiServerAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-api-server'
  location: 'global'
  properties: {
    description: 'The API server has little processor time left'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      cluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ContainerService/managedClusters'
          metricName: 'apiserver_cpu_usage_percentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 85
        }
      ]
    }
    actions: [
      {
        actionGroupId: contact.id
      }
    ]
  }
}

resource pendingAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-pending'
  location: 'global'
  properties: {
    description: 'Pods find no node, and none is added'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      cluster.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ContainerService/managedClusters'
          metricName: 'cluster_autoscaler_unschedulable_pods_count'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: contact.id
      }
    ]
  }
}
