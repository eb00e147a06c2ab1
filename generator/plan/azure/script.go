package azure

import (
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
)

// maxStack is how long a deployment stack's name may be, less what the name of its
// what-if adds: https://learn.microsoft.com/rest/api/resources/deployment-stacks
const maxStack = 90 - len("-what-if")

// What happens to resources that leave a stack's template, as
// "az stack sub create --action-on-unmanage" takes it.
const (
	Detach          = "detachAll"
	DeleteResources = "deleteResources" // the groups that they are in stay
)

// NoCluster stands where a stack belongs to no cluster. No cluster is called so.
const NoCluster name.Label = "-"

// Script is what the script of one cluster deploys: the stacks of its stamp, in
// the order of their lifetimes. The stamp's scripts differ by whose they are alone.
type Script struct {
	Fleet    *Fleet
	Cluster  *Cluster
	Clusters []ScriptCluster // the DR cluster first: a new tenant begins where no client is
	Stacks   []Stack
	Day      []DayValue
	Targets  []LiveTarget
}

// ScriptCluster is a cluster of the stamp.
type ScriptCluster struct {
	*Cluster
	Mode string // of DR; "primary" for a primary
}

// Stack is one deployment stack.
type Stack struct {
	Kind       string     // shared, platform, cluster, gitops, tenants or traffic
	Cluster    name.Label // whose it is; NoCluster: the stamp's or the fleet's
	Name       string
	Folder     string
	Location   string // where Azure keeps the stack; it can never move
	OnUnmanage string
	Group      string // a group without which the stack's members cannot be there
}

// DayValue is a parameter that is read on the day of the deployment.
type DayValue struct {
	Stack, Parameter string
	Source           string // budget, vault or key
	Name             string // of what it is read from
}

// LiveTarget is an endpoint whose share and state a deployment hands back as they
// are in force.
type LiveTarget struct {
	Stack, Profile, RelativeName, Endpoint string
	Share, State                           string // parameters
}

// scriptsOf decides the scripts of one stamp, from its clusters, the
// primary first, their shards and its traffic.
func scriptsOf(f *fleet.Fleet, p *Plan, s fleet.Stamp) []*Script {
	shared := Script{Fleet: p.Fleet}
	for _, c := range p.Clusters {
		if c.Stamp == s.Name {
			mode := string(c.Role)
			if c.Role == fleet.DR {
				mode = string(f.DRMode)
			}
			shared.Clusters = append(shared.Clusters, ScriptCluster{c, mode})
		}
	}
	slices.Reverse(shared.Clusters)
	shared.addShared()
	for _, c := range shared.Clusters {
		shared.addPlatform(c.Cluster)
	}
	for _, c := range shared.Clusters {
		shared.addCluster(c.Cluster, p.Shards)
	}
	for _, t := range p.Traffic {
		if t.Stamp == s.Name {
			shared.addTraffic(t)
		}
	}
	var out []*Script
	for _, c := range shared.Clusters {
		one := shared
		one.Cluster = c.Cluster
		out = append(out, &one)
	}
	slices.Reverse(out)
	return out
}

// stackName is unique in the subscription as far as fleets' names are.
func stackName(f *Fleet, parts ...string) string {
	return name.Short(strings.Join(append([]string{f.Name}, parts...), "-"), maxStack)
}

func (d *Script) addShared() {
	s := Stack{
		Kind: "shared", Cluster: NoCluster, Name: stackName(d.Fleet, "shared"), Folder: layout.AzureShared, Location: d.Fleet.Location,
		OnUnmanage: Detach, Group: d.Fleet.Group,
	}
	d.Stacks = append(d.Stacks, s)
	if d.Fleet.Budget > 0 {
		d.Day = append(d.Day, DayValue{s.Name, BudgetStart, "budget", "budget-" + d.Fleet.Name})
	}
}

func (d *Script) addPlatform(c *Cluster) {
	s := d.add(c, "platform", "platform", Detach)
	d.Day = append(d.Day, DayValue{s, VaultCreateMode, "vault", c.Vault})
	if c.Jumpbox && d.Fleet.SSHPublicKey == "" {
		d.Day = append(d.Day, DayValue{s, SSHPublicKey, "key", "vm-" + string(c.Name) + "-jumpbox"})
	}
}

// addCluster adds what lives as long as the cluster. Deleting Flux's configuration
// would prune every tenant, so that its stack detaches.
func (d *Script) addCluster(c *Cluster, shards []*Shard) {
	d.add(c, "cluster", "cluster", DeleteResources)
	d.add(c, "gitops", "gitops", Detach)
	for _, s := range shards {
		if s.Cluster == c {
			d.add(c, "tenants", ShardStack(s.Number), DeleteResources)
		}
	}
}

func (d *Script) add(c *Cluster, kind, folder, onUnmanage string) string {
	s := Stack{
		Kind: kind, Cluster: c.Name, Name: stackName(d.Fleet, string(c.Name), folder),
		Folder: layout.AzureStack(string(c.Name), folder), Location: c.Region, OnUnmanage: onUnmanage, Group: c.Group,
	}
	d.Stacks = append(d.Stacks, s)
	return s.Name
}

func (d *Script) addTraffic(t *Traffic) {
	s := Stack{
		Kind: "traffic", Cluster: NoCluster, Name: stackName(d.Fleet, string(t.Stamp), "traffic", string(t.Gateway)),
		Folder:   layout.AzureTraffic(string(t.Stamp), string(t.Gateway)),
		Location: d.Fleet.Location, OnUnmanage: Detach, Group: d.Fleet.Group,
	}
	d.Stacks = append(d.Stacks, s)
	if d.Fleet.FrontDoor != nil {
		return // its origins are no endpoints of Traffic Manager
	}
	for _, target := range t.Targets {
		d.Targets = append(d.Targets, LiveTarget{
			Stack: s.Name, Profile: t.Profile, RelativeName: t.RelativeName, Endpoint: string(target.Cluster),
			Share: t.ShareParameter(target), State: t.StateParameter(target),
		})
	}
}
