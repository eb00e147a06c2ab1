// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// Built-in definitions, assigned to the subscription. None deploys anything: what they ask for is in the stacks.
targetScope = 'subscription'

// What runs the clusters needs rights that no tenant may have, and what is refused here cannot be healed by Git.
var systemNamespaces = [
  'kube-system' // Kubernetes itself, and AKS's add-ons
  'gatekeeper-system' // Azure Policy's own engine
  'azure-arc' // agents of Azure's that need the node
  'azure-extensions-usage-system' // agents of Azure's that need the node
  'flux-system' // Flux: its controllers call the API server with their own tokens
  'azure-alb-system' // the ALB controller: likewise
  'cert-manager' // cert-manager: likewise
  'calico-system' // Calico: network on the node
  'tigera-operator' // Calico's operator
  'aks-istio-system' // Istio: its CNI writes to the node
  'aks-istio-ingress' // Istio's gateways, where somebody enables one
  'dapr-system' // Dapr: its control plane calls the API server
  'dataprotection-microsoft' // AKS backup: it reads every volume
]

resource podSecurity 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-pod-security'
  properties: {
    displayName: 'Pods keep to the restricted Pod Security Standard'
    description: 'the namespaces\' own labels refuse; this reports'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policySetDefinitions', '42b8ef37-b724-4e24-bbc8-7a7708edfe00')
    parameters: {
      effect: {
        value: 'audit'
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
    description: 'what was not pushed there was not looked at'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'febd0533-8e55-448f-b837-bd0e06f16469')
    parameters: {
      effect: {
        value: 'deny'
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

resource limits 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-limits'
  properties: {
    displayName: 'Containers have limits, and none above the largest plan'
    description: 'deny would refuse pods whose CPU is left unlimited on purpose'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'e345eecc-fa47-480f-9e88-67dcc122b164')
    parameters: {
      effect: {
        value: 'audit'
      }
      cpuLimit: {
        value: '16'
      }
      memoryLimit: {
        value: '32Gi'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource readOnlyRoot 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-read-only-root'
  properties: {
    displayName: 'Containers do not write to their own root'
    description: 'deny would stop images that keep temporary files there'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'df49d893-a74c-421d-bc95-c663042e5b80')
    parameters: {
      effect: {
        value: 'audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource noAutomount 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-no-automount'
  properties: {
    displayName: 'Pods are given no token of the API server unasked'
    description: 'deny would stop operators, which need theirs'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '423dd1ba-798e-40e4-9c4d-b6902674b423')
    parameters: {
      effect: {
        value: 'audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource hostPath 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-host-path'
  properties: {
    displayName: 'Pods mount no paths of their node'
    description: 'the namespaces\' own labels refuse; this reports'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '098fc59e-46c7-4d99-9b16-64990e543d75')
    parameters: {
      effect: {
        value: 'audit'
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
    description: 'a claimed address takes traffic of others: CVE-2020-8554'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'd46c275d-1680-448d-b2ec-e495a3b6cc89')
    parameters: {
      effect: {
        value: 'deny'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource internalLoadBalancers 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-internal-load-balancers'
  properties: {
    displayName: 'Load balancers are internal'
    description: 'a public one would lead past AGC and its firewall'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')
    parameters: {
      effect: {
        value: 'deny'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource httpsIngress 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-https-ingress'
  properties: {
    displayName: 'Ingresses take HTTPS alone'
    description: 'gateways do it by their listeners, which this does not see'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d')
    parameters: {
      effect: {
        value: 'audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource defaultNamespace 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-default-namespace'
  properties: {
    displayName: 'Nothing runs in the namespace default'
    description: 'Kubernetes itself keeps a Service and an account there'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '9f061a12-e40d-4183-a00e-171812443373')
    parameters: {
      effect: {
        value: 'audit'
      }
      excludedNamespaces: {
        value: systemNamespaces
      }
    }
  }
}

resource endpointEdit 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-endpoint-edit'
  properties: {
    displayName: 'The role edit leaves endpoints alone'
    description: 'endpoints lead traffic into other namespaces'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '1ddac26b-ed48-4c30-8cc5-3a68c79b8001')
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

resource entraIntegration 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-entra-integration'
  properties: {
    displayName: 'Clusters sign people in with Entra ID'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '450d2877-ebea-41e8-b00c-e286317d21bf')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource localAccounts 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-local-accounts'
  properties: {
    displayName: 'Clusters have no local accounts'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '993c2fcd-2b29-49d2-9eb0-df2c3a730c32')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource policyAddOn 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-policy-add-on'
  properties: {
    displayName: 'Clusters run the Azure Policy add-on'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '0a15ec92-a229-4763-bb14-0ea34a568f8d')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource apiServerAccess 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-api-server-access'
  properties: {
    displayName: 'API servers are private, or open to certain addresses'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '0e246bcf-5f6f-4f87-bc6f-775d4712c7ea')
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
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'fb893a29-21bb-418c-a157-e99480ec364c')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource clusterRbac 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-cluster-rbac'
  properties: {
    displayName: 'Clusters use role-based access'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'ac4a19c2-fa67-49b4-8ae5-0b2e78c49457')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource managedIdentity 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-managed-identity'
  properties: {
    displayName: 'Clusters act by managed identities'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'da6e2401-19da-4532-9141-fb8fbde08431')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource defenderProfile 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-defender-profile'
  properties: {
    displayName: 'Clusters are watched by Defender'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'a1840de2-8088-4ea8-b153-b4c723e9cb01')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource registryAnonymous 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-registry-anonymous'
  properties: {
    displayName: 'Registries refuse anonymous pulls'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', '9f2dea28-e834-476c-99c5-3507b4728395')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}

resource registryAdmin 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'tenantry-registry-admin'
  properties: {
    displayName: 'Registries have no admin account'
    description: 'rendered so; a report means that somebody changed it by hand'
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'dc921057-6b28-4fbe-9b83-f7bec05db6c2')
    parameters: {
      effect: {
        value: 'Audit'
      }
    }
  }
}
