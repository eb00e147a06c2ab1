// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// Azure owns the frontends, so that their names outlive the cluster; the ALB controller only programs them.
@description('Workspace that keeps access and firewall logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod-neu'
}

// Every gateway without one of its own stands behind this. AGC takes these two sets alone; the older OWASP sets it refuses.
resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-prod-neu'
  location: 'northeurope'
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

// The gateway shared-2 has this in its place: the fleet's, and what the gateway adds. AGC takes these two sets alone; the older OWASP sets it refuses.
resource waf_shared_2 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-gateway-shared-2'
  location: 'northeurope'
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Detection'
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

resource agc_1 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' = {
  name: 'agc-prod-neu-1'
  location: 'northeurope'
}

resource agc_1Subnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet1'
}

resource agc_1Association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc_1
  name: 'subnet'
  location: 'northeurope'
  properties: {
    associationType: 'subnets'
    subnet: {
      id: agc_1Subnet.id
    }
  }
}

resource frontend_shared_1 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_1
  name: 'shared-1'
  location: 'northeurope'
  properties: {}
}

resource frontend_shared_2 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_1
  name: 'shared-2'
  location: 'northeurope'
  properties: {}
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_1Waf 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_1
  name: 'waf'
  location: 'northeurope'
  properties: {
    wafPolicy: {
      id: waf.id
    }
  }
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_1Waf_shared_2 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_1
  name: 'waf-gateway-shared-2'
  location: 'northeurope'
  properties: {
    wafPolicy: {
      id: waf_shared_2.id
    }
  }
}

resource agc_1Diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: agc_1
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'TrafficControllerAccessLog'
        enabled: true
      }
      {
        category: 'TrafficControllerFirewallLog'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
