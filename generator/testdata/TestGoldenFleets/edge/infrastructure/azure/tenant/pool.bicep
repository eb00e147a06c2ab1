// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The cluster.')
param clusterName string
@description('Name of the pool.')
param name string
@description('The tenant whose pods run here.')
param tenant string
@description('Size of the machines.')
param vmSize string
@description('Size of the operating system\'s disk.')
param osDiskSizeGB int
@description('Ephemeral or Managed.')
param osDiskType string
@description('Operating system.')
param osSKU string
@description('Whether disks are encrypted on the host, too.')
param encryptionAtHost bool
@description('How nodes are replaced.')
param upgradeSettings object
@description('Fewest nodes.')
param minCount int
@description('Most nodes.')
param maxCount int
@description('Most pods on a node.')
param maxPods int
@description('Availability zones.')
param zones array
@description('Subnet of the nodes.')
param nodeSubnetId string
@description('Subnet of the pods; empty with an overlay.')
param podSubnetId string

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: clusterName
}

resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2026-01-01' = {
  parent: cluster
  name: name
  properties: {
    mode: 'User'
    vmSize: vmSize
    osType: 'Linux'
    osSKU: osSKU
    osDiskType: osDiskType
    osDiskSizeGB: osDiskSizeGB
    type: 'VirtualMachineScaleSets'
    enableAutoScaling: true
    count: minCount
    minCount: minCount
    maxCount: maxCount
    maxPods: maxPods
    availabilityZones: zones
    vnetSubnetID: nodeSubnetId
    podSubnetID: empty(podSubnetId) ? null : podSubnetId
    nodeLabels: {
      'tenantry.dev/pool': tenant
    }
    nodeTaints: [
      'tenantry.dev/pool=${tenant}:NoSchedule'
    ]
    tags: {
      tenant: tenant
    }
    enableEncryptionAtHost: encryptionAtHost
    securityProfile: {
      sshAccess: 'Disabled'
    }
    upgradeSettings: upgradeSettings
  }
}
