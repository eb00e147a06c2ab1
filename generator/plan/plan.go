// Package plan resolves a fleet into values that only need to be printed.
//
// Every name, address, order and number of the rendered files is decided here,
// once, and read everywhere; no field is optional. A [Cell] is one tenant on one
// cluster: the central idea of the whole program.
package plan

import (
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// The namespaces of the platform. Tenants' namespaces are called like the tenant.
const (
	FluxNamespace        = "flux-system"
	GatewayNamespace     = "gateways"
	ALBNamespace         = "azure-alb-system"
	CertManagerNamespace = "cert-manager"
)

// Accounts and objects that several files name.
const (
	PlatformAccount   = "platform-reconciler" // applies everything that the fleet's repository holds
	ReconcilerAccount = "reconciler"          // applies a tenant's own manifests
	WorkloadAccount   = "workload"            // what a tenant's pods run as
	SourceName        = "fleet"               // the Flux source of the fleet's repository
	WorkloadName      = "workload"            // a tenant's own source and Kustomization
	SignerSecret      = "signer"              // the public key of who must have signed a source
	ReconcilerRole    = "tenantry-tenant-reconciler"
	OwnerRole         = "tenantry-tenant-owner"
	ReaderRole        = "tenantry-tenant-reader"
	HorizontalRole    = "tenantry-tenant-hpa"
	EventsRole        = "tenantry-tenant-keda"
	VerticalRole      = "tenantry-tenant-vpa"
	SecretsName       = "secrets" // what gives a tenant's pods its secrets
	PlatformOutputs   = "azure-outputs"
)

// TenantRoles lists the ClusterRoles that are bound in tenants' namespaces.
func TenantRoles() []string {
	return []string{ReconcilerRole, HorizontalRole, EventsRole, VerticalRole, OwnerRole, ReaderRole}
}

// Plan is a fleet with every value decided.
type Plan struct {
	Fleet           string
	Repository      fleet.Repository
	Flux            fleet.Flux
	Contact         string
	TenantryVersion string
	Issuer          Issuer
	ProbeImage      string
	PodSecurity     string // the version of Pod Security's levels
	Controllers     Controllers
	PriorityClasses []PriorityClass
	StorageClasses  []StorageClass
	Clusters        []Cluster // by stamp, the primary first
	Gateways        []Gateway // by stamp, in the order of the fleet file
	Tenants         []Tenant  // by name
	Cells           []Cell    // by tenant, the primary first
	Azure           *azure.Plan
}

// Cluster is one AKS cluster.
type Cluster struct {
	Name    name.Label
	Stamp   name.Label
	Role    fleet.Role
	Region  string
	File    string
	Cold    bool     // there is no cluster before a rebuild
	AddOn   bool     // AKS runs the ALB controller, and brings Gateway API
	Watch   bool     // Flux there reconciles as soon as a labelled ConfigMap changes
	Outputs []Output // what Azure hands over: the platform's, then one per shard
	Roots   []Kustomization
	// The AGCs that the ALB controller makes by itself, by number; none where Bicep does.
	LoadBalancers []LoadBalancer
}

// LoadBalancer is one AGC as an object of Kubernetes.
type LoadBalancer struct {
	Name   string
	Subnet string // resource id of what it is joined to
}

// Output is one ConfigMap of values that only Azure knows.
type Output struct {
	Part  string // folder: platform, or tenants-<shard>
	Name  string // ConfigMap
	Watch bool
}

// Issuer is the ACME issuer of each gateway's certificates.
type Issuer struct {
	Server, Contact  string
	Zone             name.Hostname
	ResourceGroup    string
	SubscriptionID   name.GUID
	ClientIDVariable string
}

// PriorityClass is one plan's scheduling priority.
type PriorityClass struct {
	Name  string
	Plan  name.Label
	Value int
}

// Of resolves a fleet.
func Of(f *fleet.Fleet) *Plan {
	p := &Plan{
		Fleet:           string(f.Name),
		Repository:      f.Repository,
		Flux:            f.Flux,
		Contact:         f.Azure.Contact,
		TenantryVersion: f.TenantryVersion,
		ProbeImage:      f.ProbeImage,
		PodSecurity:     podSecurity(f),
		Controllers:     controllers(f.ChartRegistry),
		Issuer: Issuer{
			Server:           f.CertificateServer,
			Contact:          f.Azure.Contact,
			Zone:             f.DNSZone,
			ResourceGroup:    azure.ZonePlace(f).Group,
			SubscriptionID:   azure.ZonePlace(f).SubscriptionIn(f),
			ClientIDVariable: CertManagerClientID,
		},
	}
	for _, pl := range f.Plans {
		p.PriorityClasses = append(p.PriorityClasses,
			PriorityClass{Name: priorityClass(pl.Name), Plan: pl.Name, Value: pl.Priority})
	}
	p.StorageClasses = storageClasses(f)
	p.Azure = azure.Of(f, accounts(f))
	p.addTenants(f)
	p.addGateways(f)
	for _, s := range f.Stamps {
		for _, c := range s.Clusters() {
			p.Clusters = append(p.Clusters, p.cluster(f, c))
		}
	}
	return p
}

// accounts tells the Azure half who signs in from Kubernetes, and where Flux
// expects the values that only Azure knows.
func accounts(f *fleet.Fleet) azure.Accounts {
	return azure.Accounts{
		ALBController:    azure.ServiceAccount{Namespace: ALBNamespace, Name: "alb-controller-sa"}, // as its chart calls it
		CertManager:      azure.ServiceAccount{Namespace: CertManagerNamespace, Name: "cert-manager"},
		SourceController: azure.ServiceAccount{Namespace: FluxNamespace, Name: "source-controller"},
		Tenant: func(tenant name.Label) azure.ServiceAccount {
			return azure.ServiceAccount{Namespace: string(tenant), Name: WorkloadAccount}
		},
		ALBClientID: ALBClientID, CertManagerClientID: CertManagerClientID, FrontDoorID: FrontDoorID,
		Outputs: PlatformOutputs, ShardOutputs: shardOutputs,
		Shard:         func(tenant name.Label) int { return fleet.Shard(tenant, f.Shards) },
		FluxNamespace: FluxNamespace, Source: SourceName,
	}
}

func priorityClass(plan name.Label) string { return "tenantry-" + string(plan) }
