package v1alpha1

// Fleet is everything that one repository describes: clusters/fleet.yaml.
type Fleet struct {
	TypeMeta
	// How the fleet is called.
	Metadata Metadata `json:"metadata" jsonschema:"required"`
	// What the fleet is.
	Spec FleetSpec `json:"spec" jsonschema:"required"`
}

// FleetSpec holds what all clusters and tenants have in common.
type FleetSpec struct {
	// Where the fleet lives in Azure.
	Azure Azure `json:"azure" jsonschema:"required"`
	// The Git repository that Flux reconciles: this one.
	Repository Repository `json:"repository" jsonschema:"required"`
	// The service that holds the repository; known from the host for github.com, gitlab.com and dev.azure.com.
	Forge string `json:"forge,omitempty" jsonschema:"enum=github,enum=gitlab,enum=gitea,enum=azureDevOps"`
	// The DNS zone that belongs to the fleet. Hostnames below it need no delegation.
	DNSZone string `json:"dnsZone" jsonschema:"required"`
	// The gateways of every stamp: names, or names with the AGC they sit on. Two sit on each AGC, in order, unless said.
	Gateways []Gateway `json:"gateways" jsonschema:"required,minItems=1"`
	// How traffic reaches the stamp's two clusters.
	Traffic Traffic `json:"traffic,omitzero"`
	// What the DR cluster does while the primary is healthy.
	DR DR `json:"dr,omitzero"`
	// How Flux is installed and which of its fields may be used.
	Flux Flux `json:"flux,omitzero"`
	// Registries that tenants' artifacts may come from, by exact host.
	Registries []string `json:"registries" jsonschema:"required,minItems=1"`
	// Who must have signed tenants' artifacts and charts. Left out, a tenant's own file may say.
	Signer Signer `json:"signer,omitzero"`
	// How many tenants one change may remove.
	Removals int `json:"removals,omitempty" jsonschema:"minimum=1,maximum=1000,default=1"`
	// The sizes of tenants on offer, by name.
	Plans map[string]Plan `json:"plans" jsonschema:"required,minProperties=1"`
	// Classes of volumes, by name; a plan says how much of each it offers. Left out, ssd and files, on Premium_LRS.
	StorageClasses map[string]StorageClass `json:"storageClasses,omitempty"`
	// The issuer of certificates.
	Certificates Certificates `json:"certificates,omitzero"`
	// Where the controllers' Helm charts come from.
	Charts Charts `json:"charts,omitzero"`
	// What the web application firewall does with the requests of all tenants.
	WAF WAF `json:"waf,omitzero"`
	// Parts of the architecture that a fleet may do without, or may want beside it.
	Parts Parts `json:"parts,omitzero"`
	// What the assignments of Azure Policy do, where the defaults do not fit.
	Policies Policies `json:"policies,omitzero"`
	// Which Istio runs, where it is a part.
	Istio Istio `json:"istio,omitzero"`
	// What is collected of the clusters, and on which way.
	Monitoring Monitoring `json:"monitoring,omitzero"`
	// What answers health probes on each gateway.
	Probe Probe `json:"probe,omitzero"`
	// Into how many groups tenants are divided in Azure. Fixed once chosen: changing it moves tenants between stacks.
	Shards int `json:"shards,omitempty" jsonschema:"minimum=1,maximum=64,default=8"`
	// What is to be otherwise in Azure than it is rendered, where no field says it.
	Overrides []Override `json:"overrides,omitempty" jsonschema:"maxItems=100"`
	// The Tenantry that the rendered pipelines install.
	Tenantry Tenantry `json:"tenantry,omitzero"`
}

// Azure says whose subscription the fleet uses.
type Azure struct {
	// Entra tenant.
	TenantID string `json:"tenantId" jsonschema:"required,format=uuid"`
	// Subscription that holds every resource of the fleet.
	SubscriptionID string `json:"subscriptionId" jsonschema:"required,format=uuid"`
	// Region of what belongs to no cluster. Immutable, never derived from a cluster's role.
	Location string `json:"location" jsonschema:"required"`
	// Name of the fleet's container registry, unique in the world.
	Registry string `json:"registry" jsonschema:"required"`
	// Entra groups that administer the clusters, by object id.
	Admins []string `json:"admins" jsonschema:"required,minItems=1"`
	// Mailbox for certificates' expiry, alerts and the budget.
	Contact string `json:"contact" jsonschema:"required"`
	// What the subscription may cost a month, in its own currency; the contact hears of it before and after. Left out, no budget.
	Budget int `json:"budget,omitempty" jsonschema:"minimum=1"`
	// Public key that signs in to the jumpboxes. Left out, it is a parameter of the deployment.
	SSHPublicKey string `json:"sshPublicKey,omitempty"`
	// From where pipelines push images: agents inside a cluster's network, or agents anywhere.
	PushFrom string `json:"pushFrom,omitempty" jsonschema:"enum=network,enum=internet,default=network"`
	// Public address ranges that pipelines push from, with pushFrom: internet. Left out, anywhere.
	PushRanges []string `json:"pushRanges,omitempty" jsonschema:"minItems=1,maxItems=100"`
	// How the container registry works.
	ACR ACR `json:"acr,omitzero"`
	// DDoS protection plan that exists already, by resource id; a plan of the fleet's own is a part.
	DDoSPlan string `json:"ddosPlan,omitempty"`
	// What exists already and belongs to others. Left out, the fleet has its own.
	Existing Existing `json:"existing,omitzero"`
	// Regions that are younger than the generator's table of those that offer Application Gateway for Containers in three zones.
	NewRegions []string `json:"newRegions,omitempty"`
}

// Existing names what belongs to others, by resource id. It is referred to, and given roles, records and rules; its own
// settings are never changed. What is in another subscription needs the right to deploy there.
type Existing struct {
	// Container registry, called as registry says. Its owners replicate it to the clusters' regions.
	Registry string `json:"registry,omitempty"`
	// Public DNS zone, called as dnsZone says.
	DNSZone string `json:"dnsZone,omitempty"`
	// Log Analytics workspace for what belongs to no cluster.
	Workspace string `json:"workspace,omitempty"`
	// Front Door profile, of the tier that traffic says. The fleet adds an endpoint, domains, routes and a firewall policy.
	FrontDoor string `json:"frontDoor,omitempty"`
}

// Parts are the optional parts of every cluster and of the subscription.
type Parts struct {
	// Azure Policy: its add-on, and assignments for pod security, allowed images and the clusters' own settings.
	AzurePolicy string `json:"azurePolicy,omitempty" jsonschema:"enum=enabled,enum=disabled,default=enabled"`
	// Container insights: logs of nodes and pods in the cluster's workspace.
	ContainerInsights string `json:"containerInsights,omitempty" jsonschema:"enum=enabled,enum=disabled,default=enabled"`
	// Managed Prometheus and Grafana.
	Prometheus string `json:"prometheus,omitempty" jsonschema:"enum=enabled,enum=disabled,default=enabled"`
	// AKS backup: a vault, a policy and what it needs on each cluster.
	Backup string `json:"backup,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// Microsoft Defender's plans for containers, key vaults, storage and the resource manager.
	Defender string `json:"defender,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// A DDoS protection plan for the clusters' networks, at a price of its own.
	DDoS string `json:"ddos,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// The Istio add-on, with its CNI: Pod Security refuses the init containers that it would use otherwise.
	Istio string `json:"istio,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// The Dapr extension.
	Dapr string `json:"dapr,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// Advanced Container Networking Services on the clusters with Cilium, at a price of its own: egress to names.
	AdvancedNetworking string `json:"advancedNetworking,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// KEDA, which scales workloads by events.
	KEDA string `json:"keda,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// The vertical pod autoscaler.
	VerticalPodAutoscaler string `json:"verticalPodAutoscaler,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
}

// Istio says which revisions of the add-on run.
type Istio struct {
	// Revisions by their names, such as asm-1-28; a second one while workloads move to it.
	Revisions []string `json:"revisions,omitempty" jsonschema:"minItems=1,maxItems=2"`
}

// Repository is where the fleet's files live.
type Repository struct {
	// Clone address over https.
	URL string `json:"url" jsonschema:"required"`
	// Branch that the clusters follow.
	Branch string `json:"branch,omitempty" jsonschema:"default=main"`
}

// Gateway is one Gateway API Gateway in every stamp, behind one AGC frontend.
type Gateway struct {
	// Name, the same in every stamp.
	Name string `json:"name" jsonschema:"required"`
	// Number of the AGC that it sits on, from 1 to 5.
	AGC int `json:"agc,omitempty" jsonschema:"minimum=1,maximum=5"`
	// A firewall policy of the gateway's own.
	WAF WAF `json:"waf,omitzero"`
	// What its tenants' routes are. gateway: Gateway API. ingress: Kubernetes' older Ingress API, before which AGC has no web
	// application firewall; each tenant's certificate then lies in the tenant's namespace.
	API string `json:"api,omitempty" jsonschema:"enum=gateway,enum=ingress,default=gateway"`
}

// Traffic says what stands in front of the stamp's clusters.
type Traffic struct {
	// What directs clients to a cluster: Traffic Manager by DNS, or Front Door as a proxy with a firewall of its own; none
	// leaves DNS to you.
	Provider string `json:"provider,omitempty" jsonschema:"enum=trafficManager,enum=frontDoor,enum=none,default=trafficManager"`
	// Whether the DR cluster serves while the primary is healthy.
	Mode string `json:"mode,omitempty" jsonschema:"enum=activePassive,enum=activeActive,default=activePassive"`
	// How clients are divided where both clusters serve: by weight, or each to the cluster that answers it sooner.
	Method string `json:"method,omitempty" jsonschema:"enum=weighted,enum=performance,default=weighted"`
	// The Front Door, where that is the provider.
	FrontDoor FrontDoor `json:"frontDoor,omitzero"`
}

// FrontDoor is the Azure Front Door profile before all gateways.
type FrontDoor struct {
	// The profile's tier. Microsoft's rules are part of the firewall of premium alone.
	Tier string `json:"tier,omitempty" jsonschema:"enum=premium,enum=standard,default=premium"`
	// The profile's Front Door id, which every request that it forwards names. Left out, the clusters get it from the deployment.
	ID string `json:"id,omitempty" jsonschema:"format=uuid"`
}

// DR says what runs on the DR cluster while the primary is healthy.
type DR struct {
	// activeActive: everything at full size; warm: one replica of each workload; pilotLight: none; cold: no cluster
	// until it is rebuilt.
	Mode string `json:"mode,omitempty" jsonschema:"enum=activeActive,enum=warm,enum=pilotLight,enum=cold,default=warm"`
}

// Flux says who installs Flux and how new it is.
type Flux struct {
	// aksExtension: the microsoft.flux extension; gotk: Flux's own manifests, committed.
	Profile string `json:"profile,omitempty" jsonschema:"enum=aksExtension,enum=gotk,default=aksExtension"`
	// Minor version on the clusters; nothing newer is rendered. 2.6 for aksExtension, 2.9 for gotk.
	Version string `json:"version,omitempty" jsonschema:"enum=2.6,enum=2.7,enum=2.8,enum=2.9"`
}

// Plan is a size of tenant: what its namespace may use on each cluster.
type Plan struct {
	// Sum of CPU requests.
	CPU Quantity `json:"cpu" jsonschema:"required"`
	// Sum of memory requests, and of memory limits.
	Memory Quantity `json:"memory" jsonschema:"required"`
	// Number of pods.
	Pods int `json:"pods" jsonschema:"required,minimum=1"`
	// The most that one container may have. Left out, as much as the plan.
	Container Container `json:"container,omitzero"`
	// Volumes on offer: the sum of their sizes, by storage class. Left out, none.
	Storage map[string]Quantity `json:"storage,omitempty"`
	// Number of volume claims, with storage.
	Claims int `json:"claims,omitempty" jsonschema:"minimum=1,maximum=1000,default=10"`
	// Number of other objects.
	Objects Objects `json:"objects,omitzero"`
	// What may change the size of the tenant's workloads.
	Scaling Scaling `json:"scaling,omitzero"`
	// Whether the tenant's pods share nodes with others' or have nodes of their own.
	Isolation string `json:"isolation,omitempty" jsonschema:"enum=shared,enum=dedicatedPool,default=shared"`
	// The nodes of each tenant that has some of its own.
	Pool NodePool `json:"pool,omitzero"`
	// Scheduling priority of the tenant's pods; higher goes first, nobody is evicted for it. Immutable.
	Priority int `json:"priority,omitempty" jsonschema:"minimum=1,maximum=1000000,default=1000"`
}

// Certificates says who issues the hostnames' certificates, always by DNS-01.
type Certificates struct {
	// ACME directory.
	Server string `json:"server,omitempty" jsonschema:"default=https://acme-v02.api.letsencrypt.org/directory"`
}

// Charts says where the controllers' Helm charts come from.
type Charts struct {
	// Registry that mirrors mcr.microsoft.com and quay.io under the same paths, by host; left out, the charts come from there.
	Registry string `json:"registry,omitempty"`
}

// Probe is the platform's workload that answers Traffic Manager's probes.
type Probe struct {
	// Image with an exact tag or digest; it must run podinfo's command line and answer /healthz.
	Image string `json:"image,omitempty" jsonschema:"default=ghcr.io/stefanprodan/podinfo:6.9.2"`
}

// Tenantry is the generator itself.
type Tenantry struct {
	// Version of github.com/tenantry/tenantry/cmd/tenantry.
	Version string `json:"version,omitempty" jsonschema:"default=v0.1.0"`
}
