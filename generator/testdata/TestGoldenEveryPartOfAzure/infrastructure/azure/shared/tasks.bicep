// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// A task learns at its first run what its image begins with, and is started by itself from then on:
//   az acr task run --registry acmefleet --name <task>
@description('The registry\'s region, in which its tasks run.')
param location string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'acmefleet'
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
    agentConfiguration: {
      cpu: 2
    }
    timeout: 3600
    credentials: {
      sourceRegistry: {
        identity: '[system]' // its own: network rules are passed by it, and repositories' permissions given to it
      }
    }
    step: {
      type: 'Docker'
      contextPath: 'https://github.com/acme/images'
      dockerFilePath: 'Dockerfile'
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

output task_base_goPrincipalId string = task_base_go.identity.principalId
