// Rendered by Tenantry from tenants/north-wind.yaml: change that file, not this one.

@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string

// The gateway's policy, and what the tenant adds. It must be of the AGC's region.
resource policy 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-tenant-north-wind'
  location: 'eastus'
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Prevention'
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

resource agc 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-us-eus-1'
}

// Azure's half; the tenant's WebApplicationFirewallPolicy of Kubernetes is the other.
resource security 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc
  name: 'waf-tenant-north-wind'
  location: 'eastus'
  properties: {
    wafPolicy: {
      id: policy.id
    }
  }
}

// Network Contributor: the policy is joined to the AGC
resource albJoins 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(policy.id, albControllerPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: policy
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}
