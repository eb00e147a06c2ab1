// Rendered by Tenantry from clusters/asia-sea.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-asia-sea'
  scope: resourceGroup('rg-acme-asia-sea-aks')
}

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-sea-flux'
  scope: resourceGroup('rg-acme-asia-sea')
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-sea-alb-controller'
  scope: resourceGroup('rg-acme-asia-sea')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-sea-cert-manager'
  scope: resourceGroup('rg-acme-asia-sea')
}

module nodes 'nodes.bicep' = {
  name: 'asia-sea-gitops-nodes'
  scope: resourceGroup('rg-acme-asia-sea-nodes')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module credentials 'credentials.bicep' = {
  name: 'asia-sea-gitops-credentials'
  scope: resourceGroup('rg-acme-asia-sea')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

module flux 'flux.bicep' = {
  name: 'asia-sea-gitops-flux'
  scope: resourceGroup('rg-acme-asia-sea-aks')
  params: {
    fluxClientId: fluxIdentity.properties.clientId
    values: {
      alb_controller_client_id: albControllerIdentity.properties.clientId
      cert_manager_client_id: certManagerIdentity.properties.clientId
    }
  }
  dependsOn: [
    credentials
  ]
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs.')
output azureOutputs object = {
  alb_controller_client_id: albControllerIdentity.properties.clientId
  cert_manager_client_id: certManagerIdentity.properties.clientId
}
