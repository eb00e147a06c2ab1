resource st 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 'abc' }
resource w 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = { name: 'wsps', scope: resourceGroup('logs') }
resource d 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = { name: 'd', scope: st, properties: { workspaceId: w.id, logs: [] } }
resource d2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = { name: 'd2', scope: st, properties: { workspaceId: w.properties.customerId, storageAccountId: st.id, logs: [] }, dependsOn: [d] }
output o array = [d.id, d2.properties.workspaceId]
