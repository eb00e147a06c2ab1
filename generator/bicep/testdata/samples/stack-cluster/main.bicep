@description('SSH key of the node administrators.')
@secure()
param sshPublicKey string

param location string = resourceGroup().location

resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id-prod-weu-cluster'
}

resource kubelet 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id-prod-weu-kubelet'
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' existing = {
  name: 'vnet-prod-weu'

  resource nodes 'subnets' existing = {
    name: 'AksSubnet'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  scope: resourceGroup('rg-acme-logs')
  name: 'log-prod-weu'
}

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks-prod-weu'
  location: location
  sku: {
    name: 'Base'
    tier: 'Standard'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${clusterIdentity.id}': {}
    }
  }
  properties: {
    kubernetesVersion: '1.31'
    dnsPrefix: 'prod-weu'
    disableLocalAccounts: true
    linuxProfile: {
      adminUsername: 'azureuser'
      ssh: {
        publicKeys: [
          {
            keyData: sshPublicKey
          }
        ]
      }
    }
    identityProfile: {
      kubeletidentity: {
        resourceId: kubelet.id
        clientId: kubelet.properties.clientId
        objectId: kubelet.properties.principalId
      }
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        count: 3
        vmSize: 'Standard_D4ds_v5'
        vnetSubnetID: network::nodes.id
        availabilityZones: [
          '1'
          '2'
          '3'
        ]
        nodeTaints: [
          'CriticalAddonsOnly=true:NoSchedule'
        ]
      }
    ]
    addonProfiles: {
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: workspace.id
        }
      }
    }
  }
}

resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = {
  parent: cluster
  name: 'user'
  properties: {
    mode: 'User'
    count: 2
    vmSize: 'Standard_D8ds_v5'
    vnetSubnetID: network::nodes.id
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: cluster
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'kube-audit-admin'
        enabled: true
      }
    ]
  }
}

resource flux 'Microsoft.KubernetesConfiguration/extensions@2023-05-01' = {
  name: 'flux'
  scope: cluster
  properties: {
    extensionType: 'microsoft.flux'
    autoUpgradeMinorVersion: false
    configurationSettings: {
      'helm-controller.enabled': 'true'
      'workloadIdentity.enable': 'true'
    }
  }
  dependsOn: [
    pool
  ]
}

output issuer string = cluster.properties.oidcIssuerProfile.issuerURL
output nodeGroup string = cluster.properties.nodeResourceGroup
