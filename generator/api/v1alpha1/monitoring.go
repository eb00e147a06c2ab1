package v1alpha1

// Monitoring says what is collected of the clusters, and on which way.
type Monitoring struct {
	// How telemetry leaves a cluster's network. Left out: through private endpoints where the API server is private, and to
	// Azure Monitor's public addresses elsewhere. Reading stays possible from everywhere, for whom Azure lets.
	Access string `json:"access,omitempty" jsonschema:"enum=private,enum=public"`
	// How long each cluster's workspace keeps logs, in days.
	LogRetentionDays int `json:"logRetentionDays,omitempty" jsonschema:"minimum=30,maximum=730,default=30"`
	// How much each cluster's workspace takes a day, in GiB; it drops the rest. Left out, all of it.
	DailyLogGiB int `json:"dailyLogGiB,omitempty" jsonschema:"minimum=1"`
	// Namespaces whose pods' logs and inventory Container insights does not collect.
	ExcludedNamespaces []string `json:"excludedNamespaces,omitempty" jsonschema:"minItems=1,maxItems=40"`
	// From where people reach Grafana: from everywhere, signed in with Entra ID, or from each cluster's network alone.
	Grafana string `json:"grafana,omitempty" jsonschema:"enum=public,enum=private,default=public"`
}
