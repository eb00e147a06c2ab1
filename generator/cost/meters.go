package cost

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/review/arm"
)

// count is a number of units of something; of nodes that come and go, a range.
type count struct {
	meter    string
	min, max float64
}

func one(meter string) []count { return []count{{meter, 1, 1}} }

// Assumptions are what a fleet's files do not say.
type Assumptions struct {
	CapacityUnits float64 // of each AGC, on average
	LogsGB        float64 // that each Log Analytics workspace takes in, each month
	StandIn       string  // the region whose prices are taken where there are none
}

// metersOf says what Azure bills for a resource. What costs nothing by itself has
// no meter; a type that is not known here is its own meter, without a price.
func metersOf(r arm.Resource, a Assumptions) []count {
	switch t := strings.ToLower(r.Type); t {
	case "microsoft.containerservice/managedclusters":
		out := one("aks-" + word(r.Body, "sku", "tier"))
		pools, _ := at(r.Body, "properties", "agentPoolProfiles").([]any)
		for _, p := range pools {
			pool, _ := p.(map[string]any)
			out = append(out, nodes(pool))
		}
		return out
	case "microsoft.containerservice/managedclusters/agentpools":
		pool, _ := r.Body["properties"].(map[string]any)
		return []count{nodes(pool)}
	case "microsoft.compute/virtualmachines":
		return one("vm/" + text(r.Body, "properties", "hardwareProfile", "vmSize"))
	case "microsoft.servicenetworking/trafficcontrollers":
		return []count{{"agc", 1, 1}, {"agc-capacity-unit", a.CapacityUnits, a.CapacityUnits}}
	case "microsoft.operationalinsights/workspaces":
		return []count{{"logs-gb", a.LogsGB, a.LogsGB}}
	case "microsoft.cdn/profiles":
		name, _, _ := strings.Cut(word(r.Body, "sku", "name"), "_")
		return one("front-door-" + name)
	default:
		if meter, ok := meters()[t]; ok {
			switch meter {
			case "":
				return nil
			case usage:
				return one("use of " + r.Type)
			}
			return one(strings.ReplaceAll(meter, "SKU", word(r.Body, "sku", "name")))
		}
	}
	return one(r.Type)
}

// meters names what is billed by the piece; with an empty name, what is not billed
// by itself. SKU stands for the resource's own.
func meters() map[string]string {
	out := map[string]string{
		"microsoft.servicenetworking/trafficcontrollers/frontends":        "agc-frontend",
		"microsoft.servicenetworking/trafficcontrollers/associations":     "agc-association",
		"microsoft.servicenetworking/trafficcontrollers/securitypolicies": wafMeter,
		"microsoft.network/natgateways":                                   "nat-gateway-SKU",
		"microsoft.network/bastionhosts":                                  "bastion-SKU",
		"microsoft.network/publicipaddresses":                             "public-ip-SKU",
		"microsoft.network/privateendpoints":                              "private-endpoint",
		"microsoft.network/privatednszones":                               "private-dns-zone",
		"microsoft.network/dnszones":                                      "dns-zone",
		"microsoft.network/trafficmanagerprofiles/externalendpoints":      "traffic-manager-endpoint",
		"microsoft.network/ddosprotectionplans":                           "ddos-plan",
		"microsoft.containerregistry/registries":                          "registry-SKU",
		"microsoft.containerregistry/registries/replications":             "registry-replication",
		"microsoft.dashboard/grafana":                                     "grafana-SKU",
		"microsoft.insights/metricalerts":                                 "metric-alert",
		"microsoft.insights/scheduledqueryrules":                          "log-alert",
		"microsoft.security/pricings":                                     usage,
		"microsoft.keyvault/vaults":                                       usage,
		"microsoft.storage/storageaccounts":                               usage,
		"microsoft.monitor/accounts":                                      usage,
		"microsoft.dataprotection/backupvaults":                           usage,
	}
	for namespace, types := range free() {
		for t := range strings.FieldsSeq(types) {
			out["microsoft."+namespace+"/"+t] = ""
		}
	}
	return out
}

// free lists, by namespace, what holds others, says who may do what, or is a part
// of something that is billed.
func free() map[string]string {
	return map[string]string{
		"alertsmanagement": "prometheusrulegroups",
		"authorization":    "roleassignments roledefinitions policyassignments policydefinitions policysetdefinitions",
		"cdn": "profiles/afdendpoints profiles/afdendpoints/routes profiles/customdomains profiles/origingroups " +
			"profiles/origingroups/origins profiles/rulesets profiles/rulesets/rules profiles/secrets profiles/securitypolicies",
		"compute":           "proximityplacementgroups virtualmachines/extensions",
		"consumption":       "budgets",
		"containerregistry": "registries/agentpools registries/cacherules registries/credentialsets registries/tasks",
		"containerservice": "managedclusters/maintenanceconfigurations managedclusters/managednamespaces " +
			"managedclusters/trustedaccessrolebindings",
		"dataprotection": "backupvaults/backupinstances backupvaults/backuppolicies",
		"insights": "actiongroups datacollectionendpoints datacollectionruleassociations datacollectionrules " +
			"diagnosticsettings privatelinkscopes privatelinkscopes/scopedresources",
		"keyvault":                "vaults/secrets",
		"kubernetesconfiguration": "extensions fluxconfigurations",
		"managedidentity":         "userassignedidentities userassignedidentities/federatedidentitycredentials",
		"network": "applicationgatewaywebapplicationfirewallpolicies dnszones/a dnszones/aaaa dnszones/caa dnszones/cname " +
			"dnszones/txt frontdoorwebapplicationfirewallpolicies networkinterfaces networksecuritygroups " +
			"privatednszones/a privatednszones/virtualnetworklinks privateendpoints/privatednszonegroups routetables " +
			"trafficmanagerprofiles virtualnetworks virtualnetworks/subnets virtualnetworks/virtualnetworkpeerings",
		"operationalinsights": "workspaces/tables workspaces/savedsearches",
		"resources":           "resourcegroups",
		"storage":             "storageaccounts/blobservices storageaccounts/blobservices/containers",
	}
}

// wafMeter is billed once for each AGC, however many policies it has.
// https://learn.microsoft.com/azure/application-gateway/for-containers/understanding-pricing
const wafMeter = "agc-waf"

// usage marks what is billed by its use alone, which no file tells.
const usage = "usage"

// nodes are those of a pool, from the fewest to the most.
func nodes(pool map[string]any) count {
	least, most := number(pool, "minCount"), number(pool, "maxCount")
	if least == 0 && most == 0 {
		least, most = number(pool, "count"), number(pool, "count")
	}
	return count{"vm/" + text(pool, "vmSize"), least, most}
}

func at(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func text(v any, keys ...string) string {
	switch s := at(v, keys...).(type) {
	case string:
		return s
	case nil:
		return "unknown"
	default:
		return fmt.Sprint(s)
	}
}

func word(v any, keys ...string) string { return strings.ToLower(text(v, keys...)) }

func number(v any, keys ...string) float64 {
	n, _ := at(v, keys...).(float64)
	return n
}
