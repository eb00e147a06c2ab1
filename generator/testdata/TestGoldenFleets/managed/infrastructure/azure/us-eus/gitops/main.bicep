// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-02-preview' existing = {
  name: 'aks-us-eus'
  scope: resourceGroup('rg-acme-us-eus-aks')
}

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-us-eus-flux'
  scope: resourceGroup('rg-acme-us-eus')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-us-eus-cert-manager'
  scope: resourceGroup('rg-acme-us-eus')
}

module albAccess 'alb-access.bicep' = {
  name: 'us-eus-gitops-alb-access'
  scope: resourceGroup('rg-acme-us-eus')
  params: {
    albControllerPrincipalId: cluster.properties.ingressProfile.applicationLoadBalancer.identity.objectId
  }
}

module albNetworkAccess 'alb-network-access.bicep' = {
  name: 'us-eus-gitops-alb-network-access'
  scope: resourceGroup('rg-acme-us-eus')
  params: {
    albControllerPrincipalId: cluster.properties.ingressProfile.applicationLoadBalancer.identity.objectId
  }
}

module credentials 'credentials.bicep' = {
  name: 'us-eus-gitops-credentials'
  scope: resourceGroup('rg-acme-us-eus')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

module flux 'flux.bicep' = {
  name: 'us-eus-gitops-flux'
  scope: resourceGroup('rg-acme-us-eus-aks')
  params: {
    fluxClientId: fluxIdentity.properties.clientId
    values: {
      cert_manager_client_id: certManagerIdentity.properties.clientId
    }
  }
  dependsOn: [
    credentials
  ]
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs.')
output azureOutputs object = {
  cert_manager_client_id: certManagerIdentity.properties.clientId
}
