// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// They outlive the cluster, and so do their roles: a rebuilt cluster brings only new credentials.

// the control plane: joins subnets, writes the private DNS zone
resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-prod-neu-cluster'
  location: 'northeurope'
}

// nodes: pull images
resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-prod-neu-kubelet'
  location: 'northeurope'
}

// Flux's source-controller: reads the registry and Azure Repos
resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-prod-neu-flux'
  location: 'northeurope'
}

// the ALB controller: programs AGC
resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-prod-neu-alb-controller'
  location: 'northeurope'
}

// cert-manager: answers DNS-01 in the fleet's zone
resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-prod-neu-cert-manager'
  location: 'northeurope'
}

output clusterIdentityPrincipalId string = clusterIdentity.properties.principalId
output kubeletIdentityPrincipalId string = kubeletIdentity.properties.principalId
output fluxIdentityPrincipalId string = fluxIdentity.properties.principalId
output albControllerIdentityPrincipalId string = albControllerIdentity.properties.principalId
output certManagerIdentityPrincipalId string = certManagerIdentity.properties.principalId
