package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// Policies is what a person chose about Azure Policy.
type Policies struct {
	Effects            map[string]Effect // of every assignment, by its name
	ExcludedNamespaces []string          // beside the platform's own
	Images             []string          // host, or host and path, beside the fleet's registries
}

// Effect is what an assignment does with what does not keep to it.
type Effect string

// The effects: write down, refuse, and no assignment at all.
const (
	EffectAudit    Effect = "audit"
	EffectDeny     Effect = "deny"
	EffectDisabled Effect = "disabled"
)

// PolicyAssignment is a built-in definition that a fleet assigns.
type PolicyAssignment struct {
	Name, Title, Why string
	Definition       string // its id
	Set              bool   // an initiative: several definitions
	Pods             bool   // judged inside the clusters, where namespaces can be left out
	Default          Effect
	NeverDenies      bool // the definition knows audit and disabled alone
}

// PolicyAssignments are the assignments on offer, in the order in which they are
// rendered. Their ids, parameters and effects are those of
// https://github.com/Azure/azure-policy/tree/master/built-in-policies. None of them
// deploys or changes anything: that would give a resource a second owner beside its
// stack, and needs an identity with rights over the whole subscription.
func PolicyAssignments() []PolicyAssignment {
	return slices.Concat(podAssignments(), clusterAssignments())
}

// podAssignments deny by default only what no controller has a reason for.
func podAssignments() []PolicyAssignment {
	pods := func(name, definition string, effect Effect, title, why string) PolicyAssignment {
		return PolicyAssignment{Name: name, Title: title, Why: why, Definition: definition, Pods: true, Default: effect}
	}
	security := pods("pod-security", "42b8ef37-b724-4e24-bbc8-7a7708edfe00", EffectAudit,
		"Pods keep to the restricted Pod Security Standard", "the namespaces' own labels refuse; this reports")
	security.Set = true
	endpoints := pods("endpoint-edit", "1ddac26b-ed48-4c30-8cc5-3a68c79b8001", EffectAudit,
		"The role edit leaves endpoints alone", "endpoints lead traffic into other namespaces")
	endpoints.NeverDenies = true
	return []PolicyAssignment{
		security,
		pods("allowed-images", "febd0533-8e55-448f-b837-bd0e06f16469", EffectDeny,
			"Images come from the fleet's registries", "what was not pushed there was not looked at"),
		pods("limits", "e345eecc-fa47-480f-9e88-67dcc122b164", EffectAudit,
			"Containers have limits, and none above the largest plan", "deny would refuse pods whose CPU is left unlimited on purpose"),
		pods("read-only-root", "df49d893-a74c-421d-bc95-c663042e5b80", EffectAudit,
			"Containers do not write to their own root", "deny would stop images that keep temporary files there"),
		pods("no-automount", "423dd1ba-798e-40e4-9c4d-b6902674b423", EffectAudit,
			"Pods are given no token of the API server unasked", "deny would stop operators, which need theirs"),
		pods("host-path", "098fc59e-46c7-4d99-9b16-64990e543d75", EffectAudit,
			"Pods mount no paths of their node", "the namespaces' own labels refuse; this reports"),
		pods("external-ips", "d46c275d-1680-448d-b2ec-e495a3b6cc89", EffectDeny,
			"Services claim no external addresses", "a claimed address takes traffic of others: CVE-2020-8554"),
		pods("internal-load-balancers", "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e", EffectDeny,
			"Load balancers are internal", "a public one would lead past AGC and its firewall"),
		pods("https-ingress", "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d", EffectAudit,
			"Ingresses take HTTPS alone", "gateways do it by their listeners, which this does not see"),
		pods("default-namespace", "9f061a12-e40d-4183-a00e-171812443373", EffectAudit,
			"Nothing runs in the namespace default", "Kubernetes itself keeps a Service and an account there"),
		endpoints,
	}
}

// clusterAssignments are about the resources of Azure. What they ask for is
// rendered, so that a report means that somebody changed it by hand.
func clusterAssignments() []PolicyAssignment {
	audited := func(name, definition, title string) PolicyAssignment {
		return PolicyAssignment{
			Name: name, Title: title, Why: "rendered so; a report means that somebody changed it by hand",
			Definition: definition, Default: EffectAudit, NeverDenies: true,
		}
	}
	either := func(name, definition, title string) PolicyAssignment {
		a := audited(name, definition, title)
		a.NeverDenies = false
		return a
	}
	return []PolicyAssignment{
		audited("entra-integration", "450d2877-ebea-41e8-b00c-e286317d21bf", "Clusters sign people in with Entra ID"),
		either("local-accounts", "993c2fcd-2b29-49d2-9eb0-df2c3a730c32", "Clusters have no local accounts"),
		audited("policy-add-on", "0a15ec92-a229-4763-bb14-0ea34a568f8d", "Clusters run the Azure Policy add-on"),
		audited("api-server-access", "0e246bcf-5f6f-4f87-bc6f-775d4712c7ea", "API servers are private, or open to certain addresses"),
		audited("fixed-version", "fb893a29-21bb-418c-a157-e99480ec364c", "Clusters run a version without known holes"),
		audited("cluster-rbac", "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457", "Clusters use role-based access"),
		audited("managed-identity", "da6e2401-19da-4532-9141-fb8fbde08431", "Clusters act by managed identities"),
		audited("defender-profile", "a1840de2-8088-4ea8-b153-b4c723e9cb01", "Clusters are watched by Defender"),
		either("registry-anonymous", "9f2dea28-e834-476c-99c5-3507b4728395", "Registries refuse anonymous pulls"),
		either("registry-admin", "dc921057-6b28-4fbe-9b83-f7bec05db6c2", "Registries have no admin account"),
	}
}

// careRules are about the texts of what looks after a cluster.
type careRules struct {
	surge, istio, imagePrefix textRule
}

func newCareRules() careRules {
	return careRules{
		surge: rule("maxSurge", "bad-surge", `^([1-9][0-9]{0,2}|[1-9][0-9]?%|100%)$`,
			`write a number of nodes, or a share such as "33%"`),
		istio: rule("revision", "bad-istio-revision", `^asm-1-[0-9]{2}$`, "write a revision's name, such as asm-1-28"),
		imagePrefix: rule("image", "bad-image", `^[a-z0-9.-]+\.[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*$`,
			"write a host, or a host and a path, such as docker.io/grafana"),
	}
}

// buildPolicies gives every assignment its effect.
func (b *builder) buildPolicies(spec v1alpha1.FleetSpec, at place) {
	p := spec.Policies
	in := func(field ...string) diag.Pos { return at(append([]string{"spec", "policies"}, field...)...) }
	assignments := PolicyAssignments()
	names := make([]string, len(assignments))
	effects := make(map[string]Effect, len(assignments))
	for i, a := range assignments {
		names[i] = a.Name
		effects[a.Name] = Effect(cmp.Or(p.Effects[a.Name], string(a.Default)))
		if a.Name == "defender-profile" && p.Effects[a.Name] == "" && spec.Parts.Defender != "enabled" {
			effects[a.Name] = EffectDisabled // nobody asked for what it looks for
		}
		if a.NeverDenies && effects[a.Name] == EffectDeny {
			b.add(in("effects", a.Name), "policy-never-denies", fmt.Sprintf("the definition behind %s can only report", a.Name),
				"write audit or disabled")
		}
	}
	for _, n := range slices.Sorted(maps.Keys(p.Effects)) {
		b.checkEffect(in("effects", n), n, p.Effects[n], names)
	}
	b.fleet.Policies = Policies{Effects: effects, ExcludedNamespaces: p.ExcludedNamespaces, Images: p.Images}
	for i, n := range p.ExcludedNamespaces {
		b.label(in("excludedNamespaces", strconv.Itoa(i)), "namespace", n)
	}
	for i, image := range p.Images {
		b.matches(in("images", strconv.Itoa(i)), b.rules.imagePrefix, image)
	}
}

func (b *builder) checkEffect(pos diag.Pos, assignment, effect string, names []string) {
	words := []string{string(EffectAudit), string(EffectDeny), string(EffectDisabled)}
	switch {
	case !slices.Contains(names, assignment):
		fix := "write one of " + strings.Join(slices.Sorted(slices.Values(names)), ", ")
		if near := diag.Nearest(assignment, names); near != "" {
			fix = fmt.Sprintf("write %q", near)
		}
		b.add(pos, "unknown-policy", fmt.Sprintf("there is no assignment called %s", load.Quote(assignment)), fix)
	case !slices.Contains(words, effect):
		b.add(pos, "unknown-value", fmt.Sprintf("an effect cannot be %s", load.Quote(effect)),
			"write one of "+strings.Join(words, ", "))
	}
}

// checkExcluded refuses to leave a tenant alone: the assignments are about tenants.
func (b *builder) checkExcluded(at place, docs []*load.Doc[v1alpha1.Tenant]) {
	for i, n := range b.fleet.Policies.ExcludedNamespaces {
		for _, d := range docs {
			if d.Value.Metadata.Name == n {
				b.add(at("spec", "policies", "excludedNamespaces", strconv.Itoa(i)), "policy-without-tenant",
					fmt.Sprintf("namespace %s belongs to a tenant, and tenants are whom the assignments are about", load.Quote(n)),
					"remove it; an effect holds for all tenants", d.At("metadata", "name"))
			}
		}
	}
}
