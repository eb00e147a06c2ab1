// Package tenant prints what belongs to one tenant: its base, and its overlay
// for each cluster.
package tenant

import (
	"path"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// Render prints every tenant of a plan.
func Render(p *plan.Plan, out *tree.Tree) error {
	set, err := render.Parse("tenant")
	if err != nil {
		return err
	}
	var pages []render.Page
	for i := range p.Tenants {
		pages = append(pages, base(&p.Tenants[i])...)
	}
	for i := range p.Cells {
		pages = append(pages, overlay(&p.Cells[i]))
	}
	return set.PrintAll(out, pages)
}

// base lists the files of a tenant's base, one per concern.
func base(t *plan.Tenant) []render.Page {
	ns := string(t.Name)
	object := func(apiVersion, kind, name string) tree.Object {
		return tree.Object{APIVersion: apiVersion, Kind: kind, Namespace: ns, Name: name}
	}
	page := func(file string, objects ...tree.Object) render.Page {
		return render.Page{
			Path: path.Join(layout.TenantBase(ns), file), Template: "base/" + file,
			Data: t, Origin: t.File, Objects: objects,
		}
	}
	const alb = "alb.networking.azure.io/v1"
	var routes []tree.Object
	if t.Ingress == nil {
		routes = append(routes, object("gateway.networking.k8s.io/v1", "HTTPRoute", t.Route.Service))
	}
	routes = append(routes, object(alb, "HealthCheckPolicy", t.Route.Service))
	if t.OwnWAF && !t.ListenerWAF {
		routes = append(routes, object(alb, "WebApplicationFirewallPolicy", t.Route.Service))
	}
	pages := []render.Page{
		page("kustomization.yaml"),
		page("namespace.yaml",
			tree.Object{APIVersion: "v1", Kind: "Namespace", Name: ns},
			object("v1", "ResourceQuota", "plan"),
			object("v1", "LimitRange", "defaults")),
		page("access.yaml", access(t, object)...),
		page("network.yaml", network(t, object)...),
		page("routes.yaml", routes...),
	}
	if t.Egress.Outside() {
		pages = append(pages, page("egress.yaml", egress(t, object)...))
	}
	if t.Ingress != nil {
		pages = append(pages, page("ingress.yaml",
			object(policies, "Ingress", t.Route.Service),
			object(policies, "Ingress", t.Route.Service+"-redirect"),
			object(alb, "IngressExtension", t.Route.Service+"-redirect"),
			object("cert-manager.io/v1", "Certificate", t.Certificate)))
	}
	var budgets []tree.Object
	for _, b := range t.Budgets {
		budgets = append(budgets, object("policy/v1", "PodDisruptionBudget", string(b.Name)))
	}
	if len(budgets) > 0 {
		pages = append(pages, page("disruption.yaml", budgets...))
	}
	switch kind := t.Secrets.Object(); kind {
	case "":
	case "Component":
		pages = append(pages, page("secrets.yaml", object("dapr.io/v1alpha1", kind, plan.SecretsName)))
	default:
		pages = append(pages, page("secrets.yaml", object("secrets-store.csi.x-k8s.io/v1", kind, plan.SecretsName)))
	}
	if t.Delivers() {
		pages = append(pages, page(layout.Delivery, delivery(t, object)...))
	}
	return pages
}

// namespaced names an object in the tenant's namespace.
type namespaced func(apiVersion, kind, name string) tree.Object

// access lists who acts in the namespace, and who looks into it.
func access(t *plan.Tenant, object namespaced) []tree.Object {
	const rbac = "rbac.authorization.k8s.io/v1"
	out := []tree.Object{
		object("v1", "ServiceAccount", plan.ReconcilerAccount),
		object("v1", "ServiceAccount", plan.WorkloadAccount),
		object(rbac, "RoleBinding", plan.ReconcilerAccount),
	}
	for _, s := range t.Scalers {
		out = append(out, object(rbac, "RoleBinding", s.Binding))
	}
	out = append(out, object(rbac, "RoleBinding", "owners"))
	if len(t.Readers) > 0 {
		out = append(out, object(rbac, "RoleBinding", "readers"))
	}
	return out
}

const (
	policies = "networking.k8s.io/v1"
	cilium   = "cilium.io/v2"
)

// network lists the policies that hold for every tenant.
func network(t *plan.Tenant, object namespaced) []tree.Object {
	out := []tree.Object{
		object(policies, "NetworkPolicy", "default-deny"),
		object(policies, "NetworkPolicy", "allow-dns"),
		object(policies, "NetworkPolicy", "allow-same-namespace"),
		object(policies, "NetworkPolicy", "allow-gateway"),
	}
	if len(t.Egress.SignIn) > 0 {
		out = append(out, object(policies, "NetworkPolicy", "allow-sign-in"))
	}
	return out
}

// egress lists the policies that open what a tenant reaches outside the cluster.
func egress(t *plan.Tenant, object namespaced) []tree.Object {
	var out []tree.Object
	if len(t.Egress.Endpoints) > 0 {
		out = append(out, object(policies, "NetworkPolicy", "allow-private-endpoints"))
	}
	if t.Egress.Asked() {
		out = append(out, object(policies, "NetworkPolicy", "allow-egress"))
	}
	if len(t.Egress.Names) > 0 {
		out = append(out, object(cilium, "CiliumNetworkPolicy", "allow-names"))
	}
	if len(t.Egress.APIServer) > 0 {
		out = append(out, object(cilium, "CiliumNetworkPolicy", "allow-api-server"))
	}
	return out
}

// delivery lists what brings the tenant's own manifests.
func delivery(t *plan.Tenant, object namespaced) []tree.Object {
	out := []tree.Object{object("source.toolkit.fluxcd.io/v1", t.Source.Kind, plan.WorkloadName)}
	if t.Source.Signer != nil && t.Source.Signer.Key != "" {
		out = append(out, object("v1", "Secret", plan.SignerSecret))
	}
	if t.Source.Chart {
		return append(out, object("helm.toolkit.fluxcd.io/v2", "HelmRelease", plan.WorkloadName))
	}
	return append(out, object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", plan.WorkloadName))
}

func overlay(c *plan.Cell) render.Page {
	return render.Page{
		Path:     path.Join(layout.TenantOverlay(string(c.Tenant.Name), string(c.Cluster)), "kustomization.yaml"),
		Template: "overlay.yaml", Data: c, Origin: c.Tenant.File,
	}
}
