package azure

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/tenantry/tenantry/generator/fleet"
)

// Policy is an assignment of a built-in definition of Azure Policy.
type Policy struct {
	fleet.PolicyAssignment
	Symbol     string
	Effect     string // in the spelling of its definition
	Parameters []PolicyParameter
}

// PolicyParameter is a value that an assignment gives its definition.
type PolicyParameter struct {
	Name, Value string
}

// Namespace is one that assignments about pods leave alone.
type Namespace struct {
	Name, Why string
}

// policies are the assignments that do something.
func policies(f *fleet.Fleet) []Policy {
	var out []Policy
	for _, a := range fleet.PolicyAssignments() {
		effect := f.Policies.Effects[a.Name]
		if effect == fleet.EffectDisabled {
			continue
		}
		p := Policy{PolicyAssignment: a, Symbol: camel(a.Name), Effect: spelled(a, effect)}
		switch a.Name {
		case "allowed-images":
			p.Parameters = []PolicyParameter{{"allowedContainerImagesRegex", allowedImages(f)}}
		case "limits":
			cpu, memory := largest(f.Plans)
			p.Parameters = []PolicyParameter{{"cpuLimit", cpu}, {"memoryLimit", memory}}
		}
		out = append(out, p)
	}
	return out
}

// spelled writes an effect as every version of its definition takes it: those about
// pods have taken lower case from the first on and some of them nothing else, those
// about resources take a capital.
func spelled(a fleet.PolicyAssignment, e fleet.Effect) string {
	if a.Pods && !a.NeverDenies {
		return string(e)
	}
	return strings.ToUpper(string(e[:1])) + string(e[1:])
}

// camel makes a symbol from a name with dashes.
func camel(name string) string {
	parts := strings.Split(name, "-")
	for i, p := range parts[1:] {
		parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "")
}

// largest is the most that any plan grants: no container of a tenant can have more.
func largest(plans []fleet.Plan) (cpu, memory string) {
	most := func(of func(fleet.Plan) string) string {
		var top resource.Quantity
		for _, p := range plans {
			if q, err := resource.ParseQuantity(of(p)); err == nil && q.Cmp(top) > 0 { // the fleet has parsed it
				top = q
			}
		}
		return top.String()
	}
	return most(func(p fleet.Plan) string { return p.CPU }), most(func(p fleet.Plan) string { return p.Memory })
}

// allowedImages matches every image that may run: the tenants' registries, and
// those of what the platform itself runs.
func allowedImages(f *fleet.Fleet) string {
	hosts := []string{`mcr\.microsoft\.com`, `ghcr\.io/fluxcd`, `quay\.io/jetstack`}
	probe, _, _ := strings.Cut(f.ProbeImage, ":")
	add := append(slices.Clone(f.Registries), f.Azure.Registry+".azurecr.io", probe)
	if f.ChartRegistry != "" {
		add = append(add, f.ChartRegistry)
	}
	for _, h := range append(add, f.Policies.Images...) {
		if q := regexp.QuoteMeta(h); !slices.Contains(hosts, q) {
			hosts = append(hosts, q)
		}
	}
	return "^(" + strings.Join(hosts, "|") + `)[/:@].+$`
}

// excluded are the namespaces of Azure's add-ons and of the platform's controllers,
// as far as the fleet has them, and what a person adds.
func excluded(f *fleet.Fleet) []Namespace {
	calico := slices.ContainsFunc(f.Stamps, func(s fleet.Stamp) bool {
		return s.Primary.Network.Policy == "calico" || s.DR.Network.Policy == "calico"
	})
	const agents = "agents of Azure's that need the node"
	out := []Namespace{
		{"kube-system", "Kubernetes itself, and AKS's add-ons"},
		{"gatekeeper-system", "Azure Policy's own engine"},
		{"azure-arc", agents},
		{"azure-extensions-usage-system", agents},
		{"flux-system", "Flux: its controllers call the API server with their own tokens"},
		{"azure-alb-system", "the ALB controller: likewise"},
		{"cert-manager", "cert-manager: likewise"},
	}
	for _, part := range []struct {
		on bool
		Namespace
	}{
		{calico, Namespace{"calico-system", "Calico: network on the node"}},
		{calico, Namespace{"tigera-operator", "Calico's operator"}},
		{f.Parts.Istio, Namespace{"aks-istio-system", "Istio: its CNI writes to the node"}},
		{f.Parts.Istio, Namespace{"aks-istio-ingress", "Istio's gateways, where somebody enables one"}},
		{f.Parts.Dapr, Namespace{"dapr-system", "Dapr: its control plane calls the API server"}},
		{f.Parts.Backup, Namespace{"dataprotection-microsoft", "AKS backup: it reads every volume"}},
	} {
		if part.on {
			out = append(out, part.Namespace)
		}
	}
	more := slices.SortedFunc(slices.Values(f.Policies.ExcludedNamespaces), cmp.Compare)
	for _, n := range slices.Compact(more) {
		if !slices.ContainsFunc(out, func(o Namespace) bool { return o.Name == n }) {
			out = append(out, Namespace{n, "asked for in the fleet file"})
		}
	}
	return out
}
