package fleet

import "github.com/tenantry/tenantry/generator/name"

// Cluster is one AKS cluster.
type Cluster struct {
	Name              name.Label
	Role              Role
	Stamp             name.Label
	Region            string
	Zones             []int // empty where the region has none
	KubernetesVersion string
	Tier              string // Free, Standard or Premium
	AddressSpace      name.CIDR
	Network           Network
	PrivateAPI        bool
	APIRanges         []name.CIDR // of those who reach a public API server
	AGC               AGC
	APIInNetwork      bool // the API server has a subnet of the network
	SystemPool        NodePool
	Pools             []SharedPool // by name
	Autoscaler        Autoscaler
	ImageCleanerHours int
	EncryptionAtHost  bool
	CostAnalysis      bool
	Upgrades          Upgrades
	Maintenance       Maintenance
	Jumpbox           bool
	Workspace         name.ResourceID // where logs are kept; zero: the cluster's own
	Names             ClusterNames
	File              string
}

// Network is a cluster's virtual network.
type Network struct {
	Overlay  bool            // pods have addresses that exist on the cluster alone
	Policy   string          // cilium, azure or calico
	Firewall string          // private address that outgoing traffic passes; empty: a NAT gateway
	Hub      name.ResourceID // the network to be peered with; zero: none
	// The hub's half of the peering is rendered, too.
	PeerBack       bool
	GatewayTransit bool            // networks behind the hub's gateway are reached
	DNSServers     []string        // addresses; empty: Azure's
	Existing       name.ResourceID // the network that subnets are made in; zero: the cluster's own
	Subnets        Subnets
}

// Subnets are the parts of a virtual network; none overlaps another.
type Subnets struct {
	Nodes, Pods, VirtualMachines, Bastion, APIServer name.CIDR
	AGC                                              [maxAGCs]name.CIDR
}

// AGC is how Application Gateway for Containers comes to a cluster.
type AGC struct {
	AddOn   bool // AKS runs the ALB controller and brings Gateway API, not charts and manifests of the fleet's
	Managed bool // the ALB controller makes AGCs and frontends, not Bicep
}

// NodePool is a set of equal nodes.
type NodePool struct {
	VMSize    string
	Min, Max  int
	OSDiskGiB int
	OSDisk    string // Ephemeral or Managed
	OS        string // AzureLinux or Ubuntu
	Zones     []int  // empty: none, or those of the cluster for a tenant's pool
	Close     bool   // in a proximity placement group
}

// SharedPool is a pool whose nodes tenants share.
type SharedPool struct {
	Name string
	NodePool
}

// Upgrades are what Azure does by itself, in Azure's words.
type Upgrades struct {
	Kubernetes, NodeOS        string
	MaxSurge                  string // nodes, or a share with %
	DrainMinutes, SoakMinutes int    // no soaking: zero
}

// Autoscaler is how pools grow and shrink.
type Autoscaler struct {
	Expander         string
	ScaleDownMinutes int
	ScaleDownBelow   int // percent of a node's requests
}

// Maintenance is a weekly window of eight hours that begins at Hour, in UTC.
type Maintenance struct {
	Day  string // Monday to Sunday
	Hour int
}

// ClusterNames are names that a person chose; empty ones are computed.
type ClusterNames struct {
	KeyVault, StorageAccount, Grafana string
}
