targetScope = 'subscription'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-prod-weu'
  location: 'westeurope'
}

module network 'network.bicep' = {
  name: 'prod-weu-network'
  scope: group
}

module gateway 'gateway.bicep' = {
  name: 'prod-weu-gateway'
  scope: group
  params: {
    subnetId: network.outputs.gatewaySubnetId
  }
}

module vault 'vault.bicep' = {
  name: 'prod-weu-vault'
  scope: group
  params: {
    subnetId: network.outputs.endpointSubnetId
    networkId: network.outputs.id
  }
}

output frontends object = gateway.outputs.frontends
output vaultUri string = vault.outputs.uri
