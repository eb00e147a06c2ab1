// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

// They outlive the cluster, and so do their roles: a rebuilt cluster brings only new credentials.

// the control plane: joins subnets, writes the private DNS zone
resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-us-eus-cluster'
  location: 'eastus'
}

// nodes: pull images
resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-us-eus-kubelet'
  location: 'eastus'
}

// Flux's source-controller: reads the registry and Azure Repos
resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-us-eus-flux'
  location: 'eastus'
}

// cert-manager: answers DNS-01 in the fleet's zone
resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-us-eus-cert-manager'
  location: 'eastus'
}

output clusterIdentityPrincipalId string = clusterIdentity.properties.principalId
output kubeletIdentityPrincipalId string = kubeletIdentity.properties.principalId
output fluxIdentityPrincipalId string = fluxIdentity.properties.principalId
output certManagerIdentityPrincipalId string = certManagerIdentity.properties.principalId
