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
	const (
		rbac    = "rbac.authorization.k8s.io/v1"
		network = "networking.k8s.io/v1"
	)
	const alb = "alb.networking.azure.io/v1"
	var routes []tree.Object
	if t.Ingress == nil {
		routes = append(routes, object("gateway.networking.k8s.io/v1", "HTTPRoute", t.Route.Service))
	}
	routes = append(routes, object(alb, "HealthCheckPolicy", t.Route.Service))
	if t.OwnWAF {
		routes = append(routes, object(alb, "WebApplicationFirewallPolicy", t.Route.Service))
	}
	pages := []render.Page{
		page("kustomization.yaml"),
		page("namespace.yaml",
			tree.Object{APIVersion: "v1", Kind: "Namespace", Name: ns},
			object("v1", "ResourceQuota", "plan"),
			object("v1", "LimitRange", "defaults")),
		page("access.yaml",
			object("v1", "ServiceAccount", plan.ReconcilerAccount),
			object("v1", "ServiceAccount", plan.WorkloadAccount),
			object(rbac, "RoleBinding", plan.ReconcilerAccount),
			object(rbac, "RoleBinding", "owners")),
		page("network.yaml",
			object(network, "NetworkPolicy", "default-deny"),
			object(network, "NetworkPolicy", "allow-dns"),
			object(network, "NetworkPolicy", "allow-same-namespace"),
			object(network, "NetworkPolicy", "allow-gateway")),
		page("routes.yaml", routes...),
	}
	if t.Ingress != nil {
		pages = append(pages, page("ingress.yaml",
			object(network, "Ingress", t.Route.Service),
			object(network, "Ingress", t.Route.Service+"-redirect"),
			object(alb, "IngressExtension", t.Route.Service+"-redirect"),
			object("cert-manager.io/v1", "Certificate", t.Certificate)))
	}
	if t.Delivers() {
		pages = append(pages, page(layout.Delivery, delivery(t, object)...))
	}
	return pages
}

// delivery lists what brings the tenant's own manifests.
func delivery(t *plan.Tenant, object func(apiVersion, kind, name string) tree.Object) []tree.Object {
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
