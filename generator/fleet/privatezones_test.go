package fleet

import (
	"strings"
	"testing"
)

// TestTheTableOfZonesIsWhole: each line names a type, parts and zones, no part stands
// twice, and the platform's own zones are those of the table.
func TestTheTableOfZonesIsWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for line := range strings.Lines(zoneTable) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		if len(fields) < 3 || !strings.HasPrefix(fields[0], "Microsoft.") {
			t.Fatalf("line %q says no type, parts and zones", line)
		}
		for part := range strings.SplitSeq(fields[1], ",") {
			if key := fields[0] + " " + part; seen[key] {
				t.Errorf("%s stands twice", key)
			} else {
				seen[key] = true
			}
		}
		for _, zone := range fields[2:] {
			if !strings.HasPrefix(zone, "privatelink.") || strings.Trim(zone, "abcdefghijklmnopqrstuvwxyz0123456789.-{}") != "" {
				t.Errorf("%s is no zone's name", zone)
			}
		}
	}
	zones := privateZones()
	for zone, at := range map[string][2]string{
		ZoneOfVaults: {"microsoft.keyvault/vaults", "vault"}, ZoneOfBlobs: {"microsoft.storage/storageaccounts", "blob"},
		ZoneOfRegistries: {"microsoft.containerregistry/registries", "registry"},
	} {
		if got := zones[at[0]][at[1]]; len(got) != 1 || got[0] != zone {
			t.Errorf("%s has %v", at, got)
		}
	}
}
