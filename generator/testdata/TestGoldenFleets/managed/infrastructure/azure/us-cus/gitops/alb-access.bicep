// Rendered by Tenantry from clusters/us-cus.yaml: change that file, not this one.

// The add-on's identity comes with the cluster, so these rights go to another one after each rebuild.
@description('Object id of the add-on\'s identity; Azure gives it.')
param albControllerPrincipalId string

resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' existing = {
  name: 'waf-us-cus'
}

resource agc_1 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-us-cus-1'
}

resource agc_3 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-us-cus-3'
}

// AppGw for Containers Configuration Manager: routes and certificates
resource albProgramsAgc1 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(agc_1.id, albControllerPrincipalId, 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  scope: agc_1
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  }
}

// AppGw for Containers Configuration Manager: routes and certificates
resource albProgramsAgc3 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(agc_3.id, albControllerPrincipalId, 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  scope: agc_3
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  }
}

// Network Contributor: a gateway's firewall policy is joined to its AGC
resource albJoinsWaf 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(waf.id, albControllerPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: waf
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}
