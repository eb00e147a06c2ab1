package azure

import (
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// ACR is how the fleet's registry works.
type ACR struct {
	RoleAssignmentMode string // in Azure's words
	UntaggedDays       int
	Ranges             []name.CIDR // of those who reach it over its public address; empty: everybody, if it has one
	ExportPolicy       string      // in Azure's words
	BypassForTasks     bool
	CacheRules         []CacheRule
	AgentSubnet        string // resource id of the subnet in which tasks run; empty: on Azure's machines
	Tasks              []Task
	TaskRole           Role
	Token              bool // some task's source is private
	Puller             RoleDefinition
}

// CacheRule lets the registry fetch and keep another registry's images.
type CacheRule struct {
	Symbol, Name, Source, Target string
	Credentials                  *Credentials // nil: the source takes anybody
}

// Credentials are two secrets of a key vault, with which the registry signs in.
type Credentials struct {
	Host, Vault, Username, Password string
	Place                           Place // of the vault
}

// Task builds one image, and builds it anew when the image that it begins with changes.
type Task struct {
	fleet.ImageBuild
	Symbol string
}

// Azure's words for what a registry's roles hold for:
// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
const byRegistry, byRepository = "LegacyRegistryPermissions", "AbacRepositoryPermissions"

func acrOf(f *fleet.Fleet) ACR {
	in := f.Azure.ACR
	out := ACR{
		RoleAssignmentMode: byRegistry, UntaggedDays: in.UntaggedDays, Ranges: f.Azure.PushRanges,
		BypassForTasks: in.Tasks.Bypass, AgentSubnet: in.Tasks.Subnet.String(), Puller: acrPull(), ExportPolicy: "disabled",
		TaskRole: Role{
			Symbol: "pushes", Scope: "registry", Principal: "principalId", Role: acrPush(), Why: "the task writes its image",
		},
	}
	if f.Azure.PushFromInternet {
		out.ExportPolicy = "enabled" // Azure disables exports only where there is no public access
	}
	if in.ByRepository { // the older roles count for nothing
		out.RoleAssignmentMode, out.Puller, out.TaskRole.Role = byRepository, repositoryReader(), repositoryWriter()
	}
	for _, r := range append(fleet.PlatformCache(), in.Cache...) {
		rule := CacheRule{Symbol: symbol("cache", name.Label(r.Name)), Name: r.Name, Source: r.Source, Target: r.Target}
		if !r.Vault.IsZero() {
			host, _, _ := strings.Cut(r.Source, "/")
			rule.Credentials = &Credentials{
				Host: host, Vault: r.Vault.Name, Username: r.Username, Password: r.Password, Place: placeOf(f, r.Vault, ""),
			}
		}
		out.CacheRules = append(out.CacheRules, rule)
	}
	for _, b := range in.Tasks.Builds {
		out.Tasks = append(out.Tasks, Task{b, symbol("task", name.Label(b.Name))})
		out.Token = out.Token || b.Private
	}
	return out
}
