// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Object id of the backup extension\'s own identity; Azure gives it.')
param extensionPrincipalId string

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stprodweutpcrm3'
}

resource vault 'Microsoft.DataProtection/backupVaults@2024-04-01' existing = {
  name: 'bvault-prod-weu'
}

resource policy 'Microsoft.DataProtection/backupVaults/backupPolicies@2024-04-01' existing = {
  parent: vault
  name: 'daily'
}

// Storage Blob Data Contributor: objects of Kubernetes
resource extensionWrites 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, extensionPrincipalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  scope: account
  properties: {
    principalId: extensionPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

resource instance 'Microsoft.DataProtection/backupVaults/backupInstances@2024-04-01' = {
  parent: vault
  name: 'aks-prod-weu'
  properties: {
    objectType: 'BackupInstance'
    friendlyName: 'aks-prod-weu'
    dataSourceInfo: {
      objectType: 'Datasource'
      datasourceType: 'Microsoft.ContainerService/managedClusters'
      resourceID: cluster.id
      resourceName: 'aks-prod-weu'
      resourceLocation: 'westeurope'
      resourceType: 'Microsoft.ContainerService/managedClusters'
      resourceUri: cluster.id
    }
    dataSourceSetInfo: {
      objectType: 'DatasourceSet'
      datasourceType: 'Microsoft.ContainerService/managedClusters'
      resourceID: cluster.id
      resourceName: 'aks-prod-weu'
      resourceLocation: 'westeurope'
      resourceType: 'Microsoft.ContainerService/managedClusters'
      resourceUri: cluster.id
    }
    policyInfo: {
      policyId: policy.id
      policyParameters: {
        dataStoreParametersList: [
          {
            objectType: 'AzureOperationalStoreParameters'
            dataStoreType: 'OperationalStore'
            resourceGroupId: subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg-acme-prod-weu-backup')
          }
        ]
        backupDatasourceParametersList: [
          {
            objectType: 'KubernetesClusterBackupDatasourceParameters'
            snapshotVolumes: true
            includeClusterScopeResources: true
            excludedNamespaces: ['kube-system', 'gatekeeper-system', 'azure-arc', 'azure-extensions-usage-system', 'flux-system', 'azure-alb-system', 'cert-manager', 'calico-system', 'tigera-operator', 'aks-istio-system', 'aks-istio-ingress', 'dapr-system', 'dataprotection-microsoft'] // Git brings these back
          }
        ]
      }
    }
  }
  dependsOn: [
    extensionWrites
  ]
}
