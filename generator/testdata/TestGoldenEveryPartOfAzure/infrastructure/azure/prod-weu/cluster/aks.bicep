// Rendered by Tenantry from clusters/prod-weu.yaml: change that file, not this one.

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource nodeSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AksSubnet'
}

resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-cluster'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-prod-weu-kubelet'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-prod-weu'
  scope: resourceGroup('rg-acme-prod-weu')
}

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' = {
  name: 'aks-prod-weu'
  location: 'westeurope'
  sku: {
    name: 'Base'
    tier: 'Premium'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${clusterIdentity.id}': {}
    }
  }
  properties: {
    kubernetesVersion: '1.35' // the minor version; Azure chooses the patch
    dnsPrefix: 'prod-weu'
    nodeResourceGroup: 'rg-acme-prod-weu-nodes'
    nodeResourceGroupProfile: {
      restrictionLevel: 'Unrestricted' // the ALB controller is given a role there, which ReadOnly would refuse
    }
    supportPlan: 'AKSLongTermSupport'
    enableRBAC: true
    disableLocalAccounts: true
    aadProfile: {
      managed: true
      enableAzureRBAC: true
      tenantID: '11111111-1111-4111-8111-111111111111'
      adminGroupObjectIDs: ['44444444-4444-4444-8444-444444444444']
    }
    apiServerAccessProfile: {
      enablePrivateCluster: false
      authorizedIPRanges: [
        '192.0.2.0/24'
      ]
      disableRunCommand: false // the deploy script hands values over through it
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
      imageCleaner: {
        enabled: true
        intervalHours: 168
      }
      defender: {
        logAnalyticsWorkspaceResourceId: workspace.id
        securityMonitoring: {
          enabled: true
        }
      }
    }
    identityProfile: {
      kubeletidentity: {
        resourceId: kubeletIdentity.id
        clientId: kubeletIdentity.properties.clientId
        objectId: kubeletIdentity.properties.principalId
      }
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      podCidr: '100.64.0.0/10'
      networkPolicy: 'calico'
      serviceCidr: '172.16.0.0/16'
      dnsServiceIP: '172.16.0.10'
      loadBalancerSku: 'standard'
      outboundType: 'userDefinedRouting'
    }
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'true'
          rotationPollInterval: '2m'
        }
      }
      azurepolicy: {
        enabled: true
        config: {
          version: 'v2'
        }
      }
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: workspace.id
          useAADAuth: 'true'
        }
      }
    }
    azureMonitorProfile: {
      metrics: {
        enabled: true
        kubeStateMetrics: {
          metricLabelsAllowlist: ''
          metricAnnotationsAllowList: ''
        }
      }
    }
    metricsProfile: {
      costAnalysis: {
        enabled: true
      }
    }
    storageProfile: {
      diskCSIDriver: {
        enabled: true
      }
      fileCSIDriver: {
        enabled: true
      }
      snapshotController: {
        enabled: true
      }
    }
    workloadAutoScalerProfile: {
      keda: {
        enabled: true
      }
      verticalPodAutoscaler: {
        enabled: true
      }
    }
    autoScalerProfile: {
      'balance-similar-node-groups': 'true'
      expander: 'least-waste'
      'scale-down-unneeded-time': '10m'
      'scale-down-utilization-threshold': '0.50'
      'scan-interval': '10s'
      'skip-nodes-with-system-pods': 'false'
    }
    serviceMeshProfile: {
      mode: 'Istio'
      istio: {
        revisions: ['asm-1-28']
        components: {
          proxyRedirectionMechanism: 'CNIChaining' // Pod Security refuses the init containers
        }
      }
    }
    autoUpgradeProfile: {
      upgradeChannel: 'patch'
      nodeOSUpgradeChannel: 'NodeImage'
    }
    agentPoolProfiles: [
      { // the only pool named here: pools in two places would look as if they were removed
        name: 'system'
        mode: 'System'
        vmSize: 'Standard_D4ds_v5'
        osType: 'Linux'
        osSKU: 'AzureLinux'
        osDiskType: 'Ephemeral' // on the machine's own disk: faster, and nothing to pay for
        osDiskSizeGB: 128
        type: 'VirtualMachineScaleSets'
        enableAutoScaling: true
        count: 3
        minCount: 3
        maxCount: 6
        maxPods: 110
        availabilityZones: ['1', '2', '3']
        vnetSubnetID: nodeSubnet.id
        securityProfile: {
          sshAccess: 'Disabled'
        }
        upgradeSettings: {
          maxSurge: '33%'
          drainTimeoutInMinutes: 30
        }
        nodeTaints: [
          'CriticalAddonsOnly=true:NoSchedule' // tenants' pods stay off
        ]
      }
    ]
  }
}

resource pool_fastPlacement 'Microsoft.Compute/proximityPlacementGroups@2024-03-01' = {
  name: 'ppg-prod-weu-fast'
  location: 'westeurope'
}

resource pool_fast 'Microsoft.ContainerService/managedClusters/agentPools@2026-01-01' = {
  parent: cluster
  name: 'fast'
  properties: {
    mode: 'User'
    vmSize: 'Standard_D4ds_v5'
    osType: 'Linux'
    osSKU: 'AzureLinux'
    osDiskType: 'Ephemeral' // on the machine's own disk: faster, and nothing to pay for
    osDiskSizeGB: 128
    type: 'VirtualMachineScaleSets'
    enableAutoScaling: true
    count: 3
    minCount: 3
    maxCount: 6
    maxPods: 110
    availabilityZones: ['1']
    vnetSubnetID: nodeSubnet.id
    proximityPlacementGroupID: pool_fastPlacement.id
    securityProfile: {
      sshAccess: 'Disabled'
    }
    upgradeSettings: {
      maxSurge: '33%'
      drainTimeoutInMinutes: 30
    }
  }
}

resource pool_general 'Microsoft.ContainerService/managedClusters/agentPools@2026-01-01' = {
  parent: cluster
  name: 'general'
  properties: {
    mode: 'User'
    vmSize: 'Standard_D4ds_v5'
    osType: 'Linux'
    osSKU: 'AzureLinux'
    osDiskType: 'Ephemeral' // on the machine's own disk: faster, and nothing to pay for
    osDiskSizeGB: 128
    type: 'VirtualMachineScaleSets'
    enableAutoScaling: true
    count: 3
    minCount: 3
    maxCount: 20
    maxPods: 110
    availabilityZones: ['1', '2', '3']
    vnetSubnetID: nodeSubnet.id
    securityProfile: {
      sshAccess: 'Disabled'
    }
    upgradeSettings: {
      maxSurge: '33%'
      drainTimeoutInMinutes: 30
    }
  }
  dependsOn: [
    pool_fast // AKS refuses two operations at once
  ]
}
