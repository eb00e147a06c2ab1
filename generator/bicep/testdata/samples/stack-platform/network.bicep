var location = resourceGroup().location

resource nat 'Microsoft.Network/natGateways@2023-11-01' = {
  name: 'ng-prod-weu'
  location: location
  sku: {
    name: 'Standard'
  }
  zones: [
    '1'
  ]
  properties: {
    publicIpAddresses: [
      {
        id: address.id
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2023-11-01' = {
  name: 'pip-prod-weu-nat'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'vnet-prod-weu'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.10.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'AksSubnet'
        properties: {
          addressPrefix: cidrSubnet('10.10.0.0/16', 22, 0)
          natGateway: {
            id: nat.id
          }
        }
      }
      {
        name: 'AgcSubnet1'
        properties: {
          addressPrefix: '10.10.64.0/24'
          delegations: [
            {
              name: 'agc'
              properties: {
                serviceName: 'Microsoft.ServiceNetworking/trafficControllers'
              }
            }
          ]
        }
      }
      {
        name: 'EndpointSubnet'
        properties: {
          addressPrefix: '10.10.80.0/24'
        }
      }
    ]
  }

  resource agcSubnet 'subnets' existing = {
    name: 'AgcSubnet1'
  }

  resource endpointSubnet 'subnets' existing = {
    name: 'EndpointSubnet'
  }
}

output id string = network.id
output gatewaySubnetId string = network::agcSubnet.id
output endpointSubnetId string = network::endpointSubnet.id
