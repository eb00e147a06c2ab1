// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// A small workspace for what is shared: a cluster's own logs stay in its region.
resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-acme-shared'
  location: 'swedencentral'
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 90
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

// Whom every cluster's alerts reach.
resource contact 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-acme'
  location: 'Global'
  properties: {
    groupShortName: 'fleet'
    enabled: true
    emailReceivers: [
      {
        name: 'contact'
        emailAddress: 'platform@acme.example'
        useCommonAlertSchema: true
      }
    ]
  }
}

output workspaceId string = workspace.id
