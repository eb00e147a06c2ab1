// What every cluster's platform has beside what is rendered.

param workspaceName string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// Auditors ask for a year of what tenants' pods wrote; every other table stays as the workspace is.
resource podLogs 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = {
  parent: workspace
  name: 'ContainerLogV2'
  properties: {
    totalRetentionInDays: 365
  }
}
