// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// A task learns at its first run what its image begins with, and is started by itself from then on:
//   az acr task run --registry acmefleet --name <task>
@description('The registry\'s region, in which its tasks run.')
param location string
@secure()
@description('Token that reads the Git repositories that are not public.')
param gitToken string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
}

resource agents 'Microsoft.ContainerRegistry/registries/agentPools@2025-03-01-preview' = {
  parent: registry
  name: 'tasks'
  location: location
  properties: {
    count: 1
    os: 'Linux'
    tier: 'S1'
    virtualNetworkSubnetResourceId: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/agents'
  }
}

resource task_base_dotnet 'Microsoft.ContainerRegistry/registries/tasks@2025-03-01-preview' = {
  parent: registry
  name: 'base-dotnet'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    status: 'Enabled'
    platform: {
      os: 'Linux'
      architecture: 'amd64'
    }
    agentPoolName: agents.name
    timeout: 3600
    credentials: {
      sourceRegistry: {
        identity: '[system]' // its own: network rules are passed by it, and repositories' permissions given to it
      }
    }
    step: {
      type: 'Docker'
      contextPath: 'https://github.com/acme/images#main:dotnet'
      contextAccessToken: gitToken
      dockerFilePath: 'Dockerfile'
      imageNames: [
        'base/dotnet:stable'
      ]
      isPushEnabled: true
    }
    trigger: {
      baseImageTrigger: {
        name: 'base-image'
        baseImageTriggerType: 'Runtime'
        updateTriggerPayloadType: 'Default'
        status: 'Enabled'
      }
    }
  }
}

resource task_base_go 'Microsoft.ContainerRegistry/registries/tasks@2025-03-01-preview' = {
  parent: registry
  name: 'base-go'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    status: 'Enabled'
    platform: {
      os: 'Linux'
      architecture: 'amd64'
    }
    agentPoolName: agents.name
    timeout: 3600
    credentials: {
      sourceRegistry: {
        identity: '[system]' // its own: network rules are passed by it, and repositories' permissions given to it
      }
    }
    step: {
      type: 'Docker'
      contextPath: 'https://github.com/acme/images'
      dockerFilePath: 'go/Dockerfile'
      imageNames: [
        'base/go:stable'
      ]
      isPushEnabled: true
    }
    trigger: {
      baseImageTrigger: {
        name: 'base-image'
        baseImageTriggerType: 'Runtime'
        updateTriggerPayloadType: 'Default'
        status: 'Enabled'
      }
    }
  }
}

output task_base_dotnetPrincipalId string = task_base_dotnet.identity.principalId
output task_base_goPrincipalId string = task_base_go.identity.principalId
