// What lives as long as the fleet.
targetScope = 'subscription'

@description('First day of the month in which the budget begins.')
param budgetStart string

resource shared 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-acme-shared'
  location: 'swedencentral'
  tags: {
    fleet: 'acme'
  }
}

module registry 'registry.bicep' = {
  name: 'shared-registry'
  scope: shared
  params: {
    replicas: [
      'westeurope'
      'northeurope'
    ]
  }
}

resource defender 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: 'Standard'
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'acme'
  properties: {
    amount: 5000
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      'Actual_GreaterThan_80_Percent': {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        contactEmails: [
          'platform@acme.example'
        ]
      }
    }
  }
}

resource allowedImages 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'allowed-images'
  properties: {
    displayName: 'Only images of the fleet'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'febd0533-8e55-448f-b837-bd0e06f16469')
    parameters: {
      effect: {
        value: 'deny'
      }
      allowedContainerImagesRegex: {
        value: '^acmefleet\\.azurecr\\.io/.+$'
      }
    }
  }
}

output registry object = {
  id: registry.outputs.id
  loginServer: registry.outputs.loginServer
}
