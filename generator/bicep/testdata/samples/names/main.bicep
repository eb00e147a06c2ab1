param type string
param existing string
param param string
var output = type
resource resource 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: param
  location: existing
}
output type string = '${output}${type}'
output module string = resource.id
