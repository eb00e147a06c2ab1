package fleet

import (
	"cmp"
	"strconv"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
)

// Monitoring is what is collected of the clusters.
type Monitoring struct {
	Access             string // private, public, or empty: as the API server is
	LogRetentionDays   int
	DailyLogGiB        int // zero: no bound
	ExcludedNamespaces []string
	PrivateGrafana     bool
}

// Private reports whether a cluster's telemetry takes private endpoints.
func (m Monitoring) Private(c Cluster) bool {
	return m.Access == "private" || m.Access == "" && c.PrivateAPI
}

// defaultRetention is how long a workspace keeps logs at the price of taking them:
// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
const defaultRetention = 30

func (b *builder) buildMonitoring(m v1alpha1.Monitoring, at place) {
	b.fleet.Monitoring = Monitoring{
		Access: m.Access, LogRetentionDays: cmp.Or(m.LogRetentionDays, defaultRetention), DailyLogGiB: m.DailyLogGiB,
		ExcludedNamespaces: m.ExcludedNamespaces, PrivateGrafana: m.Grafana == "private",
	}
	for i, n := range m.ExcludedNamespaces {
		b.label(at("spec", "monitoring", "excludedNamespaces", strconv.Itoa(i)), "namespace", n)
	}
}
