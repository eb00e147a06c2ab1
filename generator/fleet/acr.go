package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// ACR is how the container registry works.
type ACR struct {
	ByRepository bool // roles may be narrowed to repositories, and AcrPull counts for nothing
	UntaggedDays int
	Cache        []CacheRule // beside the platform's own
	Tasks        Tasks
}

// CacheRule lets the registry fetch and keep what another one has.
type CacheRule struct {
	Name, Source, Target string
	Vault                name.ResourceID // of the credentials; zero: none
	Username, Password   string          // secrets' names
}

// Tasks are images that the registry builds by itself.
type Tasks struct {
	Bypass bool            // tasks pass the registry's network rules
	Subnet name.ResourceID // of a pool of agents; zero: Azure's machines
	Builds []ImageBuild
}

// ImageBuild is one image that is built from a Dockerfile.
type ImageBuild struct {
	Name, Context, Dockerfile, Image string
	Private                          bool // the context wants a token
}

const (
	defaultUntaggedDays = 30
	typeSubnet          = "Microsoft.Network/virtualNetworks/subnets"
	typeVault           = "Microsoft.KeyVault/vaults"
	dockerHub           = "docker.io/"
)

// PlatformCache are the rules for what the platform itself runs: a cluster is
// rebuilt while its source is away.
func PlatformCache() []CacheRule {
	return []CacheRule{
		{Name: "alb-controller", Source: "mcr.microsoft.com/application-lb/*", Target: "application-lb/*"},
		{Name: "cert-manager", Source: "quay.io/jetstack/*", Target: "jetstack/*"},
	}
}

// buildACR reads how the registry works, and from where it is pushed to.
func (b *builder) buildACR(spec v1alpha1.Azure, at place) {
	in := func(steps ...string) diag.Pos { return at(append([]string{"spec", "azure"}, steps...)...) }
	out := &b.fleet.Azure
	for i, text := range spec.PushRanges {
		if r, ok := b.cidr(in("pushRanges", strconv.Itoa(i)), "range", text); ok {
			out.PushRanges = append(out.PushRanges, r)
		}
	}
	if len(spec.PushRanges) > 0 && !out.PushFromInternet {
		b.add(in("pushRanges"), "private-with-ranges",
			"a registry that is pushed to from the network alone has no public address that ranges could reach",
			"remove pushRanges, or write pushFrom: internet")
	}
	out.ACR = ACR{
		ByRepository: spec.ACR.Permissions == "repository", UntaggedDays: cmp.Or(spec.ACR.UntaggedDays, defaultUntaggedDays),
	}
	b.buildCache(spec.ACR.Cache, in)
	b.buildTasks(spec.ACR.Tasks, in)
}

func (b *builder) buildCache(rules []v1alpha1.CacheRule, in func(...string) diag.Pos) {
	all := PlatformCache()
	for i, r := range rules {
		here := func(steps ...string) diag.Pos {
			return in(append([]string{"acr", "cache", strconv.Itoa(i)}, steps...)...)
		}
		rule := CacheRule{
			Name:   b.matches(here("name"), b.rules.acrName, r.Name),
			Source: b.matches(here("source"), b.rules.cacheSource, r.Source),
			Target: b.matches(here("target"), b.rules.cacheTarget, r.Target),
		}
		if strings.HasSuffix(r.Source, "*") != strings.HasSuffix(r.Target, "*") {
			b.add(here("target"), "bad-cache-rule", "one of source and target ends in *, and the other does not",
				"end both in /*, or none", here("source"))
		}
		b.buildCredentials(r, &rule, here)
		for j, other := range all {
			if overlap(rule, other) {
				var see []diag.Pos
				if j -= len(PlatformCache()); j >= 0 {
					see = []diag.Pos{in("acr", "cache", strconv.Itoa(j))}
				}
				b.add(here(), "cache-overlap", fmt.Sprintf("the rule overlaps rule %s, which keeps %s",
					load.Quote(other.Name), load.Quote(other.Target)), "choose another name and target", see...)
			}
		}
		all = append(all, rule)
		b.fleet.Azure.ACR.Cache = append(b.fleet.Azure.ACR.Cache, rule)
	}
}

// overlap reports whether Azure refuses one rule beside another: no two have one
// name, and no two with * keep the same repositories
// (https://learn.microsoft.com/azure/container-registry/artifact-cache-overview).
func overlap(a, b CacheRule) bool {
	x, wildX := strings.CutSuffix(a.Target, "*")
	y, wildY := strings.CutSuffix(b.Target, "*")
	return a.Name == b.Name || a.Target == b.Target || wildX && wildY && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x))
}

func (b *builder) buildCredentials(r v1alpha1.CacheRule, rule *CacheRule, here func(...string) diag.Pos) {
	c := r.Credentials
	if c == (v1alpha1.CacheCredentials{}) {
		if strings.HasPrefix(r.Source, dockerHub) {
			b.add(here("source"), "cache-without-credentials", "Docker Hub limits those who pull without signing in",
				`add "credentials:" with a key vault and two of its secrets`)
		}
		return
	}
	rule.Vault = b.resourceID(here("credentials", "vault"), c.Vault, typeVault)
	rule.Username = b.matches(here("credentials", "username"), b.rules.secret, c.Username)
	rule.Password = b.matches(here("credentials", "password"), b.rules.secret, c.Password)
	if strings.EqualFold(c.Username, c.Password) {
		b.add(here("credentials", "password"), "bad-cache-rule", "username and password are one secret", "name two secrets",
			here("credentials", "username"))
	}
}

// withAgents are the regions that offer pools of agents, as listed by
// https://learn.microsoft.com/azure/container-registry/tasks-agent-pools in 2025; it is
// a preview.
func withAgents() []string {
	return []string{
		"canadacentral", "centralus", "eastasia", "eastus", "eastus2", "northeurope", "southcentralus", "switzerlandnorth",
		"westeurope", "westus2",
	}
}

func (b *builder) buildTasks(spec v1alpha1.Tasks, in func(...string) diag.Pos) {
	at := func(steps ...string) diag.Pos { return in(append([]string{"acr", "tasks"}, steps...)...) }
	azure := &b.fleet.Azure
	out := &azure.ACR.Tasks
	out.Bypass = spec.Run == "bypass"
	out.Subnet = b.resourceID(at("subnet"), spec.Subnet, typeSubnet)
	exists := !azure.Existing.Registry.IsZero()
	closed := !azure.PushFromInternet || len(azure.PushRanges) > 0
	switch {
	case spec.Run == "pool" && spec.Subnet == "":
		b.add(at("run"), "missing-field", `"subnet" is missing: the pool of agents has to stand somewhere`,
			`add "subnet:" with a subnet's resource id`)
	case spec.Run != "pool" && spec.Subnet != "":
		b.add(at("subnet"), "missing-field", `"run: pool" is missing, and subnet is about it`, "add run: pool, or remove subnet")
	case spec.Run == "pool" && !exists && !slices.Contains(append(withAgents(), b.newRegions...), azure.Location):
		b.add(at("run"), "region-without-agents",
			fmt.Sprintf("the registry's region %s is not known to offer pools of agents", load.Quote(azure.Location)),
			"write run: bypass, or add the region to azure.newRegions if it offers them by now", in("location"))
	case spec.Run == "bypass" && exists:
		b.add(at("run"), "not-ours", "the network rules of a registry that exists already are set by its owners",
			"remove run, and have its owners let tasks pass", in("existing", "registry"))
	case len(spec.Builds) > 0 && cmp.Or(spec.Run, "azure") == "azure" && closed && !exists:
		// https://learn.microsoft.com/azure/container-registry/manage-network-bypass-policy-for-tasks
		b.add(at("builds"), "tasks-refused", "a registry that not everybody reaches refuses its own tasks, too",
			"write run: bypass, or run: pool with a subnet")
	}
	for i, build := range spec.Builds {
		here := func(field string) diag.Pos { return at("builds", strconv.Itoa(i), field) }
		for j, other := range spec.Builds[:i] {
			if other.Name == build.Name {
				b.add(here("name"), "name-twice", fmt.Sprintf("two tasks are called %s", load.Quote(build.Name)),
					"give each a name of its own", at("builds", strconv.Itoa(j), "name"))
			}
		}
		out.Builds = append(out.Builds, ImageBuild{
			Name:       b.matches(here("name"), b.rules.acrName, build.Name),
			Context:    b.matches(here("context"), b.rules.gitContext, build.Context),
			Dockerfile: b.matches(here("dockerfile"), b.rules.dockerfile, cmp.Or(build.Dockerfile, "Dockerfile")),
			Image:      b.matches(here("image"), b.rules.ownImage, build.Image),
			Private:    build.Private == "enabled",
		})
	}
}

// registryRules are what values about the registry may contain.
type registryRules struct {
	acrName, cacheSource, cacheTarget, gitContext, dockerfile, ownImage textRule
}

func newRegistryRules() registryRules {
	return registryRules{
		acrName: rule("name", "bad-azure-name", `^[a-z][a-z0-9-]{3,48}[a-z0-9]$`,
			"write 5 to 50 lower-case letters, digits and dashes, beginning with a letter"),
		cacheSource: rule("source", "bad-cache-rule", `^[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9._-]+)*/([a-z0-9._-]+|\*)$`,
			"write host/repository, or host/path/*, such as docker.io/library/*"),
		cacheTarget: rule("target", "bad-cache-rule", `^([a-z0-9._-]+/)*([a-z0-9._-]+|\*)$`,
			"write a repository, or path/*, such as docker-hub/*"),
		gitContext: rule("context", "bad-url",
			`^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~%-]+)+(#[A-Za-z0-9._/-]*(:[A-Za-z0-9._/-]+)?)?$`,
			"write a Git repository's https address; #branch:folder may follow"),
		dockerfile: rule("Dockerfile", "bad-source", `^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$`,
			"write a file's path below the context, such as base/Dockerfile"),
		ownImage: rule("image", "bad-image", `^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`,
			"write repository:tag, without a registry"),
	}
}
