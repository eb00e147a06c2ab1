package fleet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// buildEndpoints reads the Azure services that a tenant reaches privately.
func (b *builder) buildEndpoints(d *load.Doc[v1alpha1.Tenant], t *Tenant) {
	for i, e := range d.Value.Spec.PrivateEndpoints {
		in := func(steps ...string) diag.Pos {
			return d.At(append([]string{"spec", "privateEndpoints", strconv.Itoa(i)}, steps...)...)
		}
		id := b.resourceID(in("resourceId"), e.ResourceID, "")
		if id.IsZero() {
			continue
		}
		zones := b.zonesOfGroup(id.Type, e.GroupID, in)
		if e.Region != "" {
			b.matches(in("region"), b.rules.region, e.Region)
		}
		if regional(zones) && e.Region == "" {
			b.add(in("resourceId"), "missing-field",
				fmt.Sprintf(`"region" is missing, and the private DNS zone of %s is called after it`, id.Type),
				`add "region:" with the region that the service is in`)
		}
		t.Endpoints = append(t.Endpoints, PrivateEndpoint{
			ResourceID: e.ResourceID, GroupID: e.GroupID, Zones: zonesIn(zones, e.Region),
			Ports: b.ports(in, e.Ports, portsOf(id.Type, e.GroupID)),
		})
	}
}

// zonesOfGroup returns the private DNS zones of a part of a service.
func (b *builder) zonesOfGroup(typ, group string, in place) []string {
	if b.privateZones == nil {
		b.privateZones = privateZones()
	}
	parts := b.privateZones[strings.ToLower(typ)]
	zones, known := parts[group]
	switch {
	case len(parts) == 0:
		b.add(in("resourceId"), "unknown-group-id", fmt.Sprintf("no private DNS zone is known for a %s", typ),
			"reach the service over its public address, or make the private endpoint elsewhere")
	case !known:
		fix := "write one of " + strings.Join(parts.ids(), ", ")
		if near := diag.Nearest(group, parts.ids()); near != "" {
			fix = fmt.Sprintf("write %q", near)
		}
		b.add(in("groupId"), "unknown-group-id", fmt.Sprintf("a %s has no part called %s", typ, load.Quote(group)), fix)
	}
	return zones
}

// checkEndpoints refuses a second private endpoint for the same part of a service on
// one cluster: it would take the name of the first
// (https://github.com/Azure/azure-quickstart-templates/issues/12091).
func (b *builder) checkEndpoints(docs []*load.Doc[v1alpha1.Tenant]) {
	first := map[string]diag.Pos{}
	for i, d := range docs {
		stamp := ""
		if i < len(b.fleet.Tenants) {
			stamp = string(b.fleet.Tenants[i].Stamp)
		}
		for j, e := range d.Value.Spec.PrivateEndpoints {
			here := d.At("spec", "privateEndpoints", strconv.Itoa(j))
			key := stamp + " " + e.GroupID + " " + strings.ToLower(e.ResourceID)
			if prev, taken := first[key]; taken {
				b.add(here, "endpoint-twice", "the clusters have a private endpoint for this service already",
					"remove one of the two: in one network the name has one address", prev)
				continue
			}
			first[key] = here
		}
	}
}

// portsOf returns the ports that a part of a service is known for; most of them
// speak HTTPS alone.
func portsOf(typ, group string) []int {
	switch group {
	case "sqlServer", "SqlOnDemand":
		return []int{1433}
	case "Sql":
		if strings.HasPrefix(strings.ToLower(typ), "microsoft.synapse/") { // Cosmos DB calls a part so, too
			return []int{1433}
		}
	case "mysqlServer", "mariadbServer":
		return []int{3306}
	case "postgresqlServer", "coordinator":
		return []int{5432}
	case "redisCache":
		return []int{6380}
	case "redisEnterprise":
		return []int{10000}
	case "MongoDB":
		return []int{10255}
	case "MongoCluster":
		return []int{10260}
	case "Cassandra":
		return []int{10350}
	case "namespace": // AMQP, and Kafka of Event Hubs
		return []int{443, 5671, 9093}
	case "iotHub":
		return []int{443, 5671, 8883}
	}
	return []int{defaultPort}
}
