// Package platform prints what every cluster runs for all tenants: CRDs,
// policies, controllers, gateways and their certificates.
package platform

import (
	"fmt"
	"io/fs"
	"path"

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
	if err := addCRDs(out); err != nil {
		return err
	}
	if err := set.PrintAll(out, policies(p)); err != nil {
		return err
	}
	if err := set.PrintAll(out, controllers(p)); err != nil {
		return err
	}
	for i := range p.Gateways {
		if err := set.PrintAll(out, gateway(p, &p.Gateways[i])); err != nil {
			return err
		}
	}
	return nil
}

// addCRDs copies the CRDs as their projects publish them.
func addCRDs(out *tree.Tree) error {
	for _, file := range []string{"cert-manager.yaml", "gateway-api.yaml"} {
		data, err := fs.ReadFile(templates.FS, path.Join("crds", file))
		if err != nil {
			return fmt.Errorf("read embedded CRDs: %w", err)
		}
		if err := out.Add(path.Join(layout.CRDs, file), tree.File{Data: data, Origin: layout.Fleet, Verbatim: true}); err != nil {
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
	return []render.Page{
		page("namespaces.yaml", nil, namespace(plan.GatewayNamespace)),
		page("tenant-roles.yaml", nil,
			tree.Object{APIVersion: rbac, Kind: "ClusterRole", Name: plan.ReconcilerRole},
			tree.Object{APIVersion: rbac, Kind: "ClusterRole", Name: plan.OwnerRole}),
		page("priority-classes.yaml", p.PriorityClasses, classes...),
		page("client-ids.yaml", nil,
			tree.Object{APIVersion: admission, Kind: "ValidatingAdmissionPolicy", Name: "tenantry-client-ids"},
			tree.Object{APIVersion: admission, Kind: "ValidatingAdmissionPolicyBinding", Name: "tenantry-client-ids"}),
	}
}

func namespace(name string) tree.Object {
	return tree.Object{APIVersion: "v1", Kind: "Namespace", Name: name}
}

func controllers(p *plan.Plan) []render.Page {
	page := func(file string, data any, objects ...tree.Object) render.Page {
		return render.Page{
			Path: path.Join(layout.ControllersBase, file), Template: "controllers/" + file,
			Data: data, Origin: layout.Fleet, Objects: objects,
		}
	}
	chart := func(c plan.Chart) []tree.Object {
		return []tree.Object{
			{APIVersion: "source.toolkit.fluxcd.io/v1", Kind: "OCIRepository", Namespace: plan.FluxNamespace, Name: c.Name},
			{APIVersion: "helm.toolkit.fluxcd.io/v2", Kind: "HelmRelease", Namespace: plan.FluxNamespace, Name: c.Name},
		}
	}
	out := []render.Page{
		page("kustomization.yaml", nil),
		page("namespaces.yaml", p.Controllers, namespace(plan.ALBNamespace), namespace(plan.CertManagerNamespace)),
		page("alb-controller.yaml", p.Controllers.ALB, chart(p.Controllers.ALB)...),
		page("cert-manager.yaml", p.Controllers.CertManager, chart(p.Controllers.CertManager)...),
	}
	for _, c := range p.Clusters {
		out = append(out, render.Page{
			Path:     path.Join(layout.ControllersOverlay(string(c.Name)), "kustomization.yaml"),
			Template: "controllers/overlay.yaml", Origin: c.File,
		})
	}
	return out
}
