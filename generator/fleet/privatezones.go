package fleet

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
)

// The private DNS zones of what the platform itself reaches through private endpoints.
const (
	ZoneOfVaults     = "privatelink.vaultcore.azure.net"
	ZoneOfBlobs      = "privatelink.blob.core.windows.net"
	ZoneOfRegistries = "privatelink.azurecr.io"
)

// inRegion stands in the name of a zone for the service's region.
const inRegion = "{region}"

//go:embed privatezones.txt
var zoneTable string

// groups are the parts of a kind of service, by group id, and their private DNS zones.
type groups map[string][]string

// privateZones reads the table: what each kind of service consists of, by its type in
// lower case, since Azure's types know no case.
func privateZones() map[string]groups {
	out := map[string]groups{}
	for line := range strings.Lines(zoneTable) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		typ := strings.ToLower(fields[0])
		if out[typ] == nil {
			out[typ] = groups{}
		}
		for part := range strings.SplitSeq(fields[1], ",") {
			out[typ][part] = fields[2:]
		}
	}
	return out
}

// ids lists group ids in order.
func (g groups) ids() []string { return slices.Sorted(maps.Keys(g)) }

// zonesIn puts the region into the names of zones.
func zonesIn(zones []string, region string) []string {
	out := make([]string, len(zones))
	for i, z := range zones {
		out[i] = strings.ReplaceAll(z, inRegion, region)
	}
	return out
}

// regional reports whether a zone is called after a region.
func regional(zones []string) bool {
	return slices.ContainsFunc(zones, func(z string) bool { return strings.Contains(z, inRegion) })
}
