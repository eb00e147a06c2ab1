targetScope = 'subscription'
module a 'p.bicep' = { name: 'a', scope: resourceGroup('x'), params: { a: 'q' } }
module b 'p.bicep' = { name: 'a', scope: resourceGroup('y'), params: { a: a.outputs.a } }
module c 'emptysub.bicep' = { name: 'a', dependsOn: [a, b] }
output o array = [a.name, b.outputs.b, b.outputs.b.q]
