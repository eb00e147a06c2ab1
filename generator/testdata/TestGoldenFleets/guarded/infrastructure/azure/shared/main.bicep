// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Lives as long as the fleet: nothing here is in a cluster's region, so that a lost region takes none of it.
targetScope = 'subscription'

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

module policies 'policies.bicep' = {
  name: 'shared-policies'
  scope: subscription()
}
