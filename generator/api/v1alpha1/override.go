package v1alpha1

// Override changes properties of a rendered Azure resource, in every stack that has it.
type Override struct {
	// Kind of stack that holds the resource; platform, cluster and gitops are those of every cluster.
	Stack string `json:"stack" jsonschema:"required,enum=shared,enum=platform,enum=cluster,enum=gitops,enum=traffic"`
	Change
}

// ClusterOverride changes properties of a rendered Azure resource of one cluster.
type ClusterOverride struct {
	// Kind of stack that holds the resource.
	Stack string `json:"stack" jsonschema:"required,enum=platform,enum=cluster,enum=gitops"`
	Change
}

// Change says what is to be otherwise in a resource.
type Change struct {
	// Symbolic name of the resource in the stack's Bicep; where several have it, with the file before it, as in
	// vault/diagnostics.
	Resource string `json:"resource" jsonschema:"required"`
	// API version of the resource, where a property needs a newer one than is rendered.
	APIVersion string `json:"apiVersion,omitempty"`
	// What is to be otherwise, in the shape of the resource. Objects and lists of named items are merged, null takes a property out.
	Set Body `json:"set" jsonschema:"required,minProperties=1"`
}

// Body is a part of an Azure resource: texts, whole numbers, true, false, null, lists and objects of these.
type Body map[string]any
