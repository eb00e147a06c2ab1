// Rendered by Tenantry from clusters/edge-cac.yaml: change that file, not this one.

// A stack of its own: its node group does not exist before the cluster does, and its issuer is another one after each rebuild.
// Its members are always detached: deleting a fluxConfiguration would prune every tenant.
targetScope = 'subscription'

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {
  name: 'aks-edge-cac'
  scope: resourceGroup('rg-edge-edge-cac-aks')
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-cac-alb-controller'
  scope: resourceGroup('rg-edge-edge-cac')
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-cac-cert-manager'
  scope: resourceGroup('rg-edge-edge-cac')
}

resource frontDoor 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: 'afd-edge'
  scope: resourceGroup('rg-edge-shared')
}

module nodes 'nodes.bicep' = {
  name: 'edge-cac-gitops-nodes'
  scope: resourceGroup('rg-edge-edge-cac-nodes')
  params: {
    albControllerPrincipalId: albControllerIdentity.properties.principalId
  }
}

module credentials 'credentials.bicep' = {
  name: 'edge-cac-gitops-credentials'
  scope: resourceGroup('rg-edge-edge-cac')
  params: {
    issuer: cluster.properties.oidcIssuerProfile.issuerURL
  }
}

@description('What Flux is given: the keys of the ConfigMap azure-outputs.')
output azureOutputs object = {
  alb_controller_client_id: albControllerIdentity.properties.clientId
  cert_manager_client_id: certManagerIdentity.properties.clientId
  front_door_id: frontDoor.properties.frontDoorId
}
