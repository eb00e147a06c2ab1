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
