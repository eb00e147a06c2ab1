@description('What Flux substitutes: key and value.')
param values object

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' existing = {
  name: 'aks-prod-weu'
}

resource configuration 'Microsoft.KubernetesConfiguration/fluxConfigurations@2024-04-01-preview' = {
  name: 'azure-outputs-3'
  scope: cluster
  properties: {
    scope: 'cluster'
    namespace: 'flux-system'
    sourceKind: 'GitRepository'
    gitRepository: {
      url: 'https://dev.azure.com/acme/platform/_git/fleet'
      repositoryRef: {
        branch: 'main'
      }
    }
    kustomizations: {
      'azure-outputs-3': {
        path: './clusters/prod-weu/azure-outputs/3'
        prune: true
        postBuild: {
          substitute: {
            azure_outputs: string(values)
          }
        }
      }
    }
  }
}
