package fleet

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// BicepFile is a person's Bicep: what a stack is to have beside what is rendered. Its
// name says where it goes.
type BicepFile struct {
	File, Text string
	Stack      Stack
	Cluster    name.Label // whose stack it is; empty: the fleet's, or that of every cluster
	Tenant     name.Label // of a file beside a tenant's
}

// Stack is a kind of deployment stack that people may change.
type Stack string

// The stacks. A tenant's module belongs to the stack of the tenant's shard.
const (
	SharedStack   Stack = "shared"
	TrafficStack  Stack = "traffic"
	PlatformStack Stack = "platform"
	ClusterStack  Stack = "cluster"
	GitOpsStack   Stack = "gitops"
	TenantStack   Stack = "tenant"
)

// fleetStacks and clusterStacks are what the names of files beside the fleet's and
// beside a cluster's may say.
func fleetStacks() []string {
	return append([]string{string(SharedStack), string(TrafficStack)}, clusterStacks()...)
}

func clusterStacks() []string {
	return []string{string(PlatformStack), string(ClusterStack), string(GitOpsStack)}
}

const fleetOwner = "fleet"

// buildBicep finds out where each Bicep file goes. Those of the fleet come first, so
// that a cluster's own has the last word.
func (b *builder) buildBicep(files []load.Text) {
	var own []BicepFile
	for _, t := range files {
		dir, base := path.Split(t.File)
		base = strings.TrimSuffix(base, ".bicep")
		if dir == layout.Tenants+"/" {
			if b.isTenant(t.File, base) {
				own = append(own, BicepFile{File: t.File, Text: t.Text, Stack: TenantStack, Tenant: name.Label(base)})
			}
			continue
		}
		owner, stack, _ := strings.Cut(base, ".")
		switch {
		case !b.takesBicep(t.File, owner, stack):
		case owner == fleetOwner:
			b.fleet.Bicep = append(b.fleet.Bicep, BicepFile{File: t.File, Text: t.Text, Stack: Stack(stack)})
		default:
			own = append(own, BicepFile{File: t.File, Text: t.Text, Stack: Stack(stack), Cluster: name.Label(owner)})
		}
	}
	b.fleet.Bicep = append(b.fleet.Bicep, own...)
}

func (b *builder) isTenant(file, base string) bool {
	var names []string
	for _, t := range b.fleet.Tenants {
		names = append(names, string(t.Name))
	}
	if slices.Contains(names, base) {
		return true
	}
	if !b.tenantsIncomplete {
		fix := "call it tenants/<tenant>.bicep"
		if near := diag.Nearest(base, names); near != "" {
			fix = fmt.Sprintf("call it tenants/%s.bicep", near)
		}
		b.add(diag.Pos{File: file}, "bicep-file-name",
			fmt.Sprintf("no tenant is called %s, so this file goes nowhere", load.Quote(base)), fix)
	}
	return false
}

// takesBicep holds the two parts of a file's name against what there is.
func (b *builder) takesBicep(file, owner, stack string) bool {
	owners, stacks := []string{fleetOwner}, clusterStacks()
	for _, s := range b.fleet.Stamps {
		for _, c := range s.Clusters() {
			owners = append(owners, string(c.Name))
		}
	}
	if owner == fleetOwner {
		stacks = fleetStacks()
	}
	switch {
	case !slices.Contains(owners, owner):
		if b.clustersIncomplete {
			return false
		}
		fix := "call it fleet.<stack>.bicep, or <cluster>.<stack>.bicep"
		if near := diag.Nearest(owner, owners); near != "" {
			fix = fmt.Sprintf("call it clusters/%s.%s.bicep", near, stack)
		}
		b.add(diag.Pos{File: file}, "bicep-file-name",
			fmt.Sprintf("no cluster is called %s, so this file goes nowhere", load.Quote(owner)), fix)
		return false
	case !slices.Contains(stacks, stack):
		fix := fmt.Sprintf("call it clusters/%s.<stack>.bicep, where the stack is one of %s", owner, strings.Join(stacks, ", "))
		if near := diag.Nearest(stack, stacks); near != "" {
			fix = fmt.Sprintf("call it clusters/%s.%s.bicep", owner, near)
		}
		b.add(diag.Pos{File: file}, "bicep-file-name",
			fmt.Sprintf("%s is no stack of %s, so this file goes nowhere", load.Quote(stack), owner), fix)
		return false
	case Stack(stack) == TrafficStack && b.fleet.Traffic.Provider == "none":
		b.add(diag.Pos{File: file}, "bicep-file-name", "the fleet has no traffic stack, so this file goes nowhere",
			"remove it, or choose a provider in spec.traffic")
		return false
	}
	return true
}
