// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.


@description('The gateway\'s frontend on prod-weu.')
param target_cluster_prod_weu string
@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_weu int
@description('Enabled or Disabled.')
param state_cluster_prod_weu string

@description('The gateway\'s frontend on prod-neu.')
param target_cluster_prod_neu string
@description('The cluster\'s turn, the smallest first.')
param priority_cluster_prod_neu int
@description('Enabled or Disabled.')
param state_cluster_prod_neu string

resource profile 'Microsoft.Network/trafficmanagerprofiles@2022-04-01' = {
  name: 'traf-default-shared-1'
  location: 'global'
  properties: {
    profileStatus: 'Enabled'
    trafficRoutingMethod: 'Priority'
    dnsConfig: {
      relativeName: 'acme-default-shared-1-2jjqcy'
      ttl: 30
    }
    monitorConfig: {
      protocol: 'HTTPS'
      port: 443
      path: '/healthz'
      intervalInSeconds: 10
      timeoutInSeconds: 5
      toleratedNumberOfFailures: 2
      expectedStatusCodeRanges: [
        {
          min: 200
          max: 200
        }
      ]
    }
  }
}

// A frontend has a name and no address. The probe names the platform's own host: no other has a listener that answers it.
resource cluster_prod_weu 'Microsoft.Network/trafficmanagerprofiles/ExternalEndpoints@2022-04-01' = {
  parent: profile
  name: 'prod-weu'
  properties: {
    target: target_cluster_prod_weu
    endpointLocation: 'westeurope'
    endpointStatus: state_cluster_prod_weu
    priority: priority_cluster_prod_weu
    customHeaders: [
      {
        name: 'Host'
        value: 'shared-1.prod-weu.apps.acme.example'
      }
    ]
  }
}

// A frontend has a name and no address. The probe names the platform's own host: no other has a listener that answers it.
resource cluster_prod_neu 'Microsoft.Network/trafficmanagerprofiles/ExternalEndpoints@2022-04-01' = {
  parent: profile
  name: 'prod-neu'
  properties: {
    target: target_cluster_prod_neu
    endpointLocation: 'northeurope'
    endpointStatus: state_cluster_prod_neu
    priority: priority_cluster_prod_neu
    customHeaders: [
      {
        name: 'Host'
        value: 'shared-1.prod-neu.apps.acme.example'
      }
    ]
  }
}

output hostname string = profile.properties.dnsConfig.fqdn
