// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-neu'
  scope: resourceGroup('rg-acme-prod-neu-aks')
}

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-flux'
  scope: resourceGroup('rg-acme-prod-neu')
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-alb-controller'
  scope: resourceGroup('rg-acme-prod-neu')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-cert-manager'
  scope: resourceGroup('rg-acme-prod-neu')
}

module nodes 'nodes.bicep' = {
  name: 'prod-neu-gitops-nodes'
  scope: resourceGroup('rg-acme-prod-neu-nodes')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module credentials 'credentials.bicep' = {
  name: 'prod-neu-gitops-credentials'
  scope: resourceGroup('rg-acme-prod-neu')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

module flux 'flux.bicep' = {
  name: 'prod-neu-gitops-flux'
  scope: resourceGroup('rg-acme-prod-neu-aks')
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
