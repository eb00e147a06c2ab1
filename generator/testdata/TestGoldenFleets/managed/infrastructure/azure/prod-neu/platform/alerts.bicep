// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

resource contact 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-acme'
  scope: resourceGroup('rg-acme-shared')
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'kv-prod-neu-jshzvf'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stprodneu6tbyaw'
}

resource nat 'Microsoft.Network/natGateways@2025-05-01' existing = {
  name: 'nat-prod-neu'
}

resource vaultAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-prod-neu-vault-availability'
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
  name: 'alert-prod-neu-vault-saturation'
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
  name: 'alert-prod-neu-storage-availability'
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
  name: 'alert-prod-neu-nat-availability'
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
  name: 'alert-prod-neu-nat-ports'
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
