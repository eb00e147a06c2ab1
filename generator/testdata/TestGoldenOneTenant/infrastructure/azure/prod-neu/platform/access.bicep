// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

// An assignment's name holds the principal's id: one of an identity that was made anew is another assignment.
@description('Object id of the control plane\'s identity.')
param clusterPrincipalId string
@description('Object id of the ALB controller\'s identity.')
param albControllerPrincipalId string
@description('Object id of Grafana\'s own identity.')
param grafanaPrincipalId string

resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-neu-kubelet'
}

resource apiZone 'Microsoft.Network/privateDnsZones@2020-06-01' existing = {
  name: 'privatelink.northeurope.azmk8s.io'
}

resource waf 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' existing = {
  name: 'waf-prod-neu'
}

resource agc_1 'Microsoft.ServiceNetworking/trafficControllers@2025-01-01' existing = {
  name: 'agc-prod-neu-1'
}

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' existing = {
  name: 'amw-prod-neu'
}

resource grafana 'Microsoft.Dashboard/grafana@2024-10-01' existing = {
  name: 'graf-prod-neu-dgnpws'
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

// AppGw for Containers Configuration Manager: routes and certificates
resource albProgramsAgc1 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(agc_1.id, albControllerPrincipalId, 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  scope: agc_1
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fbc52c3f-28ad-4303-a892-8a056630b8f1')
  }
}

// Network Contributor: a gateway's firewall policy is joined to its AGC
resource albJoinsWaf 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(waf.id, albControllerPrincipalId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  scope: waf
  properties: {
    principalId: albControllerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
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
