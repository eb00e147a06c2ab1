package arm_test

import (
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/review/arm"
	"github.com/tenantry/tenantry/generator/review/fields"
)

func TestEveryImmutablePropertyHasASourceAndAWayOut(t *testing.T) {
	t.Parallel()
	for _, r := range arm.Immutables() {
		if !strings.HasPrefix(r.Source, "https://") || r.Instead == "" || len(r.Paths) == 0 {
			t.Errorf("incomplete: %+v", r)
		}
	}
}

func TestFindImmutable(t *testing.T) {
	t.Parallel()
	const aks, vnet = "Microsoft.ContainerService/managedClusters", "Microsoft.Network/virtualNetworks"
	tests := map[string]struct {
		resourceType, path string
		before             any
		want               bool
		op                 fields.Op
	}{
		"a property":                  {aks, "properties.dnsPrefix", "a", true, fields.Changes},
		"any case of the type":        {strings.ToLower(aks), "properties.dnsPrefix", "a", true, fields.Changes},
		"of an item, by its name":     {aks, "properties.agentPoolProfiles[system].vmSize", "a", true, fields.Changes},
		"below a property":            {"Microsoft.Network/privateEndpoints", "properties.subnet.id", "a", true, fields.Changes},
		"its neighbour":               {aks, "properties.dnsPrefixes", "a", false, fields.Changes},
		"of another type":             {"Microsoft.Network/x", "properties.dnsPrefix", "a", false, fields.Changes},
		"the place of anything":       {"Microsoft.Network/x", "location", "a", true, fields.Changes},
		"a subnet that goes":          {vnet, "properties.subnets[a]", nil, true, fields.Disappears},
		"a subnet that comes":         {vnet, "properties.subnets[a]", nil, false, fields.Appears},
		"what a subnet need not have": {vnet, "properties.subnets[a].properties.natGateway", nil, false, fields.Disappears},
		"a value that may be left":    {"Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", false, false, fields.Changes},
		"a value that may not":        {"Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", true, true, fields.Changes},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			if _, got := arm.FindImmutable(tt.resourceType, fields.Field{Path: tt.path, Op: tt.op, Before: tt.before}); got != tt.want {
				t.Errorf("found %v", got)
			}
		})
	}
}
