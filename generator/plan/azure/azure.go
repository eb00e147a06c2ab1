package azure

import (
	"slices"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Plan is the Azure half of a fleet.
type Plan struct {
	Fleet    *Fleet
	Clusters []*Cluster // by stamp, the primary first
	Shards   []*Shard   // by cluster, then by number
	Traffic  []*Traffic // by stamp, in the order of the fleet file
	Scripts  []*Script  // by cluster
	// What people want beside what is rendered, and otherwise; the fleet's comes first.
	Additions []Addition
	Overrides []Override
}

// Fleet is what belongs to no cluster.
type Fleet struct {
	Name, Group, Location    string
	TenantID, SubscriptionID name.GUID
	Registry                 string
	RegistryPlace, ZonePlace Place
	RegistryID               string // of one that exists already, as are the next two; empty: the fleet's own
	ZoneID, WorkspaceID      string
	ZoneRedundancy           string    // of the registry: Enabled, or Disabled where its region has no zones
	Replicas                 []Replica // of the registry, in order
	Regions                  []string  // of all clusters, in order
	PushFromInternet         bool
	Zone                     name.Hostname
	Workspace, ActionGroup   string
	Contact                  string
	Admins                   []name.GUID
	Budget                   int
	DDoSPlan                 string // the fleet's own plan; empty: none
	DDoSPlanID               string // one that exists; empty: none
	Parts                    fleet.Parts
	Excluded                 []Namespace // that Azure Policy leaves alone
	SystemNamespaces         []string    // their names
	ACR                      ACR
	CacheRoles               []Role // what a cache rule is with its two secrets
	Extension                bool   // the microsoft.flux extension installs Flux
	RepositoryURL, Branch    string
	AzureRepos               bool // Flux signs in to the repository with its identity
	SSHPublicKey             string
	Policies                 []Policy
	Monitoring               fleet.Monitoring
	IstioRevisions           []string
	FrontDoor                *FrontDoor     // nil: clients come another way
	SecretsUser              RoleDefinition // what a tenant is with each of its secrets
}

// ServiceAccount is an account of Kubernetes.
type ServiceAccount struct {
	Namespace, Name string
}

// Subject is how a token of the account names it.
func (a ServiceAccount) Subject() string {
	return "system:serviceaccount:" + a.Namespace + ":" + a.Name
}

// Accounts are the accounts of Kubernetes that sign in to Azure, as the
// Kubernetes half renders them.
type Accounts struct {
	ALBController, CertManager, SourceController ServiceAccount
	Tenant                                       func(tenant name.Label) ServiceAccount
	ALBClientID, CertManagerClientID             string // keys of the platform's values
	FrontDoorID                                  string // likewise
	Outputs                                      string // the ConfigMap of the platform's values
	ShardOutputs                                 func(shard int) string
	Shard                                        func(tenant name.Label) int
	FluxNamespace, Source                        string
}

// Of resolves the Azure half.
func Of(f *fleet.Fleet, k Accounts) *Plan {
	p := &Plan{Fleet: fleetOf(f)}
	for _, s := range f.Stamps {
		for _, c := range s.Clusters() {
			out := clusterOf(f, p.Fleet, c, k)
			p.Clusters = append(p.Clusters, out)
			p.Shards = append(p.Shards, shardsOf(f, out, c, k)...)
		}
		p.Traffic = append(p.Traffic, trafficOf(f, p.Fleet, s)...)
		p.Scripts = append(p.Scripts, scriptsOf(f, p, s)...)
	}
	p.setExtensions(f)
	return p
}

func fleetOf(f *fleet.Fleet) *Fleet {
	out := &Fleet{
		Name: string(f.Name), Group: SharedGroup(f), Location: f.Azure.Location,
		TenantID: f.Azure.TenantID, SubscriptionID: f.Azure.SubscriptionID,
		Registry: f.Azure.Registry, ZoneRedundancy: redundancy(f.Azure.Location), Regions: regions(f),
		PushFromInternet: f.Azure.PushFromInternet,
		RegistryPlace:    RegistryPlace(f), ZonePlace: ZonePlace(f), RegistryID: f.Azure.Existing.Registry.String(),
		ZoneID: f.Azure.Existing.DNSZone.String(), WorkspaceID: f.Azure.Existing.Workspace.String(),
		Zone:      f.DNSZone,
		Workspace: "log-" + string(f.Name) + "-shared", ActionGroup: "ag-" + string(f.Name),
		Contact: f.Azure.Contact, Admins: f.Azure.Admins, Budget: f.Azure.Budget,
		DDoSPlanID: f.Azure.DDoSPlan, Parts: f.Parts,
		Monitoring: f.Monitoring, IstioRevisions: f.IstioRevisions,
		Policies: policies(f), Excluded: excluded(f), SecretsUser: secretsUser(),
		ACR: acrOf(f),
		CacheRoles: []Role{
			{"readsUser", "user", "principalId", "", secretsUser(), "signs in at the source"},
			{"readsToken", "token", "principalId", "", secretsUser(), "signs in at the source"},
		},
		Extension:     f.Flux.Profile == fleet.AKSExtension,
		RepositoryURL: f.Repository.URL, Branch: f.Repository.Branch,
		AzureRepos:   f.Repository.Forge == fleet.AzureDevOps,
		SSHPublicKey: f.Azure.SSHPublicKey,
		FrontDoor:    frontDoorOf(f),
	}
	for _, n := range out.Excluded {
		out.SystemNamespaces = append(out.SystemNamespaces, n.Name)
	}
	out.Replicas = out.replicas()
	if f.Parts.DDoS {
		out.DDoSPlan = "ddos-" + string(f.Name)
	}
	return out
}

// Replica is the registry in another region than its own.
type Replica struct {
	Region, ZoneRedundancy string
}

// replicas are in the regions of all clusters but the registry's own, which cannot
// hold one: https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
func (f *Fleet) replicas() []Replica {
	var out []Replica
	for _, r := range f.Regions {
		if r != f.Location {
			out = append(out, Replica{r, redundancy(r)})
		}
	}
	return out
}

// redundancy is whether the registry spreads over a region's zones, where it has some.
func redundancy(region string) string {
	if fleet.WithoutZones(region) {
		return "Disabled"
	}
	return "Enabled"
}

// regions are those of all clusters.
func regions(f *fleet.Fleet) []string {
	var out []string
	for _, s := range f.Stamps {
		for _, c := range s.Clusters() {
			if !slices.Contains(out, c.Region) {
				out = append(out, c.Region)
			}
		}
	}
	slices.Sort(out)
	return out
}
