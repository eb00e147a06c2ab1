// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu-aks')
}

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-flux'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-alb-controller'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-cert-manager'
  scope: resourceGroup('rg-acme-prod-weu')
}

module nodes 'nodes.bicep' = {
  name: 'prod-weu-gitops-nodes'
  scope: resourceGroup('rg-acme-prod-weu-nodes')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module credentials 'credentials.bicep' = {
  name: 'prod-weu-gitops-credentials'
  scope: resourceGroup('rg-acme-prod-weu')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

module flux 'flux.bicep' = {
  name: 'prod-weu-gitops-flux'
  scope: resourceGroup('rg-acme-prod-weu-aks')
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
