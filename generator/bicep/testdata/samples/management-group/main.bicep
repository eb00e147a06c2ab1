targetScope = 'managementGroup'
resource pd 'Microsoft.Authorization/policyDefinitions@2023-04-01' = { name: 'p', properties: {} }
resource pa 'Microsoft.Authorization/policyAssignments@2023-04-01' = { name: 'p', properties: { policyDefinitionId: pd.id } }
resource ex 'Microsoft.Authorization/policyDefinitions@2023-04-01' existing = { name: 'p', scope: tenant() }
module s 'emptysub.bicep' = { name: 's', scope: subscription('x') }
module s2 'empty.bicep' = { name: 's2', scope: resourceGroup('x', 'y') }
output o array = [pd.id, ex.id, managementGroup().id]
