// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// The registry belongs to others, who also replicate it to the clusters' regions: northeurope westeurope.
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

// Kept here: a cluster is rebuilt while the source is away.
resource cache_alb_controller 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'alb-controller'
  properties: {
    sourceRepository: 'mcr.microsoft.com/application-lb/*'
    targetRepository: 'application-lb/*'
  }
}

// Kept here: a cluster is rebuilt while the source is away.
resource cache_cert_manager 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'cert-manager'
  properties: {
    sourceRepository: 'quay.io/jetstack/*'
    targetRepository: 'jetstack/*'
  }
}

resource cache_docker_hub_credentials 'Microsoft.ContainerRegistry/registries/credentialSets@2025-11-01' = {
  parent: registry
  name: 'docker-hub'
  identity: {
    type: 'SystemAssigned' // reads the two secrets
  }
  properties: {
    loginServer: 'docker.io'
    authCredentials: [
      {
        name: 'Credential1'
        // Written out: a name from environment() would be known to nobody before the deployment.
        #disable-next-line no-hardcoded-env-urls
        usernameSecretIdentifier: 'https://kv-images.vault.azure.net/secrets/docker-hub-user'
        #disable-next-line no-hardcoded-env-urls
        passwordSecretIdentifier: 'https://kv-images.vault.azure.net/secrets/docker-hub-token'
      }
    ]
  }
}

// Kept here: a cluster is rebuilt while the source is away.
resource cache_docker_hub 'Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01' = {
  parent: registry
  name: 'docker-hub'
  properties: {
    credentialSetResourceId: cache_docker_hub_credentials.id
    sourceRepository: 'docker.io/library/*'
    targetRepository: 'docker-hub/*'
  }
}

output location string = registry.location

output cache_docker_hubPrincipalId string = cache_docker_hub_credentials.identity.principalId
