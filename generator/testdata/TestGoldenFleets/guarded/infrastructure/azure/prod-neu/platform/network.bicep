// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Subnets stand inside the network: as resources of their own, a change of the network would try to remove them.
@description('Workspace that keeps the network\'s logs.')
param workspaceId string

// AKS keeps the rules of nodes itself; what is shared among the network stays allowed.
resource nodesGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-prod-neu-aks'
  location: 'northeurope'
  properties: {
    securityRules: []
  }
}

resource nodesGroupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: nodesGroup
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'NetworkSecurityGroupEvent'
        enabled: true
      }
      {
        category: 'NetworkSecurityGroupRuleCounter'
        enabled: true
      }
    ]
  }
}

// Only Bastion signs in.
resource machinesGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-prod-neu-vm'
  location: 'northeurope'
  properties: {
    securityRules: [
      {
        name: 'ssh-from-bastion'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: '10.20.254.0/26'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['22']
        }
      }
      {
        name: 'no-other-ssh'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 200
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['22', '3389']
        }
      }
    ]
  }
}

resource machinesGroupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: machinesGroup
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'NetworkSecurityGroupEvent'
        enabled: true
      }
      {
        category: 'NetworkSecurityGroupRuleCounter'
        enabled: true
      }
    ]
  }
}

// Clients come to ports 80 and 443 alone.
resource gatewayGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-prod-neu-agc'
  location: 'northeurope'
  properties: {
    securityRules: [
      {
        name: 'clients'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['80', '443']
        }
      }
    ]
  }
}

resource gatewayGroupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: gatewayGroup
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'NetworkSecurityGroupEvent'
        enabled: true
      }
      {
        category: 'NetworkSecurityGroupRuleCounter'
        enabled: true
      }
    ]
  }
}

// Exactly what Bastion needs.
resource bastionGroup 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-prod-neu-bastion'
  location: 'northeurope'
  properties: {
    securityRules: [
      {
        name: 'clients'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['443']
        }
      }
      {
        name: 'control'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: 'GatewayManager'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['443']
        }
      }
      {
        name: 'health'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 120
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['443']
        }
      }
      {
        name: 'data-in'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 130
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['8080', '5701']
        }
      }
      {
        name: 'nothing-else-in'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 1000
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['0-65535']
        }
      }
      {
        name: 'machines'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 100
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['22', '3389']
        }
      }
      {
        name: 'azure'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureCloud'
          destinationPortRanges: ['443']
        }
      }
      {
        name: 'data-out'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 120
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['8080', '5701']
        }
      }
      {
        name: 'sessions'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 130
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRanges: ['80']
        }
      }
      {
        name: 'nothing-else-out'
        properties: {
          access: 'Deny'
          direction: 'Outbound'
          priority: 1000
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['0-65535']
        }
      }
    ]
  }
}

resource bastionGroupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: bastionGroup
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'NetworkSecurityGroupEvent'
        enabled: true
      }
      {
        category: 'NetworkSecurityGroupRuleCounter'
        enabled: true
      }
    ]
  }
}

// Everything leaves through known addresses.
resource outgoing 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: 'pip-prod-neu-outgoing'
  location: 'northeurope'
  sku: {
    name: 'Standard'
  }
  zones: ['1', '2', '3']
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

// A NAT gateway stands in one zone, or in none that is named.
resource nat 'Microsoft.Network/natGateways@2025-05-01' = {
  name: 'nat-prod-neu'
  location: 'northeurope'
  sku: {
    name: 'Standard'
  }
  properties: {
    idleTimeoutInMinutes: 4
    publicIpAddresses: [
      {
        id: outgoing.id
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-prod-neu'
  location: 'northeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      { // nodes
        name: 'AksSubnet'
        properties: {
          addressPrefix: '10.20.0.0/18'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          networkSecurityGroup: {
            id: nodesGroup.id
          }
          natGateway: {
            id: nat.id
          }
        }
      }
      { // pods, with addresses of the network
        name: 'PodSubnet'
        properties: {
          addressPrefix: '10.20.64.0/18'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          networkSecurityGroup: {
            id: nodesGroup.id
          }
          natGateway: {
            id: nat.id
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
      }
      { // jumpbox and private endpoints
        name: 'VmSubnet'
        properties: {
          addressPrefix: '10.20.253.0/24'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
          networkSecurityGroup: {
            id: machinesGroup.id
          }
          natGateway: {
            id: nat.id
          }
        }
      }
      { // AGC 1, whether there is one or not: no subnet ever moves
        name: 'AgcSubnet1'
        properties: {
          addressPrefix: '10.20.248.0/24'
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
      }
      { // AGC 2, whether there is one or not: no subnet ever moves
        name: 'AgcSubnet2'
        properties: {
          addressPrefix: '10.20.249.0/24'
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
      }
      { // AGC 3, whether there is one or not: no subnet ever moves
        name: 'AgcSubnet3'
        properties: {
          addressPrefix: '10.20.250.0/24'
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
      }
      { // AGC 4, whether there is one or not: no subnet ever moves
        name: 'AgcSubnet4'
        properties: {
          addressPrefix: '10.20.251.0/24'
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
      }
      { // AGC 5, whether there is one or not: no subnet ever moves
        name: 'AgcSubnet5'
        properties: {
          addressPrefix: '10.20.252.0/24'
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
      }
      { // Azure Bastion; the name is Azure's
        name: 'AzureBastionSubnet'
        properties: {
          addressPrefix: '10.20.254.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          networkSecurityGroup: {
            id: bastionGroup.id
          }
        }
      }
      { // the API server, should it join the network
        name: 'ApiServerSubnet'
        properties: {
          addressPrefix: '10.20.254.64/28'
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
      }
    ]
  }
}

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: network
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'VMProtectionAlerts'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output networkId string = network.id
output vmSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'VmSubnet')
output bastionSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'AzureBastionSubnet')
