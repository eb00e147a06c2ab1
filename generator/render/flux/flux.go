// Package flux prints what Flux itself reads on each cluster: the root with one
// file per Kustomization, the ConfigMaps that Azure fills, and what starts Flux
// where no extension does.
package flux

import (
	"io/fs"
	"path"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// Render prints the Flux files of every cluster. manifests holds Flux's own, for
// the profile gotk; nil means the embedded ones.
func Render(p *plan.Plan, manifests fs.FS, out *tree.Tree) error {
	set, err := render.Parse("flux")
	if err != nil {
		return err
	}
	for i := range p.Clusters {
		c := &p.Clusters[i]
		keep := path.Join(layout.FluxDir(string(c.Name)), ".gitkeep") // an empty root would prune nothing
		if err := out.Add(keep, tree.File{Origin: c.File, Verbatim: true}); err != nil {
			return err
		}
		if err := set.PrintAll(out, pages(c)); err != nil {
			return err
		}
	}
	if p.Flux.Profile == fleet.GOTK {
		return renderBootstrap(p, set, manifests, out)
	}
	return nil
}

func pages(c *plan.Cluster) []render.Page {
	dir := layout.FluxDir(string(c.Name))
	out := []render.Page{{
		Path: path.Join(dir, "platform-reconciler.yaml"), Template: "platform-reconciler.yaml", Data: c, Origin: layout.Fleet,
		Objects: []tree.Object{
			{APIVersion: "v1", Kind: "ServiceAccount", Namespace: plan.FluxNamespace, Name: plan.PlatformAccount},
			{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRoleBinding", Name: "tenantry-" + plan.PlatformAccount},
		},
	}}
	for i := range c.Roots {
		k := &c.Roots[i]
		out = append(out, render.Page{
			Path: path.Join(dir, k.Name+".yaml"), Template: "kustomization.yaml", Data: k, Origin: k.Origin,
			Objects: []tree.Object{{
				APIVersion: "kustomize.toolkit.fluxcd.io/v1", Kind: "Kustomization",
				Namespace: plan.FluxNamespace, Name: k.Name,
			}},
		})
	}
	for i := range c.Outputs {
		o := &c.Outputs[i]
		out = append(out, render.Page{
			Path:     path.Join(layout.OutputsDir(string(c.Name), o.Part), "configmap.yaml"),
			Template: "azure-outputs.yaml", Data: o, Origin: c.File,
			Objects: []tree.Object{{APIVersion: "v1", Kind: "ConfigMap", Namespace: plan.FluxNamespace, Name: o.Name}},
		})
	}
	return out
}
