var a = resourceGroup().tags.x
var b = subscription().displayName
var c = deployment().properties.template.contentVersion
var d = environment().authentication.audiences[0]
var e = deployer().tenantId
var f = tenant().countryCode
output o array = [a, b, c, d, e, f, resourceGroup().?managedBy, az.resourceGroup().id]
