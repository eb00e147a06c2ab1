// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// Lives as long as the region: a cluster that is rebuilt finds its network, names, identities and frontends again.
//
// The hub belongs to others, who add their half of the peering to
//   /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub
// It leads to
//   /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/providers/Microsoft.Network/virtualNetworks/vnet-prod-weu
// and allows forwarded traffic.
targetScope = 'subscription'

@allowed([
  'default'
  'recover'
])
@description('recover, where a vault of this name was deleted and Azure still keeps it.')
param vaultCreateMode string

resource platformGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-prod-weu'
  location: 'westeurope'
  tags: {
    fleet: 'acme'
    cluster: 'prod-weu'
  }
}

// Disk snapshots; Azure wants them in a group that the cluster may write to.
resource snapshotGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-prod-weu-backup'
  location: 'westeurope'
}

module backup 'backup.bicep' = {
  name: 'prod-weu-platform-backup'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    storage
  ]
}

module snapshotsAccess 'snapshots-access.bicep' = {
  name: 'prod-weu-platform-snapshots-access'
  scope: snapshotGroup
  params: {
    clusterPrincipalId: identities.outputs.clusterIdentityPrincipalId
    vaultPrincipalId: backup.outputs.vaultPrincipalId
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'prod-weu-platform-monitoring'
  scope: platformGroup
}

module metrics 'metrics.bicep' = {
  name: 'prod-weu-platform-metrics'
  scope: platformGroup
  params: {
    collectionEndpointId: monitoring.outputs.collectionEndpointId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module recordings 'recordings.bicep' = {
  name: 'prod-weu-platform-recordings'
  scope: platformGroup
  dependsOn: [
    metrics
  ]
}

module alerts 'alerts.bicep' = {
  name: 'prod-weu-platform-alerts'
  scope: platformGroup
  dependsOn: [
    gateways
    network
    storage
    vault
  ]
}

module identities 'identities.bicep' = {
  name: 'prod-weu-platform-identities'
  scope: platformGroup
}

module network 'network.bicep' = {
  name: 'prod-weu-platform-network'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module peering 'peering.bicep' = {
  name: 'prod-weu-platform-peering'
  scope: platformGroup
  dependsOn: [
    network
  ]
}

module dns 'dns.bicep' = {
  name: 'prod-weu-platform-dns'
  scope: platformGroup
  params: {
    networkId: network.outputs.networkId
  }
}

module vault 'vault.bicep' = {
  name: 'prod-weu-platform-vault'
  scope: platformGroup
  params: {
    createMode: vaultCreateMode
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  name: 'prod-weu-platform-storage'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'endpoints.bicep' = {
  name: 'prod-weu-platform-endpoints'
  scope: platformGroup
  params: {
    subnetId: network.outputs.vmSubnetId
    vaultId: vault.outputs.vaultId
    storageId: storage.outputs.storageId
  }
  dependsOn: [
    dns
  ]
}

module gateways 'gateways.bicep' = {
  name: 'prod-weu-platform-gateways'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    network
  ]
}

module access 'access.bicep' = {
  name: 'prod-weu-platform-access'
  scope: platformGroup
  params: {
    clusterPrincipalId: identities.outputs.clusterIdentityPrincipalId
    albControllerPrincipalId: identities.outputs.albControllerIdentityPrincipalId
    grafanaPrincipalId: metrics.outputs.grafanaPrincipalId
  }
  dependsOn: [
    dns
    gateways
  ]
}

module networkAccess 'network-access.bicep' = {
  name: 'prod-weu-platform-network-access'
  scope: platformGroup
  params: {
    clusterPrincipalId: identities.outputs.clusterIdentityPrincipalId
    albControllerPrincipalId: identities.outputs.albControllerIdentityPrincipalId
  }
  dependsOn: [
    network
  ]
}

module registryAccess 'registry-access.bicep' = {
  name: 'prod-weu-platform-registry-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    kubeletPrincipalId: identities.outputs.kubeletIdentityPrincipalId
    fluxPrincipalId: identities.outputs.fluxIdentityPrincipalId
  }
}

module zoneAccess 'zone-access.bicep' = {
  name: 'prod-weu-platform-zone-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    certManagerPrincipalId: identities.outputs.certManagerIdentityPrincipalId
  }
}
