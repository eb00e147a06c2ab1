// Rendered by Tenantry from clusters/edge-eus2.yaml: change that file, not this one.

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-edge-eus2'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource nodeSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: network
  name: 'AksSubnet'
}

resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-eus2-cluster'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-edge-eus2-kubelet'
  scope: resourceGroup('rg-edge-edge-eus2')
}

// Nodes reach the API server from this address.
resource outgoing 'Microsoft.Network/publicIPAddresses@2025-01-01' existing = {
  name: 'pip-edge-eus2-outgoing'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-edge-eus2'
  scope: resourceGroup('rg-edge-edge-eus2')
}

resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' = {
  name: 'aks-edge-eus2'
  location: 'eastus2'
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
    kubernetesVersion: '1.35' // the minor version; Azure chooses the patch
    dnsPrefix: 'edge-eus2'
    nodeResourceGroup: 'rg-edge-edge-eus2-nodes'
    nodeResourceGroupProfile: {
      restrictionLevel: 'Unrestricted' // the ALB controller is given a role there, which ReadOnly would refuse
    }
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
        '198.51.100.16/28'
        '${outgoing.properties.ipAddress}/32'
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
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      serviceCidr: '172.16.0.0/16'
      dnsServiceIP: '172.16.0.10'
      loadBalancerSku: 'standard'
      outboundType: 'userAssignedNATGateway'
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
        enabled: false
      }
      verticalPodAutoscaler: {
        enabled: false
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

resource pool_user 'Microsoft.ContainerService/managedClusters/agentPools@2026-01-01' = {
  parent: cluster
  name: 'user'
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
}
