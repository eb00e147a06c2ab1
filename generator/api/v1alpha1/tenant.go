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
	// A firewall policy of the tenant's own, in place of the fleet's.
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
}

// TenantWAF is a tenant's own firewall policy, with the rule sets of the fleet's.
type TenantWAF struct {
	// Whether a request that a rule matches is refused with 403, or let through and written down.
	Mode string `json:"mode" jsonschema:"required,enum=prevention,enum=detection"`
}
