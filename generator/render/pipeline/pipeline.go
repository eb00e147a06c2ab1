// Package pipeline prints what stands around the fleet in its repository: the
// pipelines, the schemas that editors read, and the marked blocks in
// .gitattributes and .sourceignore.
package pipeline

import (
	"fmt"
	"path"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// checkout is the one action that the workflow uses, pinned by commit: a tag can
// be moved, a commit cannot.
const checkout = "11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"

// Page is what a pipeline prints.
type Page struct {
	Branch, Version, Checkout string
}

// Render prints the pipelines and schemas, and the shared files with their
// marked blocks renewed. existing returns a shared file's present text.
func Render(p *plan.Plan, existing func(path string) ([]byte, error), out *tree.Tree) error {
	set, err := render.Parse("pipeline")
	if err != nil {
		return err
	}
	data := Page{Branch: p.Repository.Branch, Version: p.TenantryVersion, Checkout: checkout}
	err = set.PrintAll(out, []render.Page{
		{Path: layout.GitHubWorkflow, Template: "github.yaml", Data: data, Origin: layout.Fleet},
		{Path: layout.AzurePipeline, Template: "azure.yaml", Data: data, Origin: layout.Fleet},
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
