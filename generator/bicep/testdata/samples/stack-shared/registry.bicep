@description('Regions with a replica, beside that of the registry itself.')
@minLength(1)
param replicas string[]

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'acmefleet'
  location: resourceGroup().location
  sku: {
    name: 'Premium'
  }
  tags: {
    replicas: join(replicas, ' ')
  }
  properties: {
    adminUserEnabled: false
    zoneRedundancy: 'Enabled'
    publicNetworkAccess: 'Disabled'
  }

  resource weu 'replications' = {
    name: 'westeurope'
    location: 'westeurope'
    properties: {
      zoneRedundancy: 'Enabled'
    }
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-acme-shared'
  location: resourceGroup().location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: registry
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output id string = registry.id
output loginServer string = registry.properties.loginServer
