// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('The machine.')
param machineName string
@description('Workspace that keeps the logs.')
param workspaceId string
@description('Where the machine\'s agent asks and sends.')
param collectionEndpointId string

resource machine 'Microsoft.Compute/virtualMachines@2025-11-01' existing = {
  name: machineName
}

resource agent 'Microsoft.Compute/virtualMachines/extensions@2024-11-01' = {
  parent: machine
  name: 'AzureMonitorLinuxAgent'
  location: 'westeurope'
  properties: {
    publisher: 'Microsoft.Azure.Monitor'
    type: 'AzureMonitorLinuxAgent'
    typeHandlerVersion: '1.33'
    autoUpgradeMinorVersion: true
    enableAutomaticUpgrade: true
  }
}

resource syslog 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'syslog-prod-weu'
  location: 'westeurope'
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: collectionEndpointId
    dataSources: {
      syslog: [
        {
          name: 'syslog'
          streams: [
            'Microsoft-Syslog'
          ]
          facilityNames: [
            'auth'
            'authpriv'
            'daemon'
          ]
          logLevels: [
            'Warning'
            'Error'
            'Critical'
            'Alert'
            'Emergency'
          ]
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          'Microsoft-Syslog'
        ]
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

resource syslogOfMachine 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'syslog'
  scope: machine
  properties: {
    dataCollectionRuleId: syslog.id
  }
}

resource configuration 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'configurationAccessEndpoint' // the name is Azure's
  scope: machine
  properties: {
    dataCollectionEndpointId: collectionEndpointId
  }
}
