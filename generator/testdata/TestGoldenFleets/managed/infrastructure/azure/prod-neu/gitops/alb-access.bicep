// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// The add-on's identity comes with the cluster, so these rights go to another one after each rebuild.
@description('Object id of the add-on\'s identity; Azure gives it.')
param albControllerPrincipalId string

resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' existing = {
  name: 'waf-prod-neu'
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
