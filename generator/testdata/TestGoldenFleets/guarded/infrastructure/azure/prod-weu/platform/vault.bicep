// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Workspace that keeps the vault\'s logs.')
param workspaceId string
@description('default, or recover.')
param createMode string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-prod-weu-uibzkn'
  location: 'westeurope'
  properties: {
    createMode: createMode
    tenantId: '11111111-1111-4111-8111-111111111111'
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true // cannot be taken back
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
      {
        category: 'AzurePolicyEvaluationDetails'
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

output vaultId string = vault.id
