// Rendered by Tenantry from clusters/fleet.yaml: change that file, not this one.

// One plan for all clusters' networks: it is priced by the plan, not by the network.
resource plan 'Microsoft.Network/ddosProtectionPlans@2024-05-01' = {
  name: 'ddos-acme'
  location: 'swedencentral'
}
