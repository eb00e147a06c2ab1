package v1alpha1

// Tenant is a team or customer that shares the clusters: tenants/<name>.yaml.
type Tenant struct {
	TypeMeta
	// How the tenant is called.
	Metadata Metadata `json:"metadata" jsonschema:"required"`
	// What the tenant is.
	Spec TenantSpec `json:"spec" jsonschema:"required"`
}

// TenantSpec holds what one tenant is and wants.
type TenantSpec struct {
	// Size of the tenant: one of the fleet's plans.
	Plan string `json:"plan" jsonschema:"required"`
	// Entra groups whose members see the tenant's namespace, by object id.
	Owners []string `json:"owners" jsonschema:"required,minItems=1"`
	// Entra groups whose members see what runs in the tenant's namespace, but neither logs nor ConfigMaps, by object id.
	Readers []string `json:"readers,omitempty" jsonschema:"minItems=1"`
	// Hostnames that the tenant serves, as many as one HTTPRoute holds; each belongs to exactly one tenant.
	Hostnames []string `json:"hostnames" jsonschema:"required,minItems=1,maxItems=16"`
	// Where the tenant's manifests come from.
	Source Source `json:"source" jsonschema:"required"`
	// Whether the tenant runs, stays exactly as it is, or is on its way out. A frozen tenant's source names a digest or
	// a commit. Of a draining one the workload is deleted while its account still has the rights to; its file can be
	// removed after that.
	State string `json:"state,omitempty" jsonschema:"enum=active,enum=frozen,enum=draining,default=active"`
	// Whether the tenant's pods can sign in to Azure. A tenant that does without waits for nothing from Azure.
	Identity string `json:"identity,omitempty" jsonschema:"enum=enabled,enum=disabled,default=enabled"`
	// Secrets in each cluster's key vault that the tenant's identity may read, by name; each belongs to exactly one tenant.
	Secrets []string `json:"secrets,omitempty" jsonschema:"minItems=1,maxItems=20"`
	// How pods get the secrets: csi mounts them as files, dapr answers with them through its sidecar, and with client pods
	// ask the vault themselves.
	SecretStore string `json:"secretStore,omitempty" jsonschema:"enum=csi,enum=dapr,enum=client,default=csi"`
	// What the tenant's pods may reach beside DNS, one another, and what follows from identity, secretStore and
	// privateEndpoints.
	Egress []Egress `json:"egress,omitempty" jsonschema:"minItems=1,maxItems=50"`
	// Where the tenant keeps what outlives its pods: nowhere, outside the clusters, or on volumes, as much as its plan
	// offers.
	Storage string `json:"storage,omitempty" jsonschema:"enum=none,enum=external,enum=volumes,default=none"`
	// How the pods of each Deployment and StatefulSet are spread: as the scheduler does by itself, evenly over zones and nodes
	// as far as it goes, or evenly over zones without exception.
	Spread string `json:"spread,omitempty" jsonschema:"enum=scheduler,enum=preferred,enum=strict,default=scheduler"`
	// How many pods may be gone while nodes are drained, by the name that the budget gets.
	DisruptionBudgets map[string]DisruptionBudget `json:"disruptionBudgets,omitempty"`
	// A firewall policy of the tenant's own.
	WAF TenantWAF `json:"waf,omitzero"`
	// Azure services that the tenant reaches through private endpoints in each cluster's network.
	PrivateEndpoints []PrivateEndpoint `json:"privateEndpoints,omitempty" jsonschema:"minItems=1,maxItems=20"`
	// Where the tenant runs; the first gateway of the first stamp unless said.
	Placement Placement `json:"placement,omitzero"`
}

// Placement pins a tenant to a stamp and to a gateway.
type Placement struct {
	// Stamp.
	Stamp string `json:"stamp,omitempty"`
	// Gateway. Moving a tenant changes the frontend that its hostnames point to.
	Gateway string `json:"gateway,omitempty"`
}

// PrivateEndpoint is one Azure service that is reached through a private endpoint.
type PrivateEndpoint struct {
	// The service, by resource id. Its owner may have to approve the connection.
	ResourceID string `json:"resourceId" jsonschema:"required"`
	// The part of it that is reached, such as sqlServer, vault, blob, namespace or redisCache.
	GroupID string `json:"groupId" jsonschema:"required"`
	// The service's region, where its private DNS zone is called after one, as of Data Explorer and Container Apps.
	Region string `json:"region,omitempty"`
	// Ports that the tenant's pods may reach there; those that the service is known for unless said, such as 1433 of a sqlServer.
	Ports []int `json:"ports,omitempty" jsonschema:"minItems=1,maxItems=20"`
}

// TenantWAF is a tenant's own firewall policy.
type TenantWAF struct {
	WAF
	// What the policy guards: the tenant's route, or the listeners of the tenant's hostnames with every request to them,
	// whether a route takes it or not.
	Scope string `json:"scope,omitempty" jsonschema:"enum=route,enum=listener,default=route"`
}
