// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Lives as long as the fleet: nothing here is in a cluster's region, so that a lost region takes none of it.
targetScope = 'subscription'

@secure()
@description('Token that reads the Git repositories that the registry\'s tasks build from.')
param gitToken string

resource sharedGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-shared'
  location: 'swedencentral'
  tags: {
    fleet: 'acme'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'shared-monitoring'
  scope: sharedGroup
}

module registry 'registry.bicep' = {
  name: 'shared-registry'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-images')
}

module cache_docker_hub_access 'cache-access.bicep' = {
  name: 'shared-cache-docker-hub'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-images')
  params: {
    vaultName: 'kv-images'
    userEntry: 'docker-hub-user'
    tokenEntry: 'docker-hub-token'
    principalId: registry.outputs.cache_docker_hubPrincipalId
  }
}

module tasks 'tasks.bicep' = {
  name: 'shared-tasks'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-images')
  params: {
    location: registry.outputs.location
    gitToken: gitToken
  }
}

module task_base_dotnet_access 'task-access.bicep' = {
  name: 'shared-task-base-dotnet'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-images')
  params: {
    principalId: tasks.outputs.task_base_dotnetPrincipalId
  }
}

module task_base_go_access 'task-access.bicep' = {
  name: 'shared-task-base-go'
  scope: resourceGroup('99999999-9999-4999-8999-999999999999', 'rg-images')
  params: {
    principalId: tasks.outputs.task_base_goPrincipalId
  }
}

module policies 'policies.bicep' = {
  name: 'shared-policies'
  scope: subscription()
}
