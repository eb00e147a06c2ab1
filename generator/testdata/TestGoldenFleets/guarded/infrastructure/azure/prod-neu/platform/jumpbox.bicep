// Rendered by Tenantry from clusters/prod-neu.yaml: change that file, not this one.

@description('Who signs in.')
param adminUsername string
@description('The public half of the key that signs in.')
param sshPublicKey string
@description('Subnet of the machine.')
param vmSubnetId string
@description('Where boot diagnostics are kept.')
param storageUri string

resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'nic-prod-neu-jumpbox'
  location: 'northeurope'
  properties: {
    ipConfigurations: [
      {
        name: 'private' // no public address: Bastion is the only way in
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          subnet: {
            id: vmSubnetId
          }
        }
      }
    ]
  }
}

resource machine 'Microsoft.Compute/virtualMachines@2025-11-01' = {
  name: 'vm-prod-neu-jumpbox'
  location: 'northeurope'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    hardwareProfile: {
      vmSize: 'Standard_D2s_v5'
    }
    storageProfile: {
      imageReference: {
        publisher: 'Canonical'
        offer: 'ubuntu-24_04-lts'
        sku: 'server'
        version: 'latest'
      }
      osDisk: {
        createOption: 'FromImage'
        diskSizeGB: 64
        managedDisk: {
          storageAccountType: 'Premium_LRS'
        }
      }
    }
    osProfile: {
      computerName: 'jumpbox'
      adminUsername: adminUsername
      linuxConfiguration: {
        disablePasswordAuthentication: true
        patchSettings: {
          assessmentMode: 'AutomaticByPlatform'
          patchMode: 'AutomaticByPlatform'
        }
        ssh: {
          publicKeys: [
            {
              path: '/home/${adminUsername}/.ssh/authorized_keys'
              keyData: sshPublicKey
            }
          ]
        }
      }
    }
    networkProfile: {
      networkInterfaces: [
        {
          id: card.id
        }
      ]
    }
    securityProfile: {
      securityType: 'TrustedLaunch'
      uefiSettings: {
        secureBootEnabled: true
        vTpmEnabled: true
      }
    }
    diagnosticsProfile: {
      bootDiagnostics: {
        enabled: true
        storageUri: storageUri
      }
    }
  }
}

output machineName string = machine.name
