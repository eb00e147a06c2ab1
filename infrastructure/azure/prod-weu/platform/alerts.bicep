// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

resource contact 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-acme'
  scope: resourceGroup('rg-acme-shared')
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'kv-prod-weu-uibzkn'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stprodweutpcrm3'
}

resource nat 'Microsoft.Network/natGateways@2025-05-01' existing = {
  name: 'nat-prod-weu'
}

resource agc_1 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-weu-1'
}

resource vaultAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-vault-availability'
  location: 'global'
  properties: {
    description: 'The key vault fails requests'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      vault.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.KeyVault/vaults'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
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

resource vaultFullAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-vault-saturation'
  location: 'global'
  properties: {
    description: 'The key vault is near its limit of requests'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      vault.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.KeyVault/vaults'
          metricName: 'SaturationShoebox'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 75
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

resource storageAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-storage-availability'
  location: 'global'
  properties: {
    description: 'The storage account fails requests'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      account.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
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

resource natAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-nat-availability'
  location: 'global'
  properties: {
    description: 'The NAT gateway loses connections: nothing leaves the cluster'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [
      nat.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.Network/natGateways'
          metricName: 'DatapathAvailability'
          timeAggregation: 'Average'
          operator: 'LessThan'
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

resource natPortsAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-nat-ports'
  location: 'global'
  properties: {
    description: 'The NAT gateway has no port left for new connections'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [
      nat.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.Network/natGateways'
          metricName: 'SNATConnectionCount'
          dimensions: [
            {
              name: 'ConnectionState'
              operator: 'Include'
              values: [
                'Failed'
              ]
            }
          ]
          timeAggregation: 'Total'
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

resource agc_1TargetsAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-agc-1-targets'
  location: 'global'
  properties: {
    description: 'A service has no healthy pod behind AGC'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [
      agc_1.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ServiceNetworking/trafficControllers'
          metricName: 'BackendHealthyTargets'
          dimensions: [
            {
              name: 'BackendService'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 1
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

resource agc_1TimeoutsAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-weu-agc-1-timeouts'
  location: 'global'
  properties: {
    description: 'Pods do not answer AGC in time'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [
      agc_1.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'threshold'
          metricNamespace: 'Microsoft.ServiceNetworking/trafficControllers'
          metricName: 'BackendConnectionTimeouts'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 100
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
