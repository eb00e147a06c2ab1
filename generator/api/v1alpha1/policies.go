package v1alpha1

// Policies says what the assignments of Azure Policy do. They hold for the whole subscription.
type Policies struct {
	// What single assignments do, by name, such as host-path: deny. audit writes down what does not keep to it, deny refuses
	// it, disabled leaves it out.
	Effects map[string]string `json:"effects,omitempty"`
	// Namespaces that the assignments about pods leave alone, beside those of Azure's add-ons and of the platform's
	// controllers. A tenant's cannot be among them.
	ExcludedNamespaces []string `json:"excludedNamespaces,omitempty" jsonschema:"minItems=1,maxItems=40"`
	// Images that may run beside those of the fleet's own registries, by host and path, such as docker.io/grafana.
	Images []string `json:"images,omitempty" jsonschema:"minItems=1,maxItems=40"`
}
