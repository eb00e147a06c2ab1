targetScope = 'subscription'
module m 'empty.bicep' = { name: 'mm', scope: az.resourceGroup('x') }
module n 'emptysub.bicep' = { name: 'nn', scope: az.subscription() }
module o 'empty.bicep' = { name: 'oo', scope: (resourceGroup('x')) }
