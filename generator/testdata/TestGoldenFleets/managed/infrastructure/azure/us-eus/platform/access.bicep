// Rendered by Tenantry from clusters/us-eus.yaml: change that file, not this one.

// An assignment's name holds the principal's id: one of an identity that was made anew is another assignment.
@description('Object id of the control plane\'s identity.')
param clusterPrincipalId string
@description('Object id of Grafana\'s own identity.')
param grafanaPrincipalId string

resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-us-eus-kubelet'
}

resource apiZone 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.eastus.azmk8s.io'
}

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' existing = {
  name: 'amw-us-eus'
}

resource grafana 'Microsoft.Dashboard/grafana@2024-10-01' existing = {
  name: 'graf-us-eus-jbwn2o'
}

// Managed Identity Operator: nodes are given the kubelet's identity
resource clusterUsesKubelet 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(kubeletIdentity.id, clusterPrincipalId, 'f1a07417-d97a-45cb-824c-7a7467783830')
  scope: kubeletIdentity
  properties: {
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f1a07417-d97a-45cb-824c-7a7467783830')
  }
}

// Private DNS Zone Contributor: the API server's name is written into its zone
resource clusterNamesApi 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(apiZone.id, clusterPrincipalId, 'b12aa53e-6015-4669-85d0-8515ebb3ae7f')
  scope: apiZone
  properties: {
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b12aa53e-6015-4669-85d0-8515ebb3ae7f')
  }
}

// Grafana Admin: administrators
resource adminsGrafana1 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(grafana.id, '44444444-4444-4444-8444-444444444444', '22926164-76b3-42b3-bc55-97df8dab3e41')
  scope: grafana
  properties: {
    principalId: '44444444-4444-4444-8444-444444444444'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '22926164-76b3-42b3-bc55-97df8dab3e41')
  }
}

// Monitoring Reader: dashboards of AGC, the vault and the rest of the group
resource grafanaReadsPlatform 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, grafanaPrincipalId, '43d0d8ad-25c7-4714-9337-8ba259a9fe05')
  properties: {
    principalId: grafanaPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '43d0d8ad-25c7-4714-9337-8ba259a9fe05')
  }
}

// Monitoring Data Reader: dashboards
resource grafanaReadsMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(metrics.id, grafanaPrincipalId, 'b0d8363b-8ddd-447d-831f-62ca05bff136')
  scope: metrics
  properties: {
    principalId: grafanaPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b0d8363b-8ddd-447d-831f-62ca05bff136')
  }
}
