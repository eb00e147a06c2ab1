// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Name of the policy.')
param name string
@description('Region of the AGC: the two must share it.')
param location string
@description('Prevention or Detection.')
param mode string
@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string
@description('The AGC of the tenant\'s gateway.')
param trafficController string

resource policy 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: name
  location: location
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: mode
      requestBodyCheck: true
      maxRequestBodySizeInKb: 128
      fileUploadLimitInMb: 100
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
        }
      ]
    }
  }
}

// Network Contributor: the policy is joined to its AGC
resource joins 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(policy.id, albControllerPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: policy
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}

resource agc 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: trafficController
}

resource security 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc
  name: name
  location: location
  properties: {
    wafPolicy: {
      id: policy.id
    }
  }
}
