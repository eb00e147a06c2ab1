// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Object id of the backup vault\'s own identity.')
param vaultPrincipalId string

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
}

resource vault 'Microsoft.DataProtection/backupVaults@2024-04-01' existing = {
  name: 'bvault-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource extension 'Microsoft.KubernetesConfiguration/extensions@2024-11-01' = {
  name: 'azure-aks-backup'
  scope: cluster
  properties: {
    extensionType: 'microsoft.dataprotection.kubernetes'
    autoUpgradeMinorVersion: true
    releaseTrain: 'stable'
    scope: {
      cluster: {
        releaseNamespace: 'dataprotection-microsoft'
      }
    }
    configurationSettings: {
      'configuration.backupStorageLocation.bucket': 'aks-backup'
      'configuration.backupStorageLocation.config.resourceGroup': 'rg-acme-prod-weu'
      'configuration.backupStorageLocation.config.storageAccount': 'stprodweutpcrm3'
      'configuration.backupStorageLocation.config.subscriptionId': '22222222-2222-4222-8222-222222222222'
      'credentials.tenantId': '11111111-1111-4111-8111-111111111111'
    }
  }
}

// The vault asks the API server, private or not.
resource trust 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings@2026-01-01' = {
  parent: cluster
  name: 'backup-vault'
  properties: {
    sourceResourceId: vault.id
    roles: [
      'Microsoft.DataProtection/backupVaults/backup-operator'
    ]
  }
}

// Reader: what there is to back up
resource vaultReadsCluster 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(cluster.id, vaultPrincipalId, 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  scope: cluster
  properties: {
    principalId: vaultPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
  }
}

output extensionPrincipalId string = extension.properties.aksAssignedIdentity.principalId
