package plan

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// What a route serves unless a tenant says otherwise.
const (
	defaultService  = "web"
	defaultPort     = 80
	defaultPortName = "http" // the container port behind the Service: NetworkPolicies speak of pods' ports
)

// Tenant is what every cluster of a tenant's stamp has of it.
type Tenant struct {
	Name             name.Label // also its namespace
	Stamp            name.Label
	Gateway          name.Label
	Plan             fleet.Plan
	PriorityClass    string
	Owners           []name.GUID
	Readers          []name.GUID
	PodSecurity      string // the version of Pod Security's levels
	Hostnames        []name.Hostname
	Route            Route
	State            fleet.State
	Source           Source
	Patches          []Patch
	ClientIDVariable string // what Azure calls the tenant's identity; empty: it has none
	Shard            int
	Storage          fleet.Storage
	Quota            []Limit
	Scalers          []Scaler
	Budgets          []Budget
	Egress           Egress
	Secrets          Secrets
	OwnWAF           bool     // a firewall policy of its own instead of the gateway's
	ListenerWAF      bool     // that policy guards the tenant's listeners, and stands with its gateway
	Certificate      string   // its Certificate: in GatewayNamespace, or in its own where its routes are Ingresses
	Ingress          *Ingress // nil: its routes are HTTPRoutes
	FrontDoorID      string   // what requests must name, or the variable that holds it; empty: no Front Door
	File             string   // what a person wrote
}

// Ingress is how a tenant's Ingresses come to AGC.
type Ingress struct {
	Frontend     string
	LoadBalancer string // the ApplicationLoadBalancer; empty where each cluster names an AGC of Azure's
	Secret       string // with the tenant's certificate
	Issuer       string // the ClusterIssuer
}

// Secrets are what a tenant's pods get from each cluster's key vault.
type Secrets struct {
	Store    fleet.SecretStore
	Names    []string // empty: none
	TenantID name.GUID
}

// Object is the kind of the object through which pods get the secrets; empty where
// they need none.
func (s Secrets) Object() string {
	switch {
	case len(s.Names) == 0:
		return ""
	case s.Store == fleet.SecretsByCSI:
		return "SecretProviderClass"
	case s.Store == fleet.SecretsByDapr:
		return "Component"
	}
	return ""
}

// Route is what the tenant's hostnames lead to.
type Route struct {
	Service  string
	Port     int
	PortName string
}

// Patch is what the platform sets on objects that the tenant brings.
type Patch struct {
	Why  string
	Kind string // a regular expression of kinds, as kustomize's targets take it
	Ops  []Op
}

// Op is one "add" of a JSON patch; the value is JSON.
type Op struct {
	Path, Value string
}

// Cell is one tenant on one cluster.
type Cell struct {
	Tenant    *Tenant
	Cluster   name.Label
	Role      fleet.Role
	AGCSubnet name.CIDR
	Patches   []Patch   // beside the tenant's own
	Vault     string    // key vault of the cluster
	Endpoints name.CIDR // the subnet of its private endpoints
	AGCID     string    // that the tenant's Ingresses name; empty where they are none, or the AGC is one of Kubernetes
	WAFID     string    // Azure resource id of the tenant's own firewall policy, if its route has one
	Outputs   string    // the ConfigMap that holds the identity's client id

	AsksFrontDoor bool // the platform's ConfigMap holds what requests must name
}

// PatchList is where the patches stand in what applies the tenant's source.
func (c *Cell) PatchList() string {
	if c.Tenant.Source.Chart {
		return "/spec/postRenderers/0/kustomize/patches"
	}
	return "/spec/patches"
}

func (p *Plan) addTenants(f *fleet.Fleet) {
	stamps := map[name.Label]fleet.Stamp{}
	for _, s := range f.Stamps {
		stamps[s.Name] = s
	}
	gateways := map[name.Label]fleet.Gateway{}
	for _, g := range f.Gateways {
		gateways[g.Name] = g
	}
	plans := map[name.Label]fleet.Plan{}
	for _, pl := range f.Plans {
		plans[pl.Name] = pl
	}
	p.Tenants = make([]Tenant, len(f.Tenants))
	p.Cells = make([]Cell, 0, 2*len(f.Tenants))
	for i, t := range f.Tenants {
		g, s := gateways[t.Gateway], stamps[t.Stamp]
		p.Tenants[i] = tenant(f, t, plans[t.Plan])
		p.Tenants[i].FrontDoorID = FrontDoorMatch(f)
		if g.Ingress {
			p.Tenants[i].Ingress = ingress(&p.Tenants[i], g, s.Primary.AGC.Managed)
		}
		for _, c := range s.Clusters() {
			p.Cells = append(p.Cells, cell(f, &p.Tenants[i], c, g.AGC))
		}
	}
}

func tenant(f *fleet.Fleet, t fleet.Tenant, pl fleet.Plan) Tenant {
	out := Tenant{
		Name:          t.Name,
		Stamp:         t.Stamp,
		Gateway:       t.Gateway,
		Plan:          pl,
		PriorityClass: priorityClass(pl.Name),
		Owners:        t.Owners,
		Readers:       t.Readers,
		PodSecurity:   podSecurity(f),
		Storage:       t.Storage,
		Quota:         quota(pl, t.Storage),
		Scalers:       scalers(pl.Scaling),
		Budgets:       budgets(t.Budgets),
		Egress:        egress(t),
		Secrets:       Secrets{Store: t.Store, Names: t.Secrets, TenantID: f.Azure.TenantID},
		Hostnames:     t.Hostnames,
		Route:         Route{Service: defaultService, Port: defaultPort, PortName: defaultPortName},
		State:         t.State,
		Source:        source(t.Source),
		Patches:       append(patches(t.Name, pl), spread(t.Spread)...),
		Shard:         fleet.Shard(t.Name, f.Shards),
		OwnWAF:        t.WAF != nil,
		ListenerWAF:   t.Listener,
		Certificate:   "tenant-" + string(t.Name),
		File:          t.File,
	}
	out.Source.Moving = out.Source.Moving && out.Delivers()
	if t.Identity {
		out.ClientIDVariable = azure.ClientIDKey(t.Name)
	}
	return out
}

// Literal writes text so that it reaches the cluster as it is: where Flux
// substitutes variables in the tenant's build, two dollars stand for one.
func (t *Tenant) Literal(s string) string {
	if t.ClientIDVariable == "" {
		return s
	}
	return strings.ReplaceAll(s, "$", "$$")
}

// Delivers reports whether the tenant's own manifests are applied.
func (t *Tenant) Delivers() bool { return t.State != fleet.Draining }

// podSecurity is the version of Pod Security's levels that holds on all clusters:
// that of the oldest, so that an upgrade never tightens them unseen.
func podSecurity(f *fleet.Fleet) string {
	oldest := ""
	for _, s := range f.Stamps {
		for _, c := range s.Clusters() {
			if oldest == "" || c.KubernetesVersion < oldest { // 1. and two digits, all of them
				oldest = c.KubernetesVersion
			}
		}
	}
	return "v" + oldest
}

func ingress(t *Tenant, g fleet.Gateway, managed bool) *Ingress {
	out := &Ingress{Frontend: azure.Frontend(g.Name), Secret: t.Certificate + "-tls", Issuer: string(g.Name)}
	if managed {
		out.LoadBalancer = loadBalancer(g.AGC)
	}
	return out
}

func cell(f *fleet.Fleet, t *Tenant, c fleet.Cluster, agc int) Cell {
	out := Cell{
		Tenant:    t,
		Cluster:   c.Name,
		Role:      c.Role,
		AGCSubnet: c.Network.Subnets.AGC[agc-1],
		Vault:     azure.VaultName(f, c),
		Endpoints: c.Network.Subnets.VirtualMachines,
		Outputs:   shardOutputs(t.Shard),

		AsksFrontDoor: f.Traffic.Provider == fleet.FrontDoor && f.Traffic.FrontDoor.ID == "",
	}
	if t.Delivers() {
		out.Patches = replicaPatches(f.DRMode, c.Role)
	}
	if t.Ingress != nil && !c.AGC.Managed {
		out.AGCID = azure.AGCID(f, c.Name, agc)
	}
	if t.OwnWAF && !t.ListenerWAF {
		out.WAFID = azure.TenantWAFPolicyID(f, c.Name, t.Name)
	}
	return out
}

// FrontDoorMatch is what the header X-Azure-FDID of a request must be for a
// tenant's route to take it: the id, or the variable that Flux puts it in for.
// Empty means that no Front Door stands before the fleet.
// https://learn.microsoft.com/azure/frontdoor/origin-security
func FrontDoorMatch(f *fleet.Fleet) string {
	switch {
	case f.Traffic.Provider != fleet.FrontDoor:
		return ""
	case f.Traffic.FrontDoor.ID != "":
		return f.Traffic.FrontDoor.ID
	}
	return "${" + FrontDoorID + "}"
}

func shardOutputs(shard int) string { return fmt.Sprintf("%s-%d", PlatformOutputs, shard) }

// The kinds whose pods a tenant brings, and where their pod template stands.
const (
	podControllers = "(Deployment|StatefulSet|DaemonSet|Job)"
	podSpec        = "/spec/template/spec"
	cronJobSpec    = "/spec/jobTemplate/spec/template/spec"
)

// patches sets what must hold for every pod that the tenant brings.
func patches(tenant name.Label, pl fleet.Plan) []Patch {
	ops := func(at string) []Op {
		out := []Op{{at + "/priorityClassName", quote(priorityClass(pl.Name))}}
		if pl.DedicatedPool {
			out = append(out,
				Op{at + "/nodeSelector", fmt.Sprintf("{%s: %s}", PoolLabel, quote(string(tenant)))},
				Op{at + "/tolerations", fmt.Sprintf("[{key: %s, value: %s, effect: NoSchedule}]", PoolLabel, quote(string(tenant)))})
		}
		return out
	}
	why := "the plan's priority"
	if pl.DedicatedPool {
		why = "the plan's priority and the tenant's own nodes"
	}
	return []Patch{{why, podControllers, ops(podSpec)}, {why, "CronJob", ops(cronJobSpec)}}
}

// spread spreads the pods of each workload by what tells its pods from others: the
// hash or revision that its controller writes on them, since their labels are the
// tenant's own. DaemonSets have one pod a node, and Jobs end.
func spread(s fleet.Spread) []Patch {
	if s == fleet.SpreadByScheduler {
		return nil
	}
	why, zones := "pods spread evenly, as far as it goes", "ScheduleAnyway"
	if s == fleet.SpreadStrict {
		why, zones = "pods spread evenly over zones, without exception", "DoNotSchedule"
	}
	ops := func(label string) []Op {
		constraint := func(topology, otherwise string) string {
			return fmt.Sprintf("{maxSkew: 1, topologyKey: %s, whenUnsatisfiable: %s, labelSelector: {}, matchLabelKeys: [%s]}",
				topology, otherwise, label)
		}
		return []Op{{podSpec + "/topologySpreadConstraints", "[" + constraint("topology.kubernetes.io/zone", zones) + ", " +
			constraint("kubernetes.io/hostname", "ScheduleAnyway") + "]"}}
	}
	return []Patch{{why, "Deployment", ops("pod-template-hash")}, {why, "StatefulSet", ops("controller-revision-hash")}}
}

// PoolLabel is the label and the taint of a node pool that belongs to one tenant.
const PoolLabel = "tenantry.dev/pool"

// replicaPatches keeps a standby as small as the DR mode says. A cold cluster
// exists only while it serves, so it is never small.
func replicaPatches(mode fleet.DRMode, role fleet.Role) []Patch {
	if role != fleet.DR || mode == fleet.ActiveActive || mode == fleet.Cold {
		return nil
	}
	n, why := "1", "one replica while the primary serves"
	if mode == fleet.PilotLight {
		n, why = "0", "no replica while the primary serves"
	}
	return []Patch{{why, "(Deployment|StatefulSet)", []Op{{"/spec/replicas", n}}}}
}

// quote prints a parsed name as a YAML string: names may look like numbers.
func quote(s string) string { return `"` + s + `"` }
