// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Built-in definitions. What runs the clusters themselves is left out: it needs rights that no tenant may have.
targetScope = 'subscription'

var systemNamespaces = [
  'kube-system'
  'gatekeeper-system'
  'azure-arc'
  'flux-system'
  'azure-alb-system'
  'cert-manager'
  'aks-istio-system'
  'aks-istio-ingress'
  'dapr-system'
  'dataprotection-microsoft'
]

resource podSecurity 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-pod-security'
  properties: {
    displayName: 'Pods keep to the restricted Pod Security Standard'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policySetDefinitions', '42b8ef37-b724-4e24-bbc8-7a7708edfe00')
    parameters: {
      effect: {
        value: 'Audit' // the namespaces' own labels refuse; this reports
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource allowedImages 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-allowed-images'
  properties: {
    displayName: 'Images come from the fleet\'s registries'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'febd0533-8e55-448f-b837-bd0e06f16469')
    parameters: {
      effect: {
        value: 'Deny'
      }
      allowedContainerImagesRegex: {
        value: '^(mcr\\.microsoft\\.com|ghcr\\.io/fluxcd|quay\\.io/jetstack|acmefleet\\.azurecr\\.io|ghcr\\.io/stefanprodan/podinfo)[/:@].+$'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource noHostPath 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-host-path'
  properties: {
    displayName: 'Pods mount no paths of their node'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '098fc59e-46c7-4d99-9b16-64990e543d75')
    parameters: {
      effect: {
        value: 'Audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource externalIps 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-external-ips'
  properties: {
    displayName: 'Services claim no external addresses'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'd46c275d-1680-448d-b2ec-e495a3b6cc89')
    parameters: {
      effect: {
        value: 'Audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource internalOnly 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-internal-load-balancers'
  properties: {
    displayName: 'Load balancers are internal'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')
    parameters: {
      effect: {
        value: 'Audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource noDefault 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-default-namespace'
  properties: {
    displayName: 'Nothing runs in the namespace default'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '9f061a12-e40d-4183-a00e-171812443373')
    parameters: {
      effect: {
        value: 'Audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource entra 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-entra-integration'
  properties: {
    displayName: 'Clusters sign people in with Entra ID'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '450d2877-ebea-41e8-b00c-e286317d21bf')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource noLocal 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-local-accounts'
  properties: {
    displayName: 'Clusters have no local accounts'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '993c2fcd-2b29-49d2-9eb0-df2c3a730c32')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource addOn 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-policy-add-on'
  properties: {
    displayName: 'Clusters run the Azure Policy add-on'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '0a15ec92-a229-4763-bb14-0ea34a568f8d')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource fixedVersion 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-fixed-version'
  properties: {
    displayName: 'Clusters run a version without known holes'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'fb893a29-21bb-418c-a157-e99480ec364c')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource rbac 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-cluster-rbac'
  properties: {
    displayName: 'Clusters use role-based access'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'ac4a19c2-fa67-49b4-8ae5-0b2e78c49457')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource noAnonymous 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-registry-anonymous'
  properties: {
    displayName: 'Registries refuse anonymous pulls'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '9f2dea28-e834-476c-99c5-3507b4728395')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource noRegistryAdmin 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-registry-admin'
  properties: {
    displayName: 'Registries have no admin account'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'dc921057-6b28-4fbe-9b83-f7bec05db6c2')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}
