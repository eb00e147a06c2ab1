resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' existing = { name: 'aks' }
resource dcr 'Microsoft.Insights/dataCollectionRuleAssociations@2022-06-01' = { name: 'd', scope: aks, properties: { dataCollectionRuleId: 'x' } }
resource tar 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings@2024-05-01' = { parent: aks, name: 'b', properties: { roles: ['x'], sourceResourceId: aks.id } }
resource ext 'Microsoft.KubernetesConfiguration/extensions@2023-05-01' = { scope: aks, name: 'flux', identity: { type: 'SystemAssigned' }, properties: { extensionType: 'x' } }
output o array = [ext.properties.aksAssignedIdentity.principalId, ext.identity.principalId, tar.id, dcr.id, ext.id]
