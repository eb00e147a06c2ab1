targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-${deployment().name}', location: deployment().location }
resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' existing = { name: 'aks', scope: resourceGroup(rg.name) }
resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2024-05-01' existing = { parent: aks, name: 'sys' }
module m 'p.bicep' = { name: 'm', scope: resourceGroup(rg.name), params: { a: pool.properties.vmSize } }
module n 'p.bicep' = { name: take('n-${uniqueString(rg.id)}', 64), scope: rg, params: { a: pool.id } }
output o array = [aks.id, pool.id, rg.properties.provisioningState, rg.location]
