package v1alpha1

// Egress is one destination that a tenant's pods may reach.
type Egress struct {
	// A network such as 203.0.113.0/24, a name such as api.example.com or *.example.com, the word internet for every public
	// address, or apiServer for Kubernetes' own. Names need Cilium and the part advancedNetworking, and apiServer Cilium.
	To string `json:"to" jsonschema:"required"`
	// Ports; 443 unless said.
	Ports []int `json:"ports,omitempty" jsonschema:"minItems=1,maxItems=20"`
	// Protocol of the ports.
	Protocol string `json:"protocol,omitempty" jsonschema:"enum=TCP,enum=UDP,default=TCP"`
}

// DisruptionBudget says how many pods of a workload may be gone while nodes are drained. Exactly one of its two numbers is
// given.
type DisruptionBudget struct {
	// Labels of the workload's pods.
	Selector map[string]string `json:"selector" jsonschema:"required"`
	// How many may be gone at once: 1, or a share such as 25%.
	MaxUnavailable Quantity `json:"maxUnavailable,omitempty"`
	// Which share stays, such as 50%. A number is refused, since as many replicas as that could never be moved.
	MinAvailable Quantity `json:"minAvailable,omitempty"`
}

// StorageClass is a class of volumes, rendered as tenantry-<name>.
type StorageClass struct {
	// disk: for one pod at a time, in one zone unless its SKU is of several (ZRS); files: a share of Azure Files, for many pods
	// at once, of 100 GiB and more.
	Type string `json:"type" jsonschema:"required,enum=disk,enum=files"`
	// Kind of disks that hold it, always SSDs.
	SKU string `json:"sku,omitempty" jsonschema:"enum=Premium_LRS,enum=Premium_ZRS,enum=PremiumV2_LRS,enum=StandardSSD_LRS,enum=StandardSSD_ZRS,default=Premium_LRS"` //nolint:lll // a tag has one line
	// Whether a volume goes with its claim, or stays until somebody deletes it in Azure.
	Reclaim string `json:"reclaim,omitempty" jsonschema:"enum=delete,enum=retain,default=delete"`
}

// Container is the most that one container may have.
type Container struct {
	// CPU, of requests and limits.
	CPU Quantity `json:"cpu,omitempty"`
	// Memory, of requests and limits.
	Memory Quantity `json:"memory,omitempty"`
}

// Objects says how many objects a tenant's namespace may hold, so that nobody fills the clusters' etcd.
type Objects struct {
	// ConfigMaps, one of which is Kubernetes' own.
	ConfigMaps int `json:"configMaps,omitempty" jsonschema:"minimum=1,maximum=10000,default=100"`
	// Secrets; Helm keeps three for each release.
	Secrets int `json:"secrets,omitempty" jsonschema:"minimum=1,maximum=10000,default=100"`
	// Services.
	Services int `json:"services,omitempty" jsonschema:"minimum=1,maximum=10000,default=50"`
	// Deployments, and as many StatefulSets.
	Workloads int `json:"workloads,omitempty" jsonschema:"minimum=1,maximum=10000,default=50"`
	// Jobs, those that have ended among them.
	Jobs int `json:"jobs,omitempty" jsonschema:"minimum=1,maximum=10000,default=100"`
	// CronJobs.
	CronJobs int `json:"cronJobs,omitempty" jsonschema:"minimum=1,maximum=10000,default=20"`
}

// Scaling says what may change the size of a tenant's workloads.
type Scaling struct {
	// HorizontalPodAutoscalers.
	Horizontal string `json:"horizontal,omitempty" jsonschema:"enum=enabled,enum=disabled,default=enabled"`
	// KEDA's ScaledObjects and ScaledJobs; needs the part keda.
	Events string `json:"events,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// VerticalPodAutoscalers; needs the part verticalPodAutoscaler.
	Vertical string `json:"vertical,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
}
