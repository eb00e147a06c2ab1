package azure

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Cluster is what three stacks hold of one cluster: platform, cluster and gitops.
type Cluster struct {
	fleet.Cluster
	Fleet                            *Fleet
	Group, ClusterGroup, NodeGroup   string
	AKS, VNet, Vault, Storage        string
	NetworkID                        string // of a network that exists already; empty: the cluster's own
	VNetID                           string // of the network, whosever it is
	NetworkModule                    string // symbol of the module that makes subnets
	HubResolves                      bool   // the hub's DNS servers are asked, so that it is linked to the private zones
	NetworkPlace, WorkspacePlace     Place
	HubPlace                         Place
	Workspace, Monitor, Grafana      string
	WorkspaceID                      string // of a workspace that exists already; empty: the cluster's own
	CollectionEndpoint               string
	WAFs                             []WAF  // the AGCs' own first, then those of gateways
	ALBIdentity                      string // empty with the add-on, whose identity Azure makes
	BackupVault, BackupGroup         string
	SnapshotRoles                    []Role // of backups, as are the next two
	BackupClusterRoles               []Role
	BackupStorageRoles               []Role
	InsightsRule, PrometheusRule     string
	SyslogRule                       string
	Subnets                          []Subnet
	SecurityGroups                   []SecurityGroup
	System                           PoolSettings
	MaxPods                          int
	Logs                             []string
	Rules                            []RuleAssociation
	Alerts                           []Alert
	Watched                          []Existing // of the platform, as are the next
	PlatformAlerts                   []Alert
	Recordings                       []RecordingGroup
	PrivateTelemetry                 bool   // it leaves through a private link scope
	MonitorScope                     string // that scope's name
	PrivateGrafana                   bool
	Collects                         bool // something needs a data collection endpoint
	InsightsStreams                  []string
	PrivateZone                      string // of the API server; empty where that is public
	Zones                            []string
	Identities                       []Identity
	AGCs                             []AGC
	Pools                            []Pool
	Roles, NodeRoles                 []Role
	NetworkRoles                     []Role // in the network's group, as are the next two in the registry's and the zone's
	RegistryRoles, ZoneRoles         []Role
	AddOnRoles, AddOnNetworkRoles    []Role // of the ALB controller, where its identity is the add-on's
	Cold                             bool   // there is no cluster before a rebuild
	Frontends                        bool   // what hostnames point at is the owner's business, so the stack says it
	Credentials                      []Credential
	Outputs                          []Output
	OutputsConfigMap                 string
	Source, FluxNamespace            string
	Endpoints                        []Endpoint
	DNSZones                         []PrivateZone
	Windows                          []Window
	ServiceCIDR, DNSService, PodCIDR string
}

// Identity is a user-assigned identity of the platform.
type Identity struct {
	Symbol, Name, Why string
}

// AGC is one Application Gateway for Containers with its frontends.
type AGC struct {
	Symbol, Name string
	Number       int
	Subnet       string // symbol of its subnet's name
	Frontends    []Frontends
	Policies     []AGCPolicy
}

// AGCPolicy lets an AGC use a firewall policy.
type AGCPolicy struct {
	Symbol, Name string
	WAF          string // symbol of the policy
}

// Frontends is one gateway's frontend.
type Frontends struct {
	Symbol, Name string
}

// Pool is a node pool that is shared by tenants.
type Pool struct {
	Symbol, Name, After string // After: the symbol of the pool before
	Close               bool
	Settings            PoolSettings
}

// Credential lets an account of Kubernetes act as an identity.
type Credential struct {
	Symbol, Identity, Name string
	Subject                string
}

// Output is one value that is handed to Flux.
type Output struct {
	Key, Value string // the key, and where Bicep reads the value
}

// PrivateZone is one private DNS zone.
type PrivateZone struct {
	Symbol, Name string
	Hardcoded    bool // the linter takes the name for one that differs between clouds
}

// Endpoint is a private endpoint.
type Endpoint struct {
	Symbol, Name, GroupID string
	Target                string   // an expression, for what the stacks hold themselves
	ResourceID            string   // of a tenant's service, or of one that exists already
	Zones                 []string // symbols of the zones that name it
	Manual                bool
}

// Window is one maintenance configuration.
type Window struct {
	Symbol, Name, Why, Day, Start string
	Hours                         int
}

// dnsService is the address of the clusters' DNS, inside fleet.ServiceCIDR.
const dnsService = "172.16.0.10"

func clusterOf(f *fleet.Fleet, shared *Fleet, c fleet.Cluster, k Accounts) *Cluster {
	n := string(c.Name)
	out := &Cluster{
		Cluster: c, Fleet: shared,
		Group: Group(f, c.Name), ClusterGroup: clusterGroup(f, c.Name), NodeGroup: nodeGroup(f, c.Name),
		AKS: "aks-" + n, VNet: cmp.Or(c.Network.Existing.Name, vnet(c.Name)), Workspace: cmp.Or(c.Workspace.Name, "log-"+n),
		Vault: VaultName(f, c), Storage: c.Names.StorageAccount, Grafana: c.Names.Grafana,
		Monitor: name.Short("amw-"+n, maxCollection), CollectionEndpoint: name.Short("dce-"+n, maxCollection),
		BackupVault: name.Short("bvault-"+n, maxBackup), BackupGroup: name.Short(Group(f, c.Name)+"-backup", maxGroup),
		InsightsRule: rule("MSCI-" + n), PrometheusRule: rule("MSProm-" + n), SyslogRule: rule("syslog-" + n),
		Zones: texts(c.Zones), Identities: identities(c),
		OutputsConfigMap: k.Outputs, Source: k.Source, FluxNamespace: k.FluxNamespace,
		Windows: windows(c.Maintenance), ServiceCIDR: fleet.ServiceCIDR, DNSService: dnsService, PodCIDR: fleet.PodCIDROverlay,
	}
	if out.Storage == "" {
		out.Storage = letters(world(f, "st"+letters(n), maxStorage+1, n, "storage"))
	}
	if out.Grafana == "" {
		out.Grafana = world(f, "graf-"+n, maxGrafana, n, "grafana")
	}
	if c.PrivateAPI {
		out.PrivateZone = apiZone(c)
	}
	out.AGCs = agcs(f, c.Name)
	out.setWAFs(f)
	out.Cold = c.Role == fleet.DR && f.DRMode == fleet.Cold
	out.Frontends = f.Traffic.Provider == "none" && !c.AGC.Managed
	out.setPools(c)
	out.setMonitoring(f)
	out.setOperations(f)
	out.setSignIns(k)
	out.setPlaces(f)
	out.setNetwork(c.Network)
	out.setRoles()
	out.setPrivate(f)
	return out
}

// apiZone is the zone of a private API server, which Azure never changes for a
// cluster that exists:
// https://learn.microsoft.com/azure/aks/private-clusters#configure-a-private-dns-zone
func apiZone(c fleet.Cluster) string {
	if c.APIInNetwork {
		return "private." + c.Region + ".azmk8s.io"
	}
	return "privatelink." + c.Region + ".azmk8s.io"
}

// rule fits a data collection rule's name, of at most 64 characters.
func rule(s string) string { return name.Short(s, maxDeployment) }

func texts(numbers []int) []string {
	var out []string
	for _, n := range numbers {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

func identities(c fleet.Cluster) []Identity {
	id := func(symbol, what, why string) Identity {
		return Identity{symbol, fmt.Sprintf("id-%s-%s", c.Name, what), why}
	}
	out := []Identity{
		id("clusterIdentity", "cluster", "the control plane: joins subnets, writes the private DNS zone"),
		id("kubeletIdentity", "kubelet", "nodes: pull images"),
		id("fluxIdentity", "flux", "Flux's source-controller: reads the registry and Azure Repos"),
	}
	if !c.AGC.AddOn { // the add-on makes an identity of its own
		out = append(out, Identity{"albControllerIdentity", albIdentity(c.Name), "the ALB controller: programs AGC"})
	}
	return append(out, id("certManagerIdentity", "cert-manager", "cert-manager: answers DNS-01 in the fleet's zone"))
}

func albIdentity(cluster name.Label) string { return fmt.Sprintf("id-%s-alb-controller", cluster) }

// setSignIns decides which accounts act as the platform's identities, and which of
// their client ids Flux is given.
func (c *Cluster) setSignIns(k Accounts) {
	c.Credentials = []Credential{
		{"sourceControllerSignsIn", "fluxIdentity", "source-controller", k.SourceController.Subject()},
	}
	if !c.AGC.AddOn {
		c.Credentials = append(c.Credentials,
			Credential{"albControllerSignsIn", "albControllerIdentity", "alb-controller", k.ALBController.Subject()})
		c.Outputs = []Output{{k.ALBClientID, "albControllerIdentity.properties.clientId"}}
		c.ALBIdentity = albIdentity(c.Name)
	}
	c.Credentials = append(c.Credentials,
		Credential{"certManagerSignsIn", "certManagerIdentity", "cert-manager", k.CertManager.Subject()})
	c.Outputs = append(c.Outputs, Output{k.CertManagerClientID, "certManagerIdentity.properties.clientId"})
	if c.Fleet.FrontDoor.Asked() {
		c.Outputs = append(c.Outputs, Output{k.FrontDoorID, "frontDoor.properties.frontDoorId"})
	}
}

// agcs lists the AGCs that gateways sit on, in order.
func agcs(f *fleet.Fleet, cluster name.Label) []AGC {
	byNumber := map[int][]Frontends{}
	for _, g := range f.Gateways {
		byNumber[g.AGC] = append(byNumber[g.AGC], Frontends{symbol("frontend", g.Name), Frontend(g.Name)})
	}
	var out []AGC
	for _, n := range AGCNumbers(f) {
		out = append(out, AGC{
			Symbol: fmt.Sprintf("agc_%d", n), Name: AGCName(cluster, n), Number: n, Subnet: agcSubnet(n), Frontends: byNumber[n],
		})
	}
	return out
}

// setRoles decides who may do what of the platform. What names the cluster or its
// node group is for later stacks: neither exists yet.
func (c *Cluster) setRoles() {
	c.NetworkRoles = []Role{{
		"clusterJoinsNetwork", "network", "clusterPrincipalId", "", networkContributor(),
		"nodes, pods and the API server join subnets",
	}}
	c.Roles = []Role{{
		"clusterUsesKubelet", "kubeletIdentity", "clusterPrincipalId", "", identityOperator(),
		"nodes are given the kubelet's identity",
	}}
	if c.PrivateAPI {
		c.Roles = append(c.Roles, Role{
			"clusterNamesApi", "apiZone", "clusterPrincipalId", "", privateZoneContributor(),
			"the API server's name is written into its zone",
		})
	}
	c.setALBRoles()
	if c.Fleet.Parts.Prometheus {
		for i, g := range c.Fleet.Admins {
			c.Roles = append(c.Roles, Role{
				fmt.Sprintf("adminsGrafana%d", i+1), "grafana", "", string(g), grafanaAdmin(),
				"administrators",
			})
		}
		c.Roles = append(c.Roles, Role{
			"grafanaReadsPlatform", "", "grafanaPrincipalId", "", monitoringReader(),
			"dashboards of AGC, the vault and the rest of the group",
		}, Role{
			"grafanaReadsMetrics", "metrics", "grafanaPrincipalId", "", monitoringDataReader(),
			"dashboards",
		})
	}
	c.RegistryRoles = []Role{
		{"kubeletPulls", "registry", "kubeletPrincipalId", "", c.Fleet.ACR.Puller, "images"},
		{"fluxPulls", "registry", "fluxPrincipalId", "", c.Fleet.ACR.Puller, "artifacts and charts"},
	}
	c.ZoneRoles = []Role{
		{"certManagerAnswers", "zone", "certManagerPrincipalId", "", zoneContributor(), "DNS-01 challenges"},
	}
	c.setBackupRoles()
}

// setALBRoles decides what the ALB controller may do. The add-on's identity comes
// with the cluster and has its rights in the node group already; what it is for and
// how it is called is in "Validate Add-on Resources" of the add-on's quickstart,
// https://learn.microsoft.com/azure/application-gateway/for-containers (August 2026).
func (c *Cluster) setALBRoles() {
	role := func(symbol, scope string, role RoleDefinition, why string) Role {
		return Role{symbol, scope, "albControllerPrincipalId", "", role, why}
	}
	var roles, network []Role
	for _, a := range c.AGCs {
		n := strconv.Itoa(a.Number)
		if !c.AGC.Managed {
			roles = append(roles, role("albProgramsAgc"+n, a.Symbol, agcManager(), "routes and certificates"))
		}
		network = append(network,
			role("albJoinsSubnet"+n, "subnet_"+a.Symbol, networkContributor(), "the association joins its subnet"))
	}
	for _, w := range c.WAFs {
		roles = append(roles, role("albJoinsWaf"+strings.TrimPrefix(w.Symbol, "waf"), w.Symbol, networkContributor(),
			"a gateway's firewall policy is joined to its AGC"))
	}
	if c.AGC.AddOn {
		c.AddOnRoles, c.AddOnNetworkRoles = roles, network
		return
	}
	c.Roles, c.NetworkRoles = append(c.Roles, roles...), append(c.NetworkRoles, network...)
	c.NodeRoles = []Role{role("albReadsNodes", "", reader(), "the ALB controller finds the cluster's network")}
	if c.AGC.Managed {
		c.NodeRoles = append(c.NodeRoles,
			role("albMakesAgcs", "", agcManager(), "AGCs that the ALB controller makes lie beside the nodes"))
	}
}

// setBackupRoles decides what backup may do, by the stack that holds each role.
func (c *Cluster) setBackupRoles() {
	c.SnapshotRoles = []Role{
		{"clusterMakesSnapshots", "", "clusterPrincipalId", "", contributor(), "disk snapshots"},
		{"vaultReadsSnapshots", "", "vaultPrincipalId", "", reader(), "what there is to restore"},
	}
	c.BackupClusterRoles = []Role{{"vaultReadsCluster", "cluster", "vaultPrincipalId", "", reader(), "what there is to back up"}}
	c.BackupStorageRoles = []Role{{
		"extensionWrites", "account", "extensionPrincipalId", "", blobContributor(),
		"objects of Kubernetes",
	}}
}

// windows divides the eight hours: the cluster first, then the nodes' systems.
func windows(m fleet.Maintenance) []Window {
	at := func(hour int) string { return fmt.Sprintf("%02d:00", hour) }
	return []Window{
		{"releaseWindow", "default", "AKS's own weekly releases", m.Day, at(m.Hour), 4},
		{"upgradeWindow", "aksManagedAutoUpgradeSchedule", "the cluster's version", m.Day, at(m.Hour), 4},
		{"nodeWindow", "aksManagedNodeOSUpgradeSchedule", "the nodes' operating system", m.Day, at(m.Hour + 4), 4},
	}
}
