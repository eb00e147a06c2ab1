// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Client id as which Flux signs in to the registry and to Azure Repos.')
param fluxClientId string
@description('Values that only Azure knows.')
param values object

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
}

resource flux 'Microsoft.KubernetesConfiguration/extensions@2024-11-01' = {
  name: 'flux'
  scope: cluster
  properties: {
    extensionType: 'microsoft.flux'
    autoUpgradeMinorVersion: true
    releaseTrain: 'Stable'
    scope: {
      cluster: {
        releaseNamespace: 'flux-system'
      }
    }
    configurationSettings: {
      'helm-controller.enabled': 'true'
      'image-automation-controller.enabled': 'false'
      'image-reflector-controller.enabled': 'false'
      'kustomize-controller.enabled': 'true'
      'multiTenancy.enforce': 'true'
      'notification-controller.enabled': 'true'
      'source-controller.enabled': 'true'
      'workloadIdentity.azureClientId': fluxClientId
      'workloadIdentity.azureTenantId': '11111111-1111-4111-8111-111111111111'
      'workloadIdentity.enable': 'true'
    }
  }
}

// The source and the root; everything else is what the root holds.
resource fleet 'Microsoft.KubernetesConfiguration/fluxConfigurations@2025-04-01' = {
  name: 'fleet'
  scope: cluster
  properties: {
    scope: 'cluster'
    namespace: 'flux-system'
    sourceKind: 'GitRepository'
    gitRepository: {
      url: 'https://dev.azure.com/acme/platform/_git/fleet'
      provider: 'Azure' // signs in as Flux's identity: no secret to keep
      repositoryRef: {
        branch: 'main'
      }
      syncIntervalInSeconds: 60
      timeoutInSeconds: 60
    }
    kustomizations: {
      flux: {
        path: './clusters/prod-weu/flux'
        prune: true
        wait: false // Ready means applied: a tenant that cannot start holds up nobody
        syncIntervalInSeconds: 600
        retryIntervalInSeconds: 60
        timeoutInSeconds: 300
      }
      'azure-outputs': {
        path: './clusters/prod-weu/azure-outputs/platform'
        prune: true
        wait: false
        syncIntervalInSeconds: 600
        retryIntervalInSeconds: 60
        timeoutInSeconds: 300
        postBuild: {
          substitute: {
            azure_outputs: string(values)
          }
        }
      }
    }
  }
  dependsOn: [
    flux
  ]
}
