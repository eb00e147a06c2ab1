package azure

import "fmt"

// RecordingGroup is a group of Prometheus rules that keep what dashboards ask for.
type RecordingGroup struct {
	Symbol, Name, Why string
	Rules             []Recording
}

// Recording is one rule: what is recorded, and from which expression.
type Recording struct {
	Record, Expression string
	Workload           string // the label workload_type; empty: none
}

// recordings are what Azure's dashboards for Linux nodes and for Kubernetes read;
// the portal makes the same groups for clusters that it sets up itself
// (https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default).
func recordings(cluster string) []RecordingGroup {
	return []RecordingGroup{
		{"nodeRecordings", "NodeRecordingRulesRuleGroup-" + cluster, "What dashboards of nodes read.", nodeRecordings()},
		{
			"kubernetesRecordings", "KubernetesRecordingRulesRuleGroup-" + cluster, "What dashboards of workloads and pods read.",
			append(podRecordings(), ownerRecordings()...),
		},
	}
}

// freeMemory is what a node could still give; older kernels do not say it themselves.
const freeMemory = `node_memory_MemAvailable_bytes{job="node"} or (node_memory_MemFree_bytes{job="node"} + ` +
	`node_memory_Buffers_bytes{job="node"} + node_memory_Cached_bytes{job="node"} + node_memory_Slab_bytes{job="node"})`

func nodeRecordings() []Recording {
	rate := func(metric, more string) string { return fmt.Sprintf(`rate(%s{job="node"%s}[5m])`, metric, more) }
	traffic := func(record, metric string) Recording {
		return Recording{Record: record, Expression: fmt.Sprintf(`sum without (device) (%s)`, rate(metric, `, device!="lo"`))}
	}
	disk := func(record, metric string) Recording {
		return Recording{Record: record, Expression: rate(metric, `, device!=""`)}
	}
	return []Recording{
		{
			Record:     "instance:node_num_cpu:sum",
			Expression: `count without (cpu, mode) (node_cpu_seconds_total{job="node", mode="idle"})`,
		},
		{
			Record: "instance:node_cpu_utilisation:rate5m",
			Expression: `1 - avg without (cpu) (sum without (mode) (` +
				rate("node_cpu_seconds_total", `, mode=~"idle|iowait|steal"`) + `))`,
		},
		{Record: "instance:node_load1_per_cpu:ratio", Expression: `node_load1{job="node"} / instance:node_num_cpu:sum{job="node"}`},
		{
			Record:     "instance:node_memory_utilisation:ratio",
			Expression: `1 - (` + freeMemory + `) / node_memory_MemTotal_bytes{job="node"}`,
		},
		{Record: "instance:node_vmstat_pgmajfault:rate5m", Expression: rate("node_vmstat_pgmajfault", "")},
		disk("instance_device:node_disk_io_time_seconds:rate5m", "node_disk_io_time_seconds_total"),
		disk("instance_device:node_disk_io_time_weighted_seconds:rate5m", "node_disk_io_time_weighted_seconds_total"),
		traffic("instance:node_network_receive_bytes_excluding_lo:rate5m", "node_network_receive_bytes_total"),
		traffic("instance:node_network_transmit_bytes_excluding_lo:rate5m", "node_network_transmit_bytes_total"),
		traffic("instance:node_network_receive_drop_excluding_lo:rate5m", "node_network_receive_drop_total"),
		traffic("instance:node_network_transmit_drop_excluding_lo:rate5m", "node_network_transmit_drop_total"),
		{Record: ":node_memory_MemAvailable_bytes:sum", Expression: `sum by (cluster) (` + freeMemory + `)`},
		{
			Record: "cluster:node_cpu:ratio_rate5m",
			Expression: `sum by (cluster) (` + rate("node_cpu_seconds_total", `, mode!~"idle|iowait|steal"`) + `) / ` +
				`count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job="node"}))`,
		},
	}
}

func podRecordings() []Recording {
	const onNode = ` * on (cluster, namespace, pod) group_left (node) ` +
		`topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""}))`
	const alive = ` * on (cluster, namespace, pod) group_left () ` +
		`max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)`
	out := []Recording{{
		Record: "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate",
		Expression: `sum by (cluster, namespace, pod, container) ` +
			`(irate(container_cpu_usage_seconds_total{job="cadvisor", image!=""}[5m]))` + onNode,
	}}
	for _, metric := range []string{"working_set_bytes", "rss", "cache", "swap"} {
		out = append(out, Recording{
			Record:     "node_namespace_pod_container:container_memory_" + metric,
			Expression: `container_memory_` + metric + `{job="cadvisor", image!=""}` + onNode,
		})
	}
	for _, bound := range []string{"requests", "limits"} {
		for _, resource := range []string{"memory", "cpu"} {
			metric := "kube_pod_container_resource_" + bound
			series := fmt.Sprintf(`%s{job="kube-state-metrics", resource=%q}`, metric, resource)
			out = append(out,
				Recording{Record: "cluster:namespace:pod_" + resource + ":active:" + metric, Expression: series + alive},
				Recording{
					Record: "namespace_" + resource + ":" + metric + ":sum",
					Expression: `sum by (cluster, namespace) (sum by (cluster, namespace, pod) (` +
						`max by (cluster, namespace, pod, container) (` + series + `)` + alive + `))`,
				})
		}
	}
	return out
}

// ownerRecordings name the workload that each pod belongs to.
func ownerRecordings() []Recording {
	const record = "namespace_workload_pod:kube_pod_owner:relabel"
	owned := func(kind string) string {
		return fmt.Sprintf(`kube_pod_owner{job="kube-state-metrics", owner_kind=%q}`, kind)
	}
	named := func(series string) string {
		return `max by (cluster, namespace, workload, pod) (label_replace(` + series + `, "workload", "$1", "owner_name", "(.*)"))`
	}
	// A Deployment's pods are its ReplicaSets'.
	replicaSets := `label_replace(` + owned("ReplicaSet") + `, "replicaset", "$1", "owner_name", "(.*)") ` +
		`* on (cluster, namespace, replicaset) group_left (owner_name) topk by (cluster, namespace, replicaset) ` +
		`(1, max by (cluster, namespace, replicaset, owner_name) (kube_replicaset_owner{job="kube-state-metrics"}))`
	return []Recording{
		{record, named(replicaSets), "deployment"},
		{record, named(owned("DaemonSet")), "daemonset"},
		{record, named(owned("StatefulSet")), "statefulset"},
		{record, named(owned("Job")), "job"},
	}
}
