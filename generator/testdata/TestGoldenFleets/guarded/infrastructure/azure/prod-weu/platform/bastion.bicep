// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('AzureBastionSubnet.')
param bastionSubnetId string
@description('Workspace that keeps the logs.')
param workspaceId string

resource bastionAddress 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: 'pip-prod-weu-bastion'
  location: 'westeurope'
  sku: {
    name: 'Standard'
  }
  zones: ['1', '2', '3']
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource bastion 'Microsoft.Network/bastionHosts@2025-01-01' = {
  name: 'bas-prod-weu'
  location: 'westeurope'
  sku: {
    name: 'Standard'
  }
  properties: {
    enableTunneling: true // ssh and kubectl from an administrator's own machine
    ipConfigurations: [
      {
        name: 'bastion'
        properties: {
          subnet: {
            id: bastionSubnetId
          }
          publicIPAddress: {
            id: bastionAddress.id
          }
        }
      }
    ]
  }
}

resource bastionDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: bastion
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'BastionAuditLogs'
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
