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

// The probe asks each cluster for the platform's own host. Only 200 counts.
resource origins 'Microsoft.Cdn/profiles/originGroups@2025-04-15' = {
  parent: profile
  name: 'edge-default-spare'
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
    hostName: 'spare.edge-eus2.apps.edge.example'
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
    hostName: 'spare.edge-cac.apps.edge.example'
    httpsPort: 443
    enforceCertificateNameCheck: true
    priority: priority_cluster_edge_cac
    weight: weight_cluster_edge_cac
    enabledState: state_cluster_edge_cac
  }
}

output hostname string = endpoint.properties.hostName
