package azure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
)

// setPrivate decides the private endpoints and the zones that name them. Zones
// belong to the region and are linked to its own network: one that two regions
// share lets the second endpoint take the first one's name
// (https://github.com/mspnp/aks-baseline-multi-region/issues/46).
func (c *Cluster) setPrivate(f *fleet.Fleet) {
	c.Endpoints = []Endpoint{
		{Symbol: "vaultEndpoint", Name: "pe-" + c.Vault, GroupID: "vault", Target: "vaultId", Zones: c.zones(fleet.ZoneOfVaults)},
		{Symbol: "storageEndpoint", Name: "pe-" + c.Storage, GroupID: "blob", Target: "storageId", Zones: c.zones(fleet.ZoneOfBlobs)},
		{
			Symbol: "registryEndpoint", Name: "pe-" + c.Fleet.Registry, GroupID: "registry", Target: "registry.id",
			ResourceID: c.Fleet.RegistryID, Zones: c.zones(fleet.ZoneOfRegistries),
		},
	}
	if c.PrivateGrafana {
		c.Endpoints = append(c.Endpoints, Endpoint{
			Symbol: "grafanaEndpoint", Name: "pe-" + c.Grafana, GroupID: "grafana", Target: "grafanaId",
			Zones: c.zones("privatelink.grafana.azure.com"),
		})
	}
	if c.PrivateTelemetry {
		c.Endpoints = append(c.Endpoints, Endpoint{
			Symbol: "monitorEndpoint", Name: "pe-" + c.MonitorScope, GroupID: "azuremonitor", Target: "monitorScopeId",
			Zones: c.zones(monitorZones()...),
		})
	}
	for _, t := range f.Tenants {
		if t.Stamp != c.Stamp {
			continue
		}
		for i, e := range t.Endpoints {
			c.Endpoints = append(c.Endpoints, Endpoint{
				Symbol: fmt.Sprintf("%s_endpoint_%d", symbol("t", t.Name), i+1), Name: fmt.Sprintf("pe-%s-%d", t.Name, i+1),
				GroupID: e.GroupID, ResourceID: e.ResourceID, Zones: c.zones(e.Zones...), Manual: true,
			})
		}
	}
	if c.PrivateAPI {
		c.DNSZones = append(c.DNSZones, PrivateZone{Symbol: "apiZone", Name: c.PrivateZone})
	}
}

// zones adds private DNS zones that are not there yet, and returns the symbols of all.
func (c *Cluster) zones(names ...string) []string {
	symbols := make([]string, len(names))
	for i, n := range names {
		symbols[i] = "zone_" + strings.NewReplacer(".", "_", "-", "_").Replace(strings.TrimPrefix(n, "privatelink."))
		z := PrivateZone{symbols[i], n, hardcoded(n)}
		if !slices.Contains(c.DNSZones, z) {
			c.DNSZones = append(c.DNSZones, z)
		}
	}
	return symbols
}

// hardcoded reports whether Bicep's linter takes a zone's name for one that differs
// between clouds: https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-no-hardcoded-environment-urls
func hardcoded(zone string) bool {
	return strings.HasSuffix(zone, ".core.windows.net") || strings.HasSuffix(zone, ".database.windows.net")
}
