package azure

import (
	"fmt"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// RuleAssociation lets a data collection rule of the platform collect from the cluster.
type RuleAssociation struct {
	Symbol, Name, Association, Why string
}

// Alert is one metric that is out of bounds for a quarter of an hour.
type Alert struct {
	Symbol, Name, Why   string
	Scope, Type, Metric string // symbol of the resource, its type, and the metric's name there
	Aggregation         string // Average or Total
	Operator            string // GreaterThan or LessThan
	Threshold           int
	Dimension, Value    string // the part that is looked at; * looks at each on its own; empty: the whole
	Severity            int    // 1 is worse than 2
}

// Existing is a resource of its own group that a template names.
type Existing struct {
	Symbol, Type, Name string
}

// setOperations decides what is watched on a cluster.
func (c *Cluster) setOperations(f *fleet.Fleet) {
	// https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
	c.Logs = []string{
		"kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler",
		"cloud-controller-manager", "guard", "csi-azuredisk-controller", "csi-azurefile-controller", "csi-snapshot-controller",
	}
	if c.Fleet.Parts.ContainerInsights {
		c.Rules = append(c.Rules, RuleAssociation{"insights", c.InsightsRule, "ContainerInsightsExtension", "logs of nodes and pods"})
	}
	if c.Fleet.Parts.Prometheus {
		c.Rules = append(c.Rules, RuleAssociation{"prometheus", c.PrometheusRule, "ContainerInsightsMetricsExtension", "metrics"})
		c.Recordings = recordings(c.AKS)
	}
	c.Collects = c.PrivateTelemetry || c.Fleet.Parts.Prometheus
	c.InsightsStreams = insightsStreams(c.Fleet.Parts.Prometheus)
	c.Alerts = c.clusterAlerts()
	c.setPlatformAlerts(f)
}

// insightsStreams leaves metrics to Prometheus where there is one: the same numbers
// would be paid for twice.
// https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
func insightsStreams(prometheus bool) []string {
	if prometheus {
		return []string{"Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"}
	}
	return []string{"Microsoft-ContainerInsights-Group-Default"}
}

// clusterAlerts are about AKS, by the names of
// https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-containerservice-managedclusters-metrics
func (c *Cluster) clusterAlerts() []Alert {
	above := func(symbol, what, metric string, threshold int, why string) Alert {
		return Alert{
			Symbol: symbol, Name: what, Why: why, Scope: "cluster", Type: "Microsoft.ContainerService/managedClusters", Metric: metric,
			Aggregation: "Average", Operator: "GreaterThan", Threshold: threshold, Severity: 2,
		}
	}
	return []Alert{
		above("cpuAlert", "cpu", "node_cpu_usage_percentage", 90, "Nodes have little processor time left"),
		above("memoryAlert", "memory", "node_memory_working_set_percentage", 90, "Nodes have little memory left"),
		above("diskAlert", "disk", "node_disk_usage_percentage", 85, "Nodes have little disk left"),
		above("apiServerAlert", "api-server", "apiserver_cpu_usage_percentage", 85, "The API server has little processor time left"),
		above("pendingAlert", "pending", "cluster_autoscaler_unschedulable_pods_count", 0, "Pods find no node, and none is added"),
	}
}

// setPlatformAlerts are about what the cluster stands on, by the names of
// https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
func (c *Cluster) setPlatformAlerts(f *fleet.Fleet) {
	const (
		agc     = "Microsoft.ServiceNetworking/trafficControllers"
		vault   = "Microsoft.KeyVault/vaults"
		storage = "Microsoft.Storage/storageAccounts"
		nat     = "Microsoft.Network/natGateways"
	)
	c.Watched = []Existing{{"vault", vault, c.Vault}, {"account", storage, c.Storage}}
	c.PlatformAlerts = []Alert{
		{
			"vaultAlert", "vault-availability", "The key vault fails requests", "vault", vault, "Availability",
			"Average", "LessThan", 99, "", "", 2,
		},
		{
			"vaultFullAlert", "vault-saturation", "The key vault is near its limit of requests", "vault", vault, "SaturationShoebox",
			"Average", "GreaterThan", 75, "", "", 2,
		},
		{
			"storageAlert", "storage-availability", "The storage account fails requests", "account", storage, "Availability",
			"Average", "LessThan", 99, "", "", 2,
		},
	}
	if c.Network.Firewall == "" {
		c.Watched = append(c.Watched, Existing{"nat", nat, "nat-" + string(c.Name)})
		c.PlatformAlerts = append(c.PlatformAlerts,
			Alert{
				"natAlert", "nat-availability", "The NAT gateway loses connections: nothing leaves the cluster", "nat", nat,
				"DatapathAvailability", "Average", "LessThan", 90, "", "", 1,
			},
			Alert{
				"natPortsAlert", "nat-ports", "The NAT gateway has no port left for new connections", "nat", nat,
				"SNATConnectionCount", "Total", "GreaterThan", 0, "ConnectionState", "Failed", 1,
			})
	}
	standby := c.Role == fleet.DR && f.DRMode == fleet.PilotLight
	for _, a := range c.AGCs {
		if c.AGC.Managed {
			break // it comes with the cluster, under a name that nobody knows before
		}
		c.Watched = append(c.Watched, Existing{a.Symbol, agc, a.Name})
		if !standby { // it runs no pods on purpose
			c.PlatformAlerts = append(c.PlatformAlerts, Alert{
				a.Symbol + "TargetsAlert", fmt.Sprintf("agc-%d-targets", a.Number), "A service has no healthy pod behind AGC", a.Symbol, agc,
				"BackendHealthyTargets", "Average", "LessThan", 1, "BackendService", "*", 1,
			})
		}
		c.PlatformAlerts = append(c.PlatformAlerts, Alert{
			a.Symbol + "TimeoutsAlert", fmt.Sprintf("agc-%d-timeouts", a.Number), "Pods do not answer AGC in time", a.Symbol, agc,
			"BackendConnectionTimeouts", "Total", "GreaterThan", 100, "", "", 2,
		})
	}
}

// setMonitoring decides how telemetry leaves the network.
func (c *Cluster) setMonitoring(f *fleet.Fleet) {
	c.PrivateTelemetry = f.Monitoring.Private(c.Cluster)
	c.PrivateGrafana = f.Monitoring.PrivateGrafana && f.Parts.Prometheus
	c.MonitorScope = name.Short("ampls-"+string(c.Name), maxDeployment)
}

// monitorZones are the names that an Azure Monitor private link scope answers to;
// blobs hold its agents' settings:
// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
func monitorZones() []string {
	return []string{
		"privatelink.monitor.azure.com", "privatelink.oms.opinsights.azure.com", "privatelink.ods.opinsights.azure.com",
		"privatelink.agentsvc.azure-automation.net", fleet.ZoneOfBlobs,
	}
}
