// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// The registry belongs to others, who also replicate it to the clusters' regions: northeurope westeurope.
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

// What the platform runs is kept here: a cluster is rebuilt while its source is away.
resource cache_0 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'alb-controller'
  properties: {
    sourceRepository: 'mcr.microsoft.com/application-lb/*'
    targetRepository: 'application-lb/*'
  }
}

// What the platform runs is kept here: a cluster is rebuilt while its source is away.
resource cache_1 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'cert-manager'
  properties: {
    sourceRepository: 'quay.io/jetstack/*'
    targetRepository: 'jetstack/*'
  }
}
