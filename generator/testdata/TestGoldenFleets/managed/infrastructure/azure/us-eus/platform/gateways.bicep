// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

// Azure owns the frontends, so that their names outlive the cluster; the ALB controller only programs them.
@description('Workspace that keeps access and firewall logs.')
param workspaceId string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-us-eus'
}

// Every gateway without one of its own stands behind this. AGC takes these two sets alone; the older OWASP sets it refuses.
resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: 'waf-us-eus'
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

resource agc_1 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' = {
  name: 'agc-us-eus-1'
  location: 'eastus'
}

resource agc_1Subnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet1'
}

resource agc_1Association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc_1
  name: 'subnet'
  location: 'eastus'
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
  location: 'eastus'
  properties: {}
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_1Waf 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_1
  name: 'waf'
  location: 'eastus'
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

resource agc_3 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' = {
  name: 'agc-us-eus-3'
  location: 'eastus'
}

resource agc_3Subnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AgcSubnet3'
}

resource agc_3Association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc_3
  name: 'subnet'
  location: 'eastus'
  properties: {
    associationType: 'subnets'
    subnet: {
      id: agc_3Subnet.id
    }
  }
}

resource frontend_shared_3 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc_3
  name: 'shared-3'
  location: 'eastus'
  properties: {}
}

// Azure's half of the firewall; a WebApplicationFirewallPolicy of Kubernetes is the other, and without it nothing is inspected.
resource agc_3Waf 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc_3
  name: 'waf'
  location: 'eastus'
  properties: {
    wafPolicy: {
      id: waf.id
    }
  }
}

resource agc_3Diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: agc_3
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

@description('What the hostnames of each gateway point at.')
output frontends object = {
  frontend_shared_1: frontend_shared_1.properties.fqdn
  frontend_shared_3: frontend_shared_3.properties.fqdn
}
