// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

@description('Client ids, by key.')
param values object

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
}

// Its one ConfigMap has one value, a JSON map: a key that is missing is absent, and not empty.
resource outputs 'Microsoft.KubernetesConfiguration/fluxConfigurations@2025-04-01' = {
  name: 'azure-outputs-4'
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
      values: {
        path: './clusters/prod-weu/azure-outputs/tenants-4'
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
}
