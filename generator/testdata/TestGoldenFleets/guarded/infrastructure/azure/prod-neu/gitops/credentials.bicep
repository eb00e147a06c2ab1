// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('Who signs the cluster\'s tokens; a rebuilt cluster is another one.')
param issuer string

resource fluxIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-flux'
}

resource sourceControllerSignsIn 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: fluxIdentity
  name: 'source-controller'
  properties: {
    issuer: issuer
    subject: 'system:serviceaccount:flux-system:source-controller'
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}

resource albControllerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-alb-controller'
}

resource albControllerSignsIn 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: albControllerIdentity
  name: 'alb-controller'
  properties: {
    issuer: issuer
    subject: 'system:serviceaccount:azure-alb-system:alb-controller-sa'
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}

resource certManagerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-cert-manager'
}

resource certManagerSignsIn 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: certManagerIdentity
  name: 'cert-manager'
  properties: {
    issuer: issuer
    subject: 'system:serviceaccount:cert-manager:cert-manager'
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}
