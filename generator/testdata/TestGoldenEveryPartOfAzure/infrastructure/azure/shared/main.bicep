// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Lives as long as the fleet: nothing here is in a cluster's region, so that a lost region takes none of it.
targetScope = 'subscription'

@description('First day of a month, not before the current one when the budget is made. Azure never changes it afterwards.')
param budgetStart string

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

module dns 'dns.bicep' = {
  name: 'shared-dns'
  scope: sharedGroup
}

module registry 'registry.bicep' = {
  name: 'shared-registry'
  scope: sharedGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module tasks 'tasks.bicep' = {
  name: 'shared-tasks'
  scope: sharedGroup
  params: {
    location: registry.outputs.location
  }
}

module task_base_go_access 'task-access.bicep' = {
  name: 'shared-task-base-go'
  scope: sharedGroup
  params: {
    principalId: tasks.outputs.task_base_goPrincipalId
  }
}

module ddos 'ddos.bicep' = {
  name: 'shared-ddos'
  scope: sharedGroup
}

module policies 'policies.bicep' = {
  name: 'shared-policies'
  scope: subscription()
}

// One after another: the service refuses plans that are changed at once.
resource defendContainers 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: 'Standard'
  }
}

resource defendVaults 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'KeyVaults'
  properties: {
    pricingTier: 'Standard'
    subPlan: 'PerKeyVault'
  }
  dependsOn: [
    defendContainers
  ]
}

resource defendStorage 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'StorageAccounts'
  properties: {
    pricingTier: 'Standard'
    subPlan: 'DefenderForStorageV2'
  }
  dependsOn: [
    defendVaults
  ]
}

resource defendManager 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Arm'
  properties: {
    pricingTier: 'Standard'
    subPlan: 'PerSubscription'
  }
  dependsOn: [
    defendStorage
  ]
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'budget-acme'
  properties: {
    category: 'Cost'
    amount: 9000
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      nearlySpent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [
          'platform@acme.example'
        ]
      }
      willBeSpent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [
          'platform@acme.example'
        ]
      }
    }
  }
}
