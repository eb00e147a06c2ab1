// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Front Door believes a hostname once its token stands beside it. Proven hostnames have none, and their records stay.
@description('Tokens by domain.')
param tokens object

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.edge.example'
}

resource proof_domain_contoso_DOT_apps_DOT_edge_DOT_example 'Microsoft.Network/dnsZones/TXT@2018-05-01' = if (!empty(tokens.domain_contoso_DOT_apps_DOT_edge_DOT_example)) {
  parent: zone
  name: '_dnsauth.contoso'
  properties: {
    TTL: 300
    TXTRecords: [
      {
        value: [
          tokens.domain_contoso_DOT_apps_DOT_edge_DOT_example
        ]
      }
    ]
  }
}

resource proof_domain_fabrikam_DOT_apps_DOT_edge_DOT_example 'Microsoft.Network/dnsZones/TXT@2018-05-01' = if (!empty(tokens.domain_fabrikam_DOT_apps_DOT_edge_DOT_example)) {
  parent: zone
  name: '_dnsauth.fabrikam'
  properties: {
    TTL: 300
    TXTRecords: [
      {
        value: [
          tokens.domain_fabrikam_DOT_apps_DOT_edge_DOT_example
        ]
      }
    ]
  }
}
