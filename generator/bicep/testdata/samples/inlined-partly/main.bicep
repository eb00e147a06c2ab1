param p string
resource a 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'abc' }
resource b 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'abcd' }
var one = { i: a.id, p: b.properties.primaryEndpoints.blob }
var two = { p: b.properties.primaryEndpoints.blob, i: a.id }
var three = guid(a.id, b.name)
var four = { q: guid(a.id), r: b.properties.primaryEndpoints.blob, s: p }
var five = '${a.id}${one.i}'
var six = p
var seven = { x: six, y: one }
var eight = { y: one, x: six }
var ten = [a.id, toLower(b.properties.primaryEndpoints.blob), p]
var eleven = toLower(a.type)
output o array = [one, two, three, four, five, seven, eight, ten, eleven]
