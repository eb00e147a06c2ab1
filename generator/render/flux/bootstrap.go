package flux

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/render/flux/gotk"
	"github.com/tenantry/tenantry/generator/tree"
)

// Sync is where Flux starts on one cluster.
type Sync struct {
	URL, Branch, Provider, Path string
}

// renderBootstrap prints Flux's own manifests and the first two objects that
// they act on. They lie outside the root: nothing that reconciles the root may
// delete what reconciles it.
func renderBootstrap(p *plan.Plan, set *render.Set, manifests fs.FS, out *tree.Tree) error {
	components, err := gotk.Manifests(gotk.Options{
		Version: fmt.Sprintf("v2.%d", p.Flux.Minor), Namespace: plan.FluxNamespace, Base: manifests,
	})
	if err != nil {
		return fmt.Errorf("generate Flux's manifests: %w", err)
	}
	for _, c := range p.Clusters {
		dir := layout.BootstrapDir(string(c.Name))
		err := out.Add(path.Join(dir, "components.yaml"),
			tree.File{Data: components, Origin: layout.Fleet, Verbatim: true})
		if err != nil {
			return err
		}
		err = set.Print(out, render.Page{
			Path: path.Join(dir, "sync.yaml"), Template: "sync.yaml", Origin: layout.Fleet,
			Data: Sync{
				URL: p.Repository.URL, Branch: p.Repository.Branch, Provider: provider(p.Repository.URL),
				Path: "./" + layout.FluxDir(string(c.Name)),
			},
			Objects: []tree.Object{
				{APIVersion: "source.toolkit.fluxcd.io/v1", Kind: "GitRepository", Namespace: plan.FluxNamespace, Name: plan.SourceName},
				{APIVersion: "kustomize.toolkit.fluxcd.io/v1", Kind: "Kustomization", Namespace: plan.FluxNamespace, Name: "flux"},
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func provider(url string) string {
	if strings.HasPrefix(url, "https://dev.azure.com/") {
		return "azure"
	}
	return "generic"
}
