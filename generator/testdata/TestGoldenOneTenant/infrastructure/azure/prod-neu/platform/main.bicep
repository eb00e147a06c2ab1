// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Lives as long as the region: a cluster that is rebuilt finds its network, names, identities and frontends again.
targetScope = 'subscription'

@allowed([
  'default'
  'recover'
])
@description('recover, where a vault of this name was deleted and Azure still keeps it.')
param vaultCreateMode string

@description('Who signs in to the jumpbox.')
param adminUsername string

@description('The public half of the key that signs in to the jumpbox.')
param sshPublicKey string

resource platformGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-acme-prod-neu'
  location: 'northeurope'
  tags: {
    fleet: 'acme'
    cluster: 'prod-neu'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'prod-neu-platform-monitoring'
  scope: platformGroup
}

module metrics 'metrics.bicep' = {
  name: 'prod-neu-platform-metrics'
  scope: platformGroup
  params: {
    collectionEndpointId: monitoring.outputs.collectionEndpointId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module recordings 'recordings.bicep' = {
  name: 'prod-neu-platform-recordings'
  scope: platformGroup
  dependsOn: [
    metrics
  ]
}

module alerts 'alerts.bicep' = {
  name: 'prod-neu-platform-alerts'
  scope: platformGroup
  dependsOn: [
    gateways
    network
    storage
    vault
  ]
}

module identities 'identities.bicep' = {
  name: 'prod-neu-platform-identities'
  scope: platformGroup
}

module network 'network.bicep' = {
  name: 'prod-neu-platform-network'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module dns 'dns.bicep' = {
  name: 'prod-neu-platform-dns'
  scope: platformGroup
  params: {
    networkId: network.outputs.networkId
  }
}

module vault 'vault.bicep' = {
  name: 'prod-neu-platform-vault'
  scope: platformGroup
  params: {
    createMode: vaultCreateMode
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  name: 'prod-neu-platform-storage'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'endpoints.bicep' = {
  name: 'prod-neu-platform-endpoints'
  scope: platformGroup
  params: {
    subnetId: network.outputs.vmSubnetId
    vaultId: vault.outputs.vaultId
    storageId: storage.outputs.storageId
    monitorScopeId: monitoring.outputs.monitorScopeId
  }
  dependsOn: [
    dns
  ]
}

module gateways 'gateways.bicep' = {
  name: 'prod-neu-platform-gateways'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    network
  ]
}

module access 'access.bicep' = {
  name: 'prod-neu-platform-access'
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
  name: 'prod-neu-platform-network-access'
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
  name: 'prod-neu-platform-registry-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    kubeletPrincipalId: identities.outputs.kubeletIdentityPrincipalId
    fluxPrincipalId: identities.outputs.fluxIdentityPrincipalId
  }
}

module zoneAccess 'zone-access.bicep' = {
  name: 'prod-neu-platform-zone-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    certManagerPrincipalId: identities.outputs.certManagerIdentityPrincipalId
  }
}

module jumpbox 'jumpbox.bicep' = {
  name: 'prod-neu-platform-jumpbox'
  scope: platformGroup
  params: {
    adminUsername: adminUsername
    sshPublicKey: sshPublicKey
    vmSubnetId: network.outputs.vmSubnetId
    storageUri: storage.outputs.blobUri
  }
}

module jumpboxLogs 'jumpbox-logs.bicep' = {
  name: 'prod-neu-platform-jumpbox-logs'
  scope: platformGroup
  params: {
    machineName: jumpbox.outputs.machineName
    workspaceId: monitoring.outputs.workspaceId
    collectionEndpointId: monitoring.outputs.collectionEndpointId
  }
}

module bastion 'bastion.bicep' = {
  name: 'prod-neu-platform-bastion'
  scope: platformGroup
  params: {
    bastionSubnetId: network.outputs.bastionSubnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}
