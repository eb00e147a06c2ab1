resource s 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'abc', scope: resourceGroup('x') }
var k = s.listKeys()
var l = 'a${k.keys[0].value}'
output o array = [k, l, s.listKeys().keys[?0].value, s.listAccountSas('2023-05-01', {}).x]
