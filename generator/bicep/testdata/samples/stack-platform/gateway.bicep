@description('The delegated subnet of the association.')
param subnetId string

var location = resourceGroup().location

resource agc 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' = {
  name: 'agc-prod-weu-1'
  location: location
}

resource shared1 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc
  name: 'shared-1'
  location: location
}

resource shared2 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {
  parent: agc
  name: 'shared-2'
  location: location
  dependsOn: [
    shared1
  ]
}

resource association 'Microsoft.ServiceNetworking/trafficControllers/associations@2025-01-01' = {
  parent: agc
  name: 'as-1'
  location: location
  properties: {
    associationType: 'subnets'
    subnet: {
      id: subnetId
    }
  }
}

resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2023-11-01' = {
  name: 'waf-prod-weu'
  location: location
  properties: {
    policySettings: {
      mode: 'Prevention'
      state: 'Enabled'
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
      ]
    }
  }
}

resource security 'Microsoft.ServiceNetworking/trafficControllers/securityPolicies@2025-01-01' = {
  parent: agc
  name: 'waf'
  location: location
  properties: {
    wafPolicy: {
      id: waf.id
    }
  }
}

output frontends object = {
  'shared-1': shared1.properties.fqdn
  'shared-2': shared2.properties.fqdn
}
