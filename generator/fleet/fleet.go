// Package fleet is the model of a whole fleet that cannot be invalid: a [Fleet]
// exists only if every rule, within a file and between files, holds.
//
// Everything a person may leave out has its default here, and every name was
// parsed. The rules that make it so are one function each; together they report
// all mistakes of all files in one run.
package fleet

import (
	"slices"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// Fleet is everything one repository describes.
type Fleet struct {
	Name              name.Label
	Azure             Azure
	WAF               WAF
	Parts             Parts
	Policies          Policies
	Monitoring        Monitoring
	IstioRevisions    []string // of the add-on, where it is a part
	Repository        Repository
	DNSZone           name.Hostname
	Traffic           v1alpha1.Traffic
	DRMode            DRMode
	Flux              Flux
	CertificateServer string // ACME directory URL
	ChartRegistry     string // host of a mirror; empty: the charts' own registries
	ProbeImage        string // reference with tag or digest
	TenantryVersion   string
	Registries        []string // hosts that tenants' artifacts may come from
	Shards            int
	Removals          int            // how many tenants one change may remove
	Signer            *Signer        // of tenants' artifacts, unless a tenant says who; nil: nobody has to sign
	Plans             []Plan         // by name
	StorageClasses    []StorageClass // by name
	Gateways          []Gateway      // in the order of the fleet file
	Stamps            []Stamp        // by name
	Tenants           []Tenant       // by name
	Bicep             []BicepFile
	Overrides         []Override // the fleet's, then those of each cluster
}

// Azure says whose subscription the fleet uses.
type Azure struct {
	TenantID, SubscriptionID    name.GUID
	Location, Registry, Contact string
	Admins                      []name.GUID
	Budget                      int         // a month, in the subscription's currency; zero: none
	SSHPublicKey                string      // empty: a parameter of the deployment
	PushFromInternet            bool        // the registry has a public address, too
	PushRanges                  []name.CIDR // who reaches it there; empty: everybody
	ACR                         ACR
	DDoSPlan                    string // resource id of a plan that exists; empty: none
	Existing                    Existing
}

// Existing are shared resources that others own; zero where the fleet has its own.
type Existing struct {
	Registry, DNSZone, Workspace, FrontDoor name.ResourceID
}

// WAFMode is what a firewall policy does with a request that a rule matches.
type WAFMode string

// The modes: refuse with 403, or let through and write down.
const (
	Prevention WAFMode = "prevention"
	Detection  WAFMode = "detection"
)

// Parts are the optional parts of the architecture.
type Parts struct {
	AzurePolicy, ContainerInsights, Prometheus, Backup, Defender, DDoS bool
	Istio, Dapr, AdvancedNetworking, KEDA, VerticalPodAutoscaler       bool
}

// Repository is the Git repository that the clusters follow.
type Repository struct {
	URL, Branch string
	Forge       Forge
}

// Forge is the kind of service that holds the repository.
type Forge string

// The forges that pull requests can be opened on.
const (
	GitHub      Forge = "github"
	GitLab      Forge = "gitlab"
	Gitea       Forge = "gitea"
	AzureDevOps Forge = "azureDevOps"
)

// DRMode is what runs on a DR cluster while its primary is healthy.
type DRMode string

// The modes, from the warmest to the coldest.
const (
	ActiveActive DRMode = "activeActive"
	Warm         DRMode = "warm"
	PilotLight   DRMode = "pilotLight"
	Cold         DRMode = "cold"
)

// Profile is who installs Flux on a cluster.
type Profile string

// The profiles: the AKS extension, or Flux's own manifests committed with the fleet.
const (
	AKSExtension Profile = "aksExtension"
	GOTK         Profile = "gotk"
)

// Flux is the profile and the minor version (Minor is 6 for Flux 2.6).
type Flux struct {
	Profile Profile
	Minor   int
}

// Plan is a size of tenant.
type Plan struct {
	Name          name.Label
	CPU, Memory   string // Kubernetes quantities
	Pods          int
	Container     Container
	Defaults      Defaults
	Storage       []ClassSize // by class; empty: no volumes
	StorageSum    string      // of all classes
	Claims        int
	Objects       v1alpha1.Objects // none is zero
	Scaling       Scaling
	DedicatedPool bool
	Priority      int
	Pool          NodePool // the nodes of a tenant that has some of its own
}

// Container is the most that one container may have, as Kubernetes' quantities;
// empty: as much as the plan.
type Container struct {
	CPU, Memory string
}

// Defaults are what a container gets that names nothing: requests, and a limit of
// memory. None is above the most that a container may have, which Kubernetes refuses.
type Defaults struct {
	CPU, Memory, MostMemory string
}

// ClassSize is how much of a storage class a plan offers.
type ClassSize struct {
	Class, Size string
}

// Scaling is what may change the size of a tenant's workloads.
type Scaling struct {
	Horizontal, Events, Vertical bool
}

// StorageClass is a class of volumes.
type StorageClass struct {
	Name   name.Label
	Files  bool // a share of Azure Files; otherwise a disk
	SKU    string
	Retain bool // a volume stays when its claim goes
}

// Gateway is one Gateway in every stamp.
type Gateway struct {
	Name    name.Label
	AGC     int  // from 1 to 5
	Ingress bool // its tenants' routes are Ingresses, not HTTPRoutes
	WAF     *WAF // of the gateway's own, with everything of the fleet's; nil: the fleet's
}

// Role is what a cluster does in its stamp.
type Role string

// The two roles.
const (
	Primary Role = "primary"
	DR      Role = "dr"
)

// Stamp is a primary cluster and its DR cluster.
type Stamp struct {
	Name        name.Label
	Primary, DR Cluster
}

// Clusters returns the stamp's clusters, the primary first.
func (s Stamp) Clusters() []Cluster { return []Cluster{s.Primary, s.DR} }

// Tenant is one team or customer.
type Tenant struct {
	Name      name.Label
	Plan      name.Label
	Stamp     name.Label
	Gateway   name.Label
	Owners    []name.GUID
	Readers   []name.GUID
	Hostnames []name.Hostname
	State     State
	Identity  bool // its pods can sign in to Azure
	Source    Source
	Secrets   []string // in each cluster's key vault
	Store     SecretStore
	Egress    []Egress // in the order of the tenant file
	Storage   Storage
	Spread    Spread
	Budgets   []DisruptionBudget // by name
	WAF       *WAF               // of the tenant's own, with everything of the gateway's; nil: the gateway's
	Listener  bool               // that policy guards the tenant's listeners, not its route
	Endpoints []PrivateEndpoint
	File      string
}

// State is whether a tenant runs.
type State string

// The states. Frozen is pinned: a rebuilt cluster brings exactly it back.
const (
	Active   State = "active"
	Frozen   State = "frozen"
	Draining State = "draining"
)

// Storage is where a tenant keeps what outlives its pods.
type Storage string

// The places.
const (
	NoStorage       Storage = "none"
	ExternalStorage Storage = "external"
	Volumes         Storage = "volumes"
)

// Spread is how strictly a workload's pods are spread over zones and nodes.
type Spread string

// How strictly: as the scheduler does by itself, as far as it goes, without exception.
const (
	SpreadByScheduler Spread = "scheduler"
	SpreadPreferred   Spread = "preferred"
	SpreadStrict      Spread = "strict"
)

// DisruptionBudget says how many pods of a workload may be gone. One of
// MaxUnavailable and MinAvailable is set: a number, or a share in percent.
type DisruptionBudget struct {
	Name                         name.Label
	Selector                     map[string]string
	MaxUnavailable, MinAvailable string
}

// SecretStore is how a tenant's pods get its secrets.
type SecretStore string

// The ways: mounted by a driver on the node, through Dapr's sidecar, or by the pods themselves.
const (
	SecretsByCSI    SecretStore = "csi"
	SecretsByDapr   SecretStore = "dapr"
	SecretsByClient SecretStore = "client"
)

// PrivateEndpoint is an Azure service that a tenant reaches privately.
type PrivateEndpoint struct {
	ResourceID, GroupID string
	Zones               []string // private DNS zones that name it
	Ports               []int    // that pods may reach, over TCP
}

// Build checks every rule and returns the fleet. The fleet is nil when there
// are findings; they are sorted by place.
func Build(files *load.Files) (*Fleet, diag.List) {
	if files.Fleet == nil {
		return nil, nil // load has said why
	}
	b := &builder{
		fleet: &Fleet{}, rules: newRules(),
		clustersIncomplete: files.ClustersIncomplete, tenantsIncomplete: files.TenantsIncomplete,
	}
	b.buildFleet(files.Fleet)
	b.buildStamps(files.Clusters)
	b.buildTenants(files.Tenants)
	b.buildBicep(files.Bicep)
	b.buildOverrides(files.Fleet.File, "", files.Fleet.At, files.Fleet.Value.Spec.Overrides)
	b.buildClusterOverrides(files.Clusters)
	b.checkHostnames(files.Tenants)
	b.checkSecrets(files.Tenants)
	b.checkExcluded(files.Fleet.At, files.Tenants)
	b.checkEndpoints(files.Tenants)
	b.checkAzureLimits(files)
	b.checkFrontDoor(files)
	b.checkShards(files)
	b.checkAddresses(files)
	b.checkPlatformHostnames(files.Fleet.At("spec", "dnsZone"), files.Tenants)
	if len(b.found) > 0 {
		return nil, b.found.Sorted()
	}
	return b.fleet, nil
}

// Plan returns the plan called n, which exists for every tenant's plan.
func (f *Fleet) Plan(n name.Label) Plan {
	i := slices.IndexFunc(f.Plans, func(p Plan) bool { return p.Name == n })
	return f.Plans[i]
}
