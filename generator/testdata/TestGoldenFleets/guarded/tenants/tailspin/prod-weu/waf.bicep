// Rendered by Tenantry from tenants/tailspin.yaml: change that file, not this one.

@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string

// The gateway's policy, and what the tenant adds. It must be of the AGC's region.
resource policy 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-tenant-tailspin'
  location: 'westeurope'
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: true
      maxRequestBodySizeInKb: 128
      fileUploadLimitInMb: 100
    }
    customRules: [
      {
        name: 'Office'
        priority: 1
        state: 'Enabled'
        ruleType: 'MatchRule'
        action: 'Allow'
        matchConditions: [
          {
            matchVariables: [
              {
                variableName: 'RemoteAddr'
              }
            ]
            operator: 'IPMatch'
            matchValues: [
              '192.0.2.0/24'
              '2001:db8::/32'
            ]
          }
          {
            matchVariables: [
              {
                variableName: 'RequestUri'
              }
            ]
            operator: 'BeginsWith'
            matchValues: [
              '/admin'
            ]
            transforms: ['Lowercase', 'UrlDecode']
          }
        ]
      }
      {
        name: 'LoginRate'
        priority: 2
        state: 'Enabled'
        ruleType: 'RateLimitRule'
        rateLimitThreshold: 100
        rateLimitDuration: 'FiveMins'
        groupByUserSession: [
          {
            groupByVariables: [
              {
                variableName: 'ClientAddr'
              }
            ]
          }
        ]
        action: 'Block'
        matchConditions: [
          {
            matchVariables: [
              {
                variableName: 'RequestUri'
              }
            ]
            operator: 'Regex'
            matchValues: [
              '^/(login|sign-?in)$'
            ]
          }
        ]
      }
      {
        name: 'OnlyFromHere'
        priority: 51
        state: 'Enabled'
        ruleType: 'MatchRule'
        action: 'Block'
        matchConditions: [
          {
            matchVariables: [
              {
                variableName: 'RemoteAddr'
              }
            ]
            operator: 'GeoMatch'
            negationConditon: true // Azure's spelling
            matchValues: [
              'SE'
              'NO'
            ]
          }
        ]
      }
    ]
    managedRules: {
      exclusions: [
        {
          matchVariable: 'RequestCookieNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'session'
        }
        {
          matchVariable: 'RequestHeaderValues'
          selectorMatchOperator: 'Equals'
          selector: 'X-Query'
          exclusionManagedRuleSets: [
            {
              ruleSetType: 'Microsoft_DefaultRuleSet'
              ruleSetVersion: '2.1'
              ruleGroups: [
                {
                  ruleGroupName: 'XSS'
                  rules: [
                    {
                      ruleId: '941100'
                    }
                  ]
                }
                {
                  ruleGroupName: 'SQLI'
                  rules: [
                    {
                      ruleId: '942100'
                    }
                  ]
                }
              ]
            }
            {
              ruleSetType: 'Microsoft_BotManagerRuleSet'
              ruleSetVersion: '1.1'
              ruleGroups: [
                {
                  ruleGroupName: 'BadBots'
                  rules: [
                    {
                      ruleId: 'Bot100100'
                    }
                  ]
                }
              ]
            }
          ]
        }
      ]
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
          ruleGroupOverrides: [
            {
              ruleGroupName: 'PROTOCOL-ENFORCEMENT'
              rules: [
                {
                  ruleId: '920300'
                  state: 'Enabled'
                  action: 'AnomalyScoring'
                }
              ]
            }
            {
              ruleGroupName: 'SQLI'
              rules: [
                {
                  ruleId: '942110'
                  state: 'Enabled'
                  action: 'Log'
                }
                {
                  ruleId: '942430'
                  state: 'Disabled'
                }
              ]
            }
          ]
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
          ruleGroupOverrides: [
            {
              ruleGroupName: 'BadBots'
              rules: [
                {
                  ruleId: 'Bot100200'
                  state: 'Enabled'
                  action: 'Log'
                }
              ]
            }
            {
              ruleGroupName: 'UnknownBots'
              rules: [
                {
                  ruleId: 'Bot300700'
                  state: 'Enabled'
                  action: 'Block'
                }
              ]
            }
          ]
        }
      ]
    }
  }
}

resource agc 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-weu-1'
}

// Azure's half; the tenant's WebApplicationFirewallPolicy of Kubernetes is the other.
resource security 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc
  name: 'waf-tenant-tailspin'
  location: 'westeurope'
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
