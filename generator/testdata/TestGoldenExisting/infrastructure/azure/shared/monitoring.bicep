// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

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

output workspaceId string = '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-central'
