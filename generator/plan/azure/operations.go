package azure

// RuleAssociation lets a data collection rule of the platform collect from the cluster.
type RuleAssociation struct {
	Symbol, Name, Association, Why string
}

// Alert is one metric above a threshold for a quarter of an hour.
type Alert struct {
	Symbol, Name, Metric, Why string
	Threshold                 int // percent
}

// setOperations decides what is watched on a cluster.
func (c *Cluster) setOperations() {
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
	}
	c.Alerts = []Alert{
		{"cpuAlert", "cpu", "node_cpu_usage_percentage", "Nodes have little processor time left", 90},
		{"memoryAlert", "memory", "node_memory_working_set_percentage", "Nodes have little memory left", 90},
		{"diskAlert", "disk", "node_disk_usage_percentage", "Nodes have little disk left", 85},
	}
}
