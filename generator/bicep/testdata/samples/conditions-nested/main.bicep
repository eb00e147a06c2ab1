param a bool
param b bool
param c bool
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = if (a) {
  name: 'abc'
  location: 'w'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  resource bl 'blobServices' = if (b) {
    name: 'default'
    resource ct 'containers' = if (c) { name: 'ccc' }
  }
}
output x string = s::bl.?properties.lastAccessTimeTrackingPolicy.name ?? ''
output y string = s::bl::ct.?properties.publicAccess ?? ''
