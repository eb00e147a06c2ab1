// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

@description('Name of the identity.')
param name string
@description('Region of the cluster.')
param location string
@description('Who signs the cluster\'s tokens.')
param issuer string
@description('The account of Kubernetes that acts as the identity.')
param subject string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

resource workload 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = {
  parent: identity
  name: 'workload'
  properties: {
    issuer: issuer
    subject: subject
    audiences: [
      'api://AzureADTokenExchange'
    ]
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
