// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('Object id of cert-manager\'s identity.')
param certManagerPrincipalId string

resource zone 'Microsoft.Network/dnsZones@2018-05-01' existing = {
  name: 'apps.acme.example'
}

// DNS Zone Contributor: DNS-01 challenges
resource certManagerAnswers 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(zone.id, certManagerPrincipalId, 'befefa01-2a29-4197-83a8-272ff33ce314')
  scope: zone
  properties: {
    principalId: certManagerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'befefa01-2a29-4197-83a8-272ff33ce314')
  }
}
