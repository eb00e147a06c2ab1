// Package pipeline prints what stands around the fleet in its repository: the
// pipelines, the schemas that editors read, and the marked blocks in
// .gitattributes and .sourceignore.
package pipeline

import (
	"fmt"
	"path"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// The actions that the workflows use are pinned by commit: a tag can be moved, a
// commit cannot.
const (
	checkout = "11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
	login    = "a457da9ea143d694b1b9c7c869ebb04ebe844ef5 # v2.3.0"
)

// Page is what a pipeline prints.
type Page struct {
	Branch, Version, Checkout, Login string
	TenantID, SubscriptionID         name.GUID
	Scripts                          []string // one for each stamp, which deploys all of its clusters
	Stages                           []Stage
}

// Stage deploys where an approval is needed, or where none is.
type Stage struct {
	Name, Environment, Options string
	Deletes                    bool // what the what-if has to have found
}

func pageOf(p *plan.Plan) Page {
	out := Page{
		Branch: p.Repository.Branch, Version: p.TenantryVersion, Checkout: checkout, Login: login,
		TenantID: p.Azure.Fleet.TenantID, SubscriptionID: p.Azure.Fleet.SubscriptionID,
		Stages: []Stage{
			{Name: "deploy", Environment: "azure"},
			{Name: "deploy_and_delete", Environment: "azure-delete", Options: " --allow-delete", Deletes: true},
		},
	}
	for _, s := range p.Azure.Scripts {
		if s.Cluster.Role == fleet.Primary {
			out.Scripts = append(out.Scripts, layout.DeployScript(string(s.Cluster.Name)))
		}
	}
	return out
}

// Render prints the pipelines and schemas, and the shared files with their
// marked blocks renewed. existing returns a shared file's present text.
func Render(p *plan.Plan, existing func(path string) ([]byte, error), out *tree.Tree) error {
	set, err := render.Parse("pipeline")
	if err != nil {
		return err
	}
	data := pageOf(p)
	err = set.PrintAll(out, []render.Page{
		{Path: layout.GitHubWorkflow, Template: "github.yaml", Data: data, Origin: layout.Fleet},
		{Path: layout.AzurePipeline, Template: "azure.yaml", Data: data, Origin: layout.Fleet},
		{Path: layout.GitHubDeployment, Template: "github-azure.yaml", Data: data, Origin: layout.Fleet},
		{Path: layout.AzureDeployment, Template: "azure-azure.yaml", Data: data, Origin: layout.Fleet},
	})
	if err != nil {
		return err
	}
	if err := addSchemas(out); err != nil {
		return err
	}
	for _, b := range blocks() {
		text, err := existing(b.path)
		if err != nil {
			return fmt.Errorf("read %s: %w", b.path, err)
		}
		if err := out.Add(b.path, tree.File{Data: b.renew(text), Origin: layout.Fleet, Verbatim: true}); err != nil {
			return err
		}
	}
	return nil
}

func addSchemas(out *tree.Tree) error {
	schemas, err := v1alpha1.Schemas()
	if err != nil {
		return err
	}
	for _, s := range schemas {
		if err := out.Add(path.Join(layout.Schemas, s.File), tree.File{Data: s.JSON, Verbatim: true}); err != nil {
			return err
		}
	}
	return nil
}
