// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

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
  name: 'rg-acme-us-eus'
  location: 'eastus'
  tags: {
    fleet: 'acme'
    cluster: 'us-eus'
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'us-eus-platform-monitoring'
  scope: platformGroup
}

module metrics 'metrics.bicep' = {
  name: 'us-eus-platform-metrics'
  scope: platformGroup
  params: {
    collectionEndpointId: monitoring.outputs.collectionEndpointId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module recordings 'recordings.bicep' = {
  name: 'us-eus-platform-recordings'
  scope: platformGroup
  dependsOn: [
    metrics
  ]
}

module alerts 'alerts.bicep' = {
  name: 'us-eus-platform-alerts'
  scope: platformGroup
  dependsOn: [
    gateways
    network
    storage
    vault
  ]
}

module identities 'identities.bicep' = {
  name: 'us-eus-platform-identities'
  scope: platformGroup
}

module network 'network.bicep' = {
  name: 'us-eus-platform-network'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module dns 'dns.bicep' = {
  name: 'us-eus-platform-dns'
  scope: platformGroup
  params: {
    networkId: network.outputs.networkId
  }
}

module vault 'vault.bicep' = {
  name: 'us-eus-platform-vault'
  scope: platformGroup
  params: {
    createMode: vaultCreateMode
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  name: 'us-eus-platform-storage'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'endpoints.bicep' = {
  name: 'us-eus-platform-endpoints'
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
  name: 'us-eus-platform-gateways'
  scope: platformGroup
  params: {
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    network
  ]
}

module access 'access.bicep' = {
  name: 'us-eus-platform-access'
  scope: platformGroup
  params: {
    clusterPrincipalId: identities.outputs.clusterIdentityPrincipalId
    grafanaPrincipalId: metrics.outputs.grafanaPrincipalId
  }
  dependsOn: [
    dns
  ]
}

module networkAccess 'network-access.bicep' = {
  name: 'us-eus-platform-network-access'
  scope: platformGroup
  params: {
    clusterPrincipalId: identities.outputs.clusterIdentityPrincipalId
  }
  dependsOn: [
    network
  ]
}

module registryAccess 'registry-access.bicep' = {
  name: 'us-eus-platform-registry-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    kubeletPrincipalId: identities.outputs.kubeletIdentityPrincipalId
    fluxPrincipalId: identities.outputs.fluxIdentityPrincipalId
  }
}

module zoneAccess 'zone-access.bicep' = {
  name: 'us-eus-platform-zone-access'
  scope: resourceGroup('rg-acme-shared')
  params: {
    certManagerPrincipalId: identities.outputs.certManagerIdentityPrincipalId
  }
}

module jumpbox 'jumpbox.bicep' = {
  name: 'us-eus-platform-jumpbox'
  scope: platformGroup
  params: {
    adminUsername: adminUsername
    sshPublicKey: sshPublicKey
    vmSubnetId: network.outputs.vmSubnetId
    storageUri: storage.outputs.blobUri
  }
}

module jumpboxLogs 'jumpbox-logs.bicep' = {
  name: 'us-eus-platform-jumpbox-logs'
  scope: platformGroup
  params: {
    machineName: jumpbox.outputs.machineName
    workspaceId: monitoring.outputs.workspaceId
    collectionEndpointId: monitoring.outputs.collectionEndpointId
  }
}

module bastion 'bastion.bicep' = {
  name: 'us-eus-platform-bastion'
  scope: platformGroup
  params: {
    bastionSubnetId: network.outputs.bastionSubnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('What the hostnames of each gateway point at.')
output frontends object = gateways.outputs.frontends
