package v1alpha1

// Cluster is one AKS cluster: clusters/<name>.yaml. Its name is its place
// (prod-weu), because roles swap and names must not.
type Cluster struct {
	TypeMeta
	// How the cluster is called.
	Metadata Metadata `json:"metadata" jsonschema:"required"`
	// What the cluster is.
	Spec ClusterSpec `json:"spec" jsonschema:"required"`
}

// ClusterSpec holds what belongs to one cluster alone.
type ClusterSpec struct {
	// Whether the cluster serves first, or stands by for the one that does.
	Role string `json:"role" jsonschema:"required,enum=primary,enum=dr"`
	// The pair that the cluster belongs to: one primary and one dr.
	Stamp string `json:"stamp,omitempty" jsonschema:"default=default"`
	// Azure region.
	Region string `json:"region" jsonschema:"required"`
	// Minor version of Kubernetes, in quotes.
	KubernetesVersion string `json:"kubernetesVersion" jsonschema:"required"`
	// Address space of the virtual network, from /16 to /20; subnets are cut from it.
	AddressSpace string `json:"addressSpace" jsonschema:"required"`
}
