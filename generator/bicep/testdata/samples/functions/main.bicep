param s string
param g string = newGuid()
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv' }
output a array = [
  resourceId('Microsoft.KeyVault/vaults', s)
  resourceId('rg', 'Microsoft.KeyVault/vaults', s)
  resourceId(subscription().subscriptionId, 'rg', 'Microsoft.KeyVault/vaults', s)
  subscriptionResourceId('Microsoft.Authorization/roleDefinitions', s)
  tenantResourceId('Microsoft.Authorization/roleDefinitions', s)
  extensionResourceId(kv.id, 'Microsoft.Authorization/locks', s)
  managementGroupResourceId('mg', 'Microsoft.Authorization/roleDefinitions', s)
  subscription().id
  resourceGroup().name
  tenant().tenantId
  deployment().name
  environment().suffixes.storage
  guid(s, g)
  uniqueString(s)
  format('{0}', s)
  concat(s, 'b')
  join(['a', s], ',')
  split(s, ',')
  replace(s, 'a', 'b')
  toLower(s)
  toUpper(s)
  json('{"a": 1}')
  int('3')
  bool('true')
  array(s)
  items({ a: 1 })
  base64(s)
  base64ToString(base64(s))
  parseCidr('10.0.0.0/8').network
  cidrSubnet('10.0.0.0/8', 16, 1)
  cidrHost('10.0.0.0/8', 1)
  substring(s, 0, 3)
  trim(s)
  padLeft(s, 3, '0')
  startsWith(s, 'a')
  endsWith(s, 'a')
  indexOf(s, 'a')
  min(1, 2)
  max([1, 2])
  range(0, 2)
  skip([1], 1)
  take([1], 1)
  intersection([1], [2])
  flatten([[1]])
  uri('https://a', s)
  uriComponent(s)
  dateTimeAdd('2020-01-01', 'P1D')
  objectKeys({ a: 1 })
  kv.listKeys()
  kv.listKeys('2020-01-01')
  kv.listKeys('2020-01-01', { a: 1 })
  listKeys(kv.id, '2020-01-01')
  reference(kv.id, '2020-01-01')
  deployer().objectId
]
