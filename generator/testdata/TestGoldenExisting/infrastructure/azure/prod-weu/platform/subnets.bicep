// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// The network stays its owners': they set its address space, its DNS servers, its protection and its logs. Azure refuses
// two changes of one network at once, so that each subnet waits for the one before.
resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-spoke-weu'
}

resource nodesGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' existing = {
  name: 'nsg-prod-weu-aks'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource machinesGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' existing = {
  name: 'nsg-prod-weu-vm'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource gatewayGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' existing = {
  name: 'nsg-prod-weu-agc'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource bastionGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' existing = {
  name: 'nsg-prod-weu-bastion'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource routes 'Microsoft.Network/routeTables@2025-05-01' existing = {
  name: 'rt-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu')
}

// nodes
resource aksSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AksSubnet'
  properties: {
    addressPrefix: '10.10.0.0/18'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: nodesGroup.id
    }
    routeTable: {
      id: routes.id
    }
  }
}

// pods, with addresses of the network
resource podSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'PodSubnet'
  properties: {
    addressPrefix: '10.10.64.0/18'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: nodesGroup.id
    }
    routeTable: {
      id: routes.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ContainerService/managedClusters'
        }
      }
    ]
  }
  dependsOn: [
    aksSubnet
  ]
}

// jumpbox and private endpoints
resource vmSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'VmSubnet'
  properties: {
    addressPrefix: '10.10.253.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Enabled'
    networkSecurityGroup: {
      id: machinesGroup.id
    }
    routeTable: {
      id: routes.id
    }
  }
  dependsOn: [
    podSubnet
  ]
}

// AGC 1, whether there is one or not: no subnet ever moves
resource agcSubnet1 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AgcSubnet1'
  properties: {
    addressPrefix: '10.10.248.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: gatewayGroup.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
        }
      }
    ]
  }
  dependsOn: [
    vmSubnet
  ]
}

// AGC 2, whether there is one or not: no subnet ever moves
resource agcSubnet2 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AgcSubnet2'
  properties: {
    addressPrefix: '10.10.249.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: gatewayGroup.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
        }
      }
    ]
  }
  dependsOn: [
    agcSubnet1
  ]
}

// AGC 3, whether there is one or not: no subnet ever moves
resource agcSubnet3 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AgcSubnet3'
  properties: {
    addressPrefix: '10.10.250.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: gatewayGroup.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
        }
      }
    ]
  }
  dependsOn: [
    agcSubnet2
  ]
}

// AGC 4, whether there is one or not: no subnet ever moves
resource agcSubnet4 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AgcSubnet4'
  properties: {
    addressPrefix: '10.10.251.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: gatewayGroup.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
        }
      }
    ]
  }
  dependsOn: [
    agcSubnet3
  ]
}

// AGC 5, whether there is one or not: no subnet ever moves
resource agcSubnet5 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AgcSubnet5'
  properties: {
    addressPrefix: '10.10.252.0/24'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: gatewayGroup.id
    }
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
        }
      }
    ]
  }
  dependsOn: [
    agcSubnet4
  ]
}

// Azure Bastion; the name is Azure's
resource azureBastionSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'AzureBastionSubnet'
  properties: {
    addressPrefix: '10.10.254.0/26'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    networkSecurityGroup: {
      id: bastionGroup.id
    }
  }
  dependsOn: [
    agcSubnet5
  ]
}

// the API server alone, which takes nine addresses and more
resource apiServerSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: network
  name: 'ApiServerSubnet'
  properties: {
    addressPrefix: '10.10.254.64/28'
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Disabled'
    delegations: [
      {
        name: 'delegation'
        properties: {
          serviceName: 'Microsoft.ContainerService/managedClusters'
        }
      }
    ]
  }
  dependsOn: [
    azureBastionSubnet
  ]
}

output networkId string = network.id
output vmSubnetId string = vmSubnet.id
