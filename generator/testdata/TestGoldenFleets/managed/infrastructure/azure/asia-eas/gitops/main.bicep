// Rendered by Tenantry from clusters/asia-eas.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
// The cluster is cold: until a rebuild deploys this stack and makes it, there is none.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-asia-eas'
  scope: resourceGroup('rg-acme-asia-eas-aks')
}

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-eas-flux'
  scope: resourceGroup('rg-acme-asia-eas')
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-eas-alb-controller'
  scope: resourceGroup('rg-acme-asia-eas')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-asia-eas-cert-manager'
  scope: resourceGroup('rg-acme-asia-eas')
}

module nodes 'nodes.bicep' = {
  name: 'asia-eas-gitops-nodes'
  scope: resourceGroup('rg-acme-asia-eas-nodes')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module credentials 'credentials.bicep' = {
  name: 'asia-eas-gitops-credentials'
  scope: resourceGroup('rg-acme-asia-eas')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

module flux 'flux.bicep' = {
  name: 'asia-eas-gitops-flux'
  scope: resourceGroup('rg-acme-asia-eas-aks')
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
