param f bool
module a 'mp.bicep' = { name: 'a', params: { s: 'x', i: 1, b: true, arr: [1, 'a'], o: { a: 'x', 'b': f }, n: null, x: f ? 'a' : 'b' } }
module b 'mp.bicep' = { name: 'b', params: { s: '[x]', i: -1, b: f, arr: [], o: {}, x: '${f}' } }
@description('desc')
module c './mp.bicep' = { name: 'c', dependsOn: [a], params: { s: a.outputs.s, i: 3, b: false, arr: a.outputs.arr, o: a.outputs.o, x: a.outputs.o.p.q } }
