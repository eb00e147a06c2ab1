// Package platform prints what every cluster runs for all tenants: CRDs,
// policies, controllers, gateways and their certificates.
package platform

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/templates"
)

// Render prints the platform of a plan.
func Render(p *plan.Plan, out *tree.Tree) error {
	set, err := render.Parse("platform")
	if err != nil {
		return err
	}
	for _, addOn := range variants(p) {
		if err := addCRDs(out, addOn); err != nil {
			return err
		}
		if err := set.PrintAll(out, controllersBase(p, addOn)); err != nil {
			return err
		}
	}
	if err := set.PrintAll(out, policies(p)); err != nil {
		return err
	}
	for i := range p.Clusters {
		if err := set.PrintAll(out, clusterPages(&p.Clusters[i])); err != nil {
			return err
		}
	}
	for i := range p.Gateways {
		if err := set.PrintAll(out, gateway(p, &p.Gateways[i])); err != nil {
			return err
		}
	}
	return nil
}

// variants lists the ways in which the fleet's clusters come by the ALB controller.
func variants(p *plan.Plan) []bool {
	var out []bool
	for _, addOn := range []bool{false, true} {
		if slices.ContainsFunc(p.Clusters, func(c plan.Cluster) bool { return c.AddOn == addOn }) {
			out = append(out, addOn)
		}
	}
	return out
}

// addCRDs copies the CRDs as their projects publish them. The add-on brings those of
// Gateway API, and each CRD has one owner.
func addCRDs(out *tree.Tree, addOn bool) error {
	files := []string{"cert-manager.yaml", "gateway-api.yaml"}
	if addOn {
		files = files[:1]
	}
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, path.Join("crds", file))
		if err != nil {
			return fmt.Errorf("read embedded CRDs: %w", err)
		}
		f := tree.File{Data: data, Origin: layout.Fleet, Verbatim: true}
		if err := out.Add(path.Join(layout.CRDs(addOn), file), f); err != nil {
			return err
		}
	}
	return nil
}

func policies(p *plan.Plan) []render.Page {
	page := func(file string, data any, objects ...tree.Object) render.Page {
		return render.Page{
			Path: path.Join(layout.Policies, file), Template: "policies/" + file,
			Data: data, Origin: layout.Fleet, Objects: objects,
		}
	}
	const (
		rbac      = "rbac.authorization.k8s.io/v1"
		admission = "admissionregistration.k8s.io/v1"
	)
	var classes []tree.Object
	for _, c := range p.PriorityClasses {
		classes = append(classes, tree.Object{APIVersion: "scheduling.k8s.io/v1", Kind: "PriorityClass", Name: c.Name})
	}
	var storage []tree.Object
	for _, c := range p.StorageClasses {
		storage = append(storage, tree.Object{APIVersion: "storage.k8s.io/v1", Kind: "StorageClass", Name: c.Name})
	}
	role := func(name string) tree.Object { return tree.Object{APIVersion: rbac, Kind: "ClusterRole", Name: name} }
	return []render.Page{
		page("namespaces.yaml", p, namespace(plan.GatewayNamespace)),
		page("tenant-roles.yaml", nil,
			role(plan.ReconcilerRole), role(plan.HorizontalRole), role(plan.EventsRole), role(plan.VerticalRole)),
		page("people-roles.yaml", nil, role(plan.OwnerRole), role(plan.ReaderRole)),
		page("storage-classes.yaml", p.StorageClasses, storage...),
		page("priority-classes.yaml", p.PriorityClasses, classes...),
		page("client-ids.yaml", nil,
			tree.Object{APIVersion: admission, Kind: "ValidatingAdmissionPolicy", Name: "tenantry-client-ids"},
			tree.Object{APIVersion: admission, Kind: "ValidatingAdmissionPolicyBinding", Name: "tenantry-client-ids"}),
	}
}

func namespace(name string) tree.Object {
	return tree.Object{APIVersion: "v1", Kind: "Namespace", Name: name}
}

// controllersData is what the base of the controllers prints.
type controllersData struct {
	plan.Controllers
	AddOn bool // without the ALB controller
}

func controllersBase(p *plan.Plan, addOn bool) []render.Page {
	page := func(file string, data any, objects ...tree.Object) render.Page {
		return render.Page{
			Path: path.Join(layout.ControllersBase(addOn), file), Template: "controllers/" + file,
			Data: data, Origin: layout.Fleet, Objects: objects,
		}
	}
	chart := func(c plan.Chart) []tree.Object {
		return []tree.Object{
			{APIVersion: "source.toolkit.fluxcd.io/v1", Kind: "OCIRepository", Namespace: plan.FluxNamespace, Name: c.Name},
			{APIVersion: "helm.toolkit.fluxcd.io/v2", Kind: "HelmRelease", Namespace: plan.FluxNamespace, Name: c.Name},
		}
	}
	data := controllersData{p.Controllers, addOn}
	certManager := page("cert-manager.yaml", p.Controllers.CertManager, chart(p.Controllers.CertManager)...)
	if addOn {
		return []render.Page{
			page("kustomization.yaml", data), page("namespaces.yaml", data, namespace(plan.CertManagerNamespace)), certManager,
		}
	}
	return []render.Page{
		page("kustomization.yaml", data),
		page("namespaces.yaml", data, namespace(plan.ALBNamespace), namespace(plan.CertManagerNamespace)),
		page("alb-controller.yaml", p.Controllers.ALB, chart(p.Controllers.ALB)...),
		certManager,
	}
}

// clusterPages lists what the platform has for one cluster beside its gateways.
func clusterPages(c *plan.Cluster) []render.Page {
	out := []render.Page{{
		Path:     path.Join(layout.ControllersOverlay(string(c.Name)), "kustomization.yaml"),
		Template: "controllers/overlay.yaml", Data: layout.ControllersBase(c.AddOn), Origin: c.File,
	}}
	if len(c.LoadBalancers) == 0 {
		return out
	}
	var objects []tree.Object
	for _, b := range c.LoadBalancers {
		objects = append(objects, object("alb.networking.azure.io/v1", "ApplicationLoadBalancer", b.Name))
	}
	return append(out, render.Page{
		Path:     path.Join(layout.LoadBalancers(string(c.Name)), "load-balancers.yaml"),
		Template: "gateway/load-balancers.yaml", Data: c, Origin: c.File, Objects: objects,
	})
}
