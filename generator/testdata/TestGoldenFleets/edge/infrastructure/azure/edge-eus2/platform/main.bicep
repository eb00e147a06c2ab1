// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// Lives as long as the region: a cluster that is rebuilt finds its network, names, identities and frontends again.
targetScope = 'subscription'

@allowed([
  'default'
  'recover'
])
@description('recover, where a vault of this name was deleted and Azure still keeps it.')
param vaultCreateMode string

resource platformGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-edge-edge-eus2'
  location: 'eastus2'
  tags: {
    fleet: 'edge'
    cluster: 'edge-eus2'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'edge-eus2-platform-monitoring'
  scope: platformGroup
}

module metrics 'metrics.bicep' = {
  name: 'edge-eus2-platform-metrics'
  scope: platformGroup
  params: {
    collectionEndpointId: monitoring.outputs.collectionEndpointId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module recordings 'recordings.bicep' = {
  name: 'edge-eus2-platform-recordings'
  scope: platformGroup
  dependsOn: [
    metrics
  ]
}

module alerts 'alerts.bicep' = {
  name: 'edge-eus2-platform-alerts'
  scope: platformGroup
  dependsOn: [
    gateways
    network
    storage
    vault
  ]
}

module identities 'identities.bicep' = {
  name: 'edge-eus2-platform-identities'
  scope: platformGroup
}

module network 'network.bicep' = {
  name: 'edge-eus2-platform-network'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module dns 'dns.bicep' = {
  name: 'edge-eus2-platform-dns'
  scope: platformGroup
  params: {
    networkId: network.outputs.networkId
  }
}

module vault 'vault.bicep' = {
  name: 'edge-eus2-platform-vault'
  scope: platformGroup
  params: {
    createMode: vaultCreateMode
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  name: 'edge-eus2-platform-storage'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'endpoints.bicep' = {
  name: 'edge-eus2-platform-endpoints'
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
  name: 'edge-eus2-platform-gateways'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    network
  ]
}

module access 'access.bicep' = {
  name: 'edge-eus2-platform-access'
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
  name: 'edge-eus2-platform-network-access'
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
  name: 'edge-eus2-platform-registry-access'
  scope: resourceGroup('rg-edge-shared')
  params: {
    kubeletPrincipalId: identities.outputs.kubeletIdentityPrincipalId
    fluxPrincipalId: identities.outputs.fluxIdentityPrincipalId
  }
}

module zoneAccess 'zone-access.bicep' = {
  name: 'edge-eus2-platform-zone-access'
  scope: resourceGroup('rg-edge-shared')
  params: {
    certManagerPrincipalId: identities.outputs.certManagerIdentityPrincipalId
  }
}
