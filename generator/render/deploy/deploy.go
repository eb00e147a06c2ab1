// Package deploy prints what deploys the Azure half: a script for each cluster that
// says what there is to deploy, and beside it, the same in every fleet, how.
package deploy

import (
	"fmt"
	"io/fs"
	"path"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/templates"
)

// Page is what a cluster's script prints.
type Page struct {
	*azure.Script
	Flux          string // the profile
	Path, Library string
}

// Render prints the scripts.
func Render(p *plan.Plan, out *tree.Tree) error {
	set, err := render.Parse("deploy")
	if err != nil {
		return err
	}
	for _, d := range p.Azure.Scripts {
		at := layout.DeployScript(string(d.Cluster.Name))
		err := set.Print(out, render.Page{
			Path: at, Template: "deploy", Origin: d.Cluster.File,
			Data: Page{Script: d, Flux: string(p.Flux.Profile), Path: at, Library: layout.Deploy},
		})
		if err != nil {
			return err
		}
	}
	for _, file := range []string{"kubernetes.sh", "modes.sh", "stacks.sh", "traffic.sh"} {
		text, err := fs.ReadFile(templates.FS, path.Join("deploy", file))
		if err != nil {
			return fmt.Errorf("read embedded scripts: %w", err)
		}
		err = out.Add(path.Join(layout.Deploy, file), tree.File{Data: text, Origin: layout.Fleet, Verbatim: true})
		if err != nil {
			return err
		}
	}
	return nil
}
