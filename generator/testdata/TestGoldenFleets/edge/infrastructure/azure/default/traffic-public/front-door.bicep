// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_edge_eus2 int
@description('Its share among clusters of one turn.')
param weight_cluster_edge_eus2 int
@description('Whether edge-eus2 serves at all.')
param state_cluster_edge_eus2 string

@description('The cluster\'s turn, the smallest first.')
param priority_cluster_edge_cac int
@description('Its share among clusters of one turn.')
param weight_cluster_edge_cac int
@description('Whether edge-cac serves at all.')
param state_cluster_edge_cac string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: 'afd-edge'
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-04-15' existing = {
  parent: profile
  name: 'edge-c7iaok'
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' existing = {
  name: 'wafedgec7iaok'
}

// The probe asks each cluster for the platform's own host. Only 200 counts.
resource origins 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'edge-default-public'
  properties: {
    healthProbeSettings: {
      probePath: '/healthz'
      probeProtocol: 'Https'
      probeRequestType: 'GET' // podinfo knows no HEAD
      probeIntervalInSeconds: 30
    }
    loadBalancingSettings: {
      additionalLatencyInMilliseconds: 0 // the cluster that answers a client soonest
      sampleSize: 4
      successfulSamplesRequired: 3
    }
    sessionAffinityState: 'Disabled'
  }
}

// Its name is that of the certificate that the gateway shows. The host that a client asks for is passed on.
resource cluster_edge_eus2 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: origins
  name: 'edge-eus2'
  properties: {
    hostName: 'public.edge-eus2.apps.edge.example'
    httpsPort: 443
    enforceCertificateNameCheck: true
    priority: priority_cluster_edge_eus2
    weight: weight_cluster_edge_eus2
    enabledState: state_cluster_edge_eus2
  }
}

// Its name is that of the certificate that the gateway shows. The host that a client asks for is passed on.
resource cluster_edge_cac 'Microsoft.Cdn/profiles/originGroups/origins@2025-04-15' = {
  parent: origins
  name: 'edge-cac'
  properties: {
    hostName: 'public.edge-cac.apps.edge.example'
    httpsPort: 443
    enforceCertificateNameCheck: true
    priority: priority_cluster_edge_cac
    weight: weight_cluster_edge_cac
    enabledState: state_cluster_edge_cac
  }
}

resource domain_shop_DOT_contoso_DOT_com 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = {
  parent: profile
  name: 'shop-contoso-com-mubugx'
  properties: {
    hostName: 'shop.contoso.com'
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
  }
}

resource domain_contoso_DOT_apps_DOT_edge_DOT_example 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = {
  parent: profile
  name: 'contoso-apps-edge-example-btbyei'
  properties: {
    hostName: 'contoso.apps.edge.example'
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
    azureDnsZone: {
      id: resourceId('22222222-2222-4222-8222-222222222222', 'rg-edge-shared', 'Microsoft.Network/dnsZones', 'apps.edge.example')
    }
  }
}

resource domain_fabrikam_DOT_apps_DOT_edge_DOT_example 'Microsoft.Cdn/profiles/customDomains@2025-04-15' = {
  parent: profile
  name: 'fabrikam-apps-edge-example-hbvnnr'
  properties: {
    hostName: 'fabrikam.apps.edge.example'
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
    }
    azureDnsZone: {
      id: resourceId('22222222-2222-4222-8222-222222222222', 'rg-edge-shared', 'Microsoft.Network/dnsZones', 'apps.edge.example')
    }
  }
}

// All of the gateway's hostnames. Which tenant answers is for the gateway to tell.
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-04-15' = {
  parent: endpoint
  name: 'edge-default-public'
  properties: {
    customDomains: [
      {
        id: domain_shop_DOT_contoso_DOT_com.id
      }
      {
        id: domain_contoso_DOT_apps_DOT_edge_DOT_example.id
      }
      {
        id: domain_fabrikam_DOT_apps_DOT_edge_DOT_example.id
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
    cluster_edge_eus2 // a route wants origins in its group
    cluster_edge_cac // a route wants origins in its group
  ]
}

resource security 'Microsoft.Cdn/profiles/securityPolicies@2025-04-15' = {
  parent: profile
  name: 'edge-default-public'
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
              id: domain_shop_DOT_contoso_DOT_com.id
            }
            {
              id: domain_contoso_DOT_apps_DOT_edge_DOT_example.id
            }
            {
              id: domain_fabrikam_DOT_apps_DOT_edge_DOT_example.id
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
  domain_shop_DOT_contoso_DOT_com: domain_shop_DOT_contoso_DOT_com.properties.?validationProperties.?validationToken ?? ''
  domain_contoso_DOT_apps_DOT_edge_DOT_example: domain_contoso_DOT_apps_DOT_edge_DOT_example.properties.?validationProperties.?validationToken ?? ''
  domain_fabrikam_DOT_apps_DOT_edge_DOT_example: domain_fabrikam_DOT_apps_DOT_edge_DOT_example.properties.?validationProperties.?validationToken ?? ''
}
