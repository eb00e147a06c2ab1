// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_weu int
@description('Its share among clusters of one turn.')
param weight_cluster_prod_weu int
@description('Whether prod-weu serves at all.')
param state_cluster_prod_weu string

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_neu int
@description('Its share among clusters of one turn.')
param weight_cluster_prod_neu int
@description('Whether prod-neu serves at all.')
param state_cluster_prod_neu string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: 'edge'
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-04-15' existing = {
  parent: profile
  name: 'acme-x762v5'
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' existing = {
  name: 'wafacmex762v5'
}

// The probe asks each cluster for the platform's own host. Only 200 counts.
resource origins 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'acme-default-shared-1'
  properties: {
    healthProbeSettings: {
      probePath: '/healthz'
      probeProtocol: 'Https'
      probeRequestType: 'GET' // podinfo knows no HEAD
      probeIntervalInSeconds: 30
    }
    loadBalancingSettings: {
      additionalLatencyInMilliseconds: 1000 // weights divide clients, wherever they are
      sampleSize: 4
      successfulSamplesRequired: 3
    }
    sessionAffinityState: 'Disabled'
  }
}

// Its name is that of the certificate that the gateway shows. The host that a client asks for is passed on.
resource cluster_prod_weu 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: origins
  name: 'prod-weu'
  properties: {
    hostName: 'shared-1.prod-weu.apps.acme.example'
    httpsPort: 443
    enforceCertificateNameCheck: true
    priority: priority_cluster_prod_weu
    weight: weight_cluster_prod_weu
    enabledState: state_cluster_prod_weu
  }
}

// Its name is that of the certificate that the gateway shows. The host that a client asks for is passed on.
resource cluster_prod_neu 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: origins
  name: 'prod-neu'
  properties: {
    hostName: 'shared-1.prod-neu.apps.acme.example'
    httpsPort: 443
    enforceCertificateNameCheck: true
    priority: priority_cluster_prod_neu
    weight: weight_cluster_prod_neu
    enabledState: state_cluster_prod_neu
  }
}

resource domain_4games_DOT_apps_DOT_acme_DOT_example 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = {
  parent: profile
  name: '4games-apps-acme-example-2kh6ev'
  properties: {
    hostName: '4games.apps.acme.example'
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
    azureDnsZone: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-edge/providers/Microsoft.Network/dnsZones/apps.acme.example'
    }
  }
}

resource domain_contoso_DOT_apps_DOT_acme_DOT_example 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = {
  parent: profile
  name: 'contoso-apps-acme-example-i4wuku'
  properties: {
    hostName: 'contoso.apps.acme.example'
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
    azureDnsZone: {
      id: '/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-edge/providers/Microsoft.Network/dnsZones/apps.acme.example'
    }
  }
}

// All of the gateway's hostnames. Which tenant answers is for the gateway to tell.
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'acme-default-shared-1'
  properties: {
    customDomains: [
      {
        id: domain_4games_DOT_apps_DOT_acme_DOT_example.id
      }
      {
        id: domain_contoso_DOT_apps_DOT_acme_DOT_example.id
      }
    ]
    originGroup: {
      id: origins.id
    }
    patternsToMatch: [
      '/*'
    ]
    supportedProtocols: [
      'Http'
      'Https'
    ]
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Disabled' // the endpoint's own domain is no tenant's
    enabledState: 'Enabled'
  }
  dependsOn: [
    cluster_prod_weu // a route wants origins in its group
    cluster_prod_neu // a route wants origins in its group
  ]
}

resource security 'Microsoft.Cdn/profiles/securityPolicies@2025-04-15' = {
  parent: profile
  name: 'acme-default-shared-1'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: {
        id: firewall.id
      }
      associations: [
        {
          domains: [
            {
              id: domain_4games_DOT_apps_DOT_acme_DOT_example.id
            }
            {
              id: domain_contoso_DOT_apps_DOT_acme_DOT_example.id
            }
          ]
          patternsToMatch: [
            '/*'
          ]
        }
      ]
    }
  }
}

output hostname string = endpoint.properties.hostName

@description('What proves that a hostname is its owner\'s, until it is proven.')
output tokens object = {
  domain_4games_DOT_apps_DOT_acme_DOT_example: domain_4games_DOT_apps_DOT_acme_DOT_example.properties.?validationProperties.?validationToken ?? ''
  domain_contoso_DOT_apps_DOT_acme_DOT_example: domain_contoso_DOT_apps_DOT_acme_DOT_example.properties.?validationProperties.?validationToken ?? ''
}
