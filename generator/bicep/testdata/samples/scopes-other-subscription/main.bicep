param sub string
resource rd 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = { name: 'x', scope: subscription(sub) }
resource v 'Microsoft.Network/virtualNetworks@2023-11-01' existing = { name: 'vv', scope: resourceGroup(subscription().subscriptionId, 'g') }
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' existing = { name: 'rg', scope: subscription(sub) }
resource w 'Microsoft.Network/virtualNetworks@2023-11-01' existing = { name: 'vv', scope: rg }
module m 'empty.bicep' = { name: 'm', scope: rg }
module m2 'emptysub.bicep' = { name: 'm2', scope: subscription(sub) }
output o array = [rd.id, v.id, rg.id, w.id, w.properties.addressSpace, v.name]
