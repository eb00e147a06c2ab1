// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// The ALB controller makes the AGCs beside the nodes, their frontends and their half of the firewall; the policy is here.

// Every gateway without one of its own stands behind this. AGC takes these two sets alone; the older OWASP sets it refuses.
resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-prod-weu'
  location: 'westeurope'
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
