@description('Name of the tenant.')
@minLength(1)
@maxLength(40)
param tenant string

@description('Issuer of the cluster.')
param issuer string

param accounts { web: string, job: string? } = {
  web: 'system:serviceaccount:${tenant}:web'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${tenant}-prod-weu'
  location: resourceGroup().location
  tags: {
    tenant: tenant
  }

  resource web 'federatedIdentityCredentials' = {
    name: 'web'
    properties: {
      issuer: issuer
      subject: accounts.web
      audiences: [
        'api://AzureADTokenExchange'
      ]
    }
  }

  // Azure takes the credentials of one identity one after another.
  resource job 'federatedIdentityCredentials' = {
    name: 'job'
    properties: {
      issuer: issuer
      subject: accounts.?job ?? 'system:serviceaccount:${tenant}:job'
      audiences: [
        'api://AzureADTokenExchange'
      ]
    }
    dependsOn: [
      web
    ]
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
