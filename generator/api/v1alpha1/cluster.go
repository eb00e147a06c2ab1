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
	// Availability zones that nodes and addresses are spread over. Left out, all three of the region, or none where it has none.
	Zones []int `json:"zones,omitempty" jsonschema:"minItems=1,maxItems=3"`
	// Minor version of Kubernetes, in quotes.
	KubernetesVersion string `json:"kubernetesVersion" jsonschema:"required"`
	// What Azure promises about the API server: nothing (Free), 99.95 % over zones (Standard), and long-term support (Premium).
	Tier string `json:"tier,omitempty" jsonschema:"enum=Free,enum=Standard,enum=Premium,default=Standard"`
	// Address space of the virtual network, from /16 to /20; subnets are cut from it.
	AddressSpace string `json:"addressSpace" jsonschema:"required"`
	// How the virtual network is cut and where it leads.
	Network Network `json:"network,omitzero"`
	// Who reaches the API server.
	API API `json:"api,omitzero"`
	// How Application Gateway for Containers comes to the cluster. Both clusters of a stamp have it in the same way.
	AGC AGC `json:"agc,omitzero"`
	// Nodes of the platform's own pods; tenants' pods are kept off by a taint.
	SystemPool NodePool `json:"systemPool,omitzero"`
	// Pools that tenants share, by name. Left out, one called user.
	Pools map[string]NodePool `json:"pools,omitempty"`
	// How pools grow and shrink.
	Autoscaler Autoscaler `json:"autoscaler,omitzero"`
	// Hours between two cleanings of nodes from images that nothing uses and that have known holes.
	ImageCleanerHours int `json:"imageCleanerHours,omitempty" jsonschema:"minimum=24,maximum=2160,default=168"`
	// Encrypt disks on the machines' hosts, too. The subscription must have the feature EncryptionAtHost.
	EncryptionAtHost string `json:"encryptionAtHost,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// Costs by namespace in Cost Management. Left out, enabled unless the tier is Free, which cannot have it.
	CostAnalysis string `json:"costAnalysis,omitempty" jsonschema:"enum=enabled,enum=disabled"`
	// What Azure upgrades by itself.
	Upgrades Upgrades `json:"upgrades,omitzero"`
	// When Azure may upgrade: a weekly window of eight hours, in UTC.
	Maintenance Maintenance `json:"maintenance,omitzero"`
	// Log Analytics workspace that exists already in the cluster's region, by resource id. Left out, the cluster has its own.
	Workspace string `json:"workspace,omitempty"`
	// A virtual machine inside the network, reached through Azure Bastion. Left out, enabled where the API server is private.
	Jumpbox string `json:"jumpbox,omitempty" jsonschema:"enum=enabled,enum=disabled"`
	// Names that are unique in the world; left out, they are computed.
	Names ClusterNames `json:"names,omitzero"`
	// What is to be otherwise in this cluster's Azure than it is rendered, where no field says it.
	Overrides []ClusterOverride `json:"overrides,omitempty" jsonschema:"maxItems=100"`
}

// Network is a cluster's virtual network.
type Network struct {
	// podSubnet: pods have addresses of a subnet; overlay: they have addresses that exist on the cluster alone.
	Pods string `json:"pods,omitempty" jsonschema:"enum=podSubnet,enum=overlay,default=podSubnet"`
	// Who enforces NetworkPolicies. Azure's own engine is retired in 2028, so that cilium is the default.
	Policy string `json:"policy,omitempty" jsonschema:"enum=cilium,enum=azure,enum=calico,default=cilium"`
	// Private address of the firewall that outgoing traffic passes. Left out, it leaves through a NAT gateway.
	Firewall string `json:"firewall,omitempty"`
	// Virtual network to be peered with, by resource id.
	Hub string `json:"hub,omitempty"`
	// Which halves of that peering are rendered: the cluster's own, while the hub's owners are told what to add, or both,
	// which needs the right to deploy to the hub's resource group.
	Peering string `json:"peering,omitempty" jsonschema:"enum=own,enum=both,default=own"`
	// Reach the networks behind the hub through its VPN or ExpressRoute gateway.
	GatewayTransit string `json:"gatewayTransit,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// DNS servers in place of Azure's, by address. They must ask Azure's for the private zones; the hub is linked to these.
	DNSServers []string `json:"dnsServers,omitempty" jsonschema:"minItems=1,maxItems=20"`
	// Virtual network that exists already, by resource id: subnets are made in it, in the part that addressSpace names. Left
	// out, the cluster has one of its own.
	Existing string `json:"existing,omitempty"`
	// Subnets, where the rule that cuts them does not fit.
	Subnets Subnets `json:"subnets,omitzero"`
}

// Subnets are the parts of a virtual network. What is left out is cut by a rule: nodes have the first quarter of the
// address space and pods the second; its last /21 begins with a /24 for each of five AGCs, then come a /24 for virtual
// machines and private endpoints, a /26 for Azure Bastion and a /28 for the API server. The rest stays free. No subnet
// ever moves.
type Subnets struct {
	// Nodes.
	Nodes string `json:"nodes,omitempty"`
	// Pods, unless they are on an overlay.
	Pods string `json:"pods,omitempty"`
	// Jumpbox and private endpoints, /27 or larger.
	VirtualMachines string `json:"virtualMachines,omitempty"`
	// Azure Bastion, /26 or larger.
	Bastion string `json:"bastion,omitempty"`
	// API server, /28 or larger; used with api.vnetIntegration.
	APIServer string `json:"apiServer,omitempty"`
	// AGCs in order, exactly /24 each.
	AGC []string `json:"agc,omitempty" jsonschema:"minItems=5,maxItems=5"`
}

// API says who reaches a cluster's API server.
type API struct {
	// private: the cluster's network and what is peered with it; authorizedRanges: certain public addresses.
	Access string `json:"access,omitempty" jsonschema:"enum=private,enum=authorizedRanges,default=private"`
	// The API server stands in the cluster's network, so that nodes reach it without a tunnel. Choose it before the cluster
	// exists: Azure never takes it back, and some regions lack capacity.
	VNetIntegration string `json:"vnetIntegration,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// Public address ranges, with access: authorizedRanges. The cluster's own outgoing address is added where nodes need it;
	// behind a firewall, the firewall's is for you to add.
	Ranges []string `json:"ranges,omitempty" jsonschema:"minItems=1,maxItems=190"`
}

// AGC says who runs the ALB controller, and who makes the gateways in Azure that it programs. All four pairs work.
type AGC struct {
	// helm: a chart, in the version that this Tenantry pins. addon: an add-on of AKS that also brings Gateway API, in versions
	// that AKS chooses. The add-on is a preview: Microsoft gives no service level for it, and the subscription must be registered
	// for ManagedGatewayAPIPreview and ApplicationLoadBalancerPreview of Microsoft.ContainerService.
	Install string `json:"install,omitempty" jsonschema:"enum=helm,enum=addon,default=helm"`
	// byo: AGCs and frontends are Bicep's, with names that outlive the cluster. managed: the ALB controller makes them from
	// objects of Kubernetes, under names that nobody knows before; they go with the cluster, have no diagnostics, and only
	// traffic with provider: none can stand in front of them.
	Deployment string `json:"deployment,omitempty" jsonschema:"enum=byo,enum=managed,default=byo"`
}

// NodePool is a set of equal nodes that grows and shrinks.
type NodePool struct {
	// Size of the virtual machines; their temporary or cache disk must hold the operating system.
	VMSize string `json:"vmSize,omitempty" jsonschema:"default=Standard_D4ds_v5"`
	// Fewest nodes: 3 for a cluster's own pools, 1 for a tenant's, unless said.
	Min int `json:"min,omitempty" jsonschema:"minimum=1,maximum=1000"`
	// Most nodes: 6 for a cluster's own pools, 3 for a tenant's, unless said.
	Max int `json:"max,omitempty" jsonschema:"minimum=1,maximum=1000"`
	// Size of the operating system's disk in GiB.
	OSDiskGiB int `json:"osDiskGiB,omitempty" jsonschema:"minimum=30,maximum=2048,default=128"`
	// Where the operating system lives: on the machine's own disk, or on one that is paid for and outlives it.
	OSDisk string `json:"osDisk,omitempty" jsonschema:"enum=ephemeral,enum=managed,default=ephemeral"`
	// Operating system of the nodes.
	OS string `json:"os,omitempty" jsonschema:"enum=AzureLinux,enum=Ubuntu,default=AzureLinux"`
	// Availability zones, unless those of the cluster.
	Zones []int `json:"zones,omitempty" jsonschema:"minItems=1,maxItems=3"`
	// Keep the nodes close together, in a proximity placement group, for the lowest latency. It holds one zone.
	Close string `json:"close,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
}

// Autoscaler says how pools grow and shrink.
type Autoscaler struct {
	// Which pool grows when several could.
	Expander string `json:"expander,omitempty" jsonschema:"enum=least-waste,enum=most-pods,enum=priority,enum=random,default=least-waste"` //nolint:lll // a tag has one line
	// Minutes after which a node that is hardly used goes.
	ScaleDownMinutes int `json:"scaleDownMinutes,omitempty" jsonschema:"minimum=1,maximum=120,default=10"`
	// Below which share of its requests, in percent, a node is hardly used.
	ScaleDownBelow int `json:"scaleDownBelow,omitempty" jsonschema:"minimum=10,maximum=90,default=50"`
}

// Upgrades says what Azure upgrades by itself inside the maintenance window.
type Upgrades struct {
	// The Kubernetes version, within the minor version that this file names. A channel that moves that one would be undone
	// by the next deployment.
	Kubernetes string `json:"kubernetes,omitempty" jsonschema:"enum=patch,enum=node-image,enum=none,default=patch"`
	// The nodes' operating system.
	NodeOS string `json:"nodeOS,omitempty" jsonschema:"enum=NodeImage,enum=SecurityPatch,enum=None,default=NodeImage"`
	// How many nodes of a pool are replaced at once, as a number or a share in quotes.
	MaxSurge string `json:"maxSurge,omitempty" jsonschema:"default=33%"`
	// Minutes that pods are given to leave a node.
	DrainMinutes int `json:"drainMinutes,omitempty" jsonschema:"minimum=1,maximum=1440,default=30"`
	// Minutes that a new node is watched before the next one is replaced.
	SoakMinutes int `json:"soakMinutes,omitempty" jsonschema:"minimum=1,maximum=30"`
}

// Maintenance is a weekly window.
type Maintenance struct {
	// Day of the week: Saturday on a DR cluster and Sunday on a primary, unless said, so that what breaks is seen on the DR
	// cluster first.
	Day string `json:"day,omitempty" jsonschema:"enum=Monday,enum=Tuesday,enum=Wednesday,enum=Thursday,enum=Friday,enum=Saturday,enum=Sunday"` //nolint:lll // a tag has one line
	// Hour at which it begins, in UTC.
	Hour int `json:"hour,omitempty" jsonschema:"minimum=1,maximum=15,default=1"`
}

// ClusterNames are names that nobody else in the world may have.
type ClusterNames struct {
	// Key vault.
	KeyVault string `json:"keyVault,omitempty"`
	// Storage account.
	StorageAccount string `json:"storageAccount,omitempty"`
	// Managed Grafana.
	Grafana string `json:"grafana,omitempty"`
}
