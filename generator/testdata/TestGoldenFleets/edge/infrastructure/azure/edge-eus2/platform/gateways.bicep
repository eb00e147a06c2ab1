// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

// Azure owns the frontends, so that their names outlive the cluster; the ALB controller only programs them.
@description('Workspace that keeps access and firewall logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-edge-eus2'
}

// Every gateway without one of its own stands behind this. AGC takes these two sets alone; the older OWASP sets it refuses.
resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-edge-eus2'
  location: 'eastus2'
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
  name: 'agc-edge-eus2-1'
  location: 'eastus2'
}

resource agc_1Subnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet1'
}

resource agc_1Association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc_1
  name: 'subnet'
  location: 'eastus2'
  properties: {
    associationType: 'subnets'
    subnet: {
      id: agc_1Subnet.id
    }
  }
}

resource frontend_public 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_1
  name: 'public'
  location: 'eastus2'
  properties: {}
}

resource frontend_partners 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_1
  name: 'partners'
  location: 'eastus2'
  properties: {}
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_1Waf 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_1
  name: 'waf'
  location: 'eastus2'
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

resource agc_2 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' = {
  name: 'agc-edge-eus2-2'
  location: 'eastus2'
}

resource agc_2Subnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet2'
}

resource agc_2Association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc_2
  name: 'subnet'
  location: 'eastus2'
  properties: {
    associationType: 'subnets'
    subnet: {
      id: agc_2Subnet.id
    }
  }
}

resource frontend_spare 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_2
  name: 'spare'
  location: 'eastus2'
  properties: {}
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_2Waf 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_2
  name: 'waf'
  location: 'eastus2'
  properties: {
    wafPolicy: {
      id: waf.id
    }
  }
}

resource agc_2Diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: agc_2
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
