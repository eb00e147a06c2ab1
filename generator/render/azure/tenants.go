package azure

import (
	"path"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
)

// tenantPages lists the shards' stacks, each tenant's module, and the modules that
// tenants share, as far as a tenant needs them.
func tenantPages(p *azure.Plan) []render.Page {
	var out []render.Page
	needed := map[string]bool{}
	for _, s := range p.Shards {
		c := s.Cluster
		dir := layout.AzureStack(string(c.Name), azure.ShardStack(s.Number))
		st := stack{dir: dir, templates: "tenants", origin: c.File, data: s}
		modules := when(c.Fleet.Extension, "outputs")
		out = append(out, st.pages(append(modules, when(len(s.Owners) > 0, "owners")...)...)...)
		for _, t := range s.Tenants {
			out = append(out, render.Page{
				Path: layout.TenantAzure(string(t.Name), string(c.Name)), Template: "tenants/azure.bicep", Data: t, Origin: t.File,
			})
			needed["identity"] = needed["identity"] || t.Identity != ""
			needed["secret"] = needed["secret"] || len(t.Secrets) > 0
			if t.WAF != nil {
				out = append(out, render.Page{
					Path: layout.TenantFirewall(string(t.Name), string(c.Name)), Template: "tenants/waf.bicep", Data: t, Origin: t.File,
				})
			}
			needed["pool"] = needed["pool"] || t.Pool != nil
		}
	}
	for _, m := range []string{"identity", "pool", "secret"} {
		if needed[m] {
			out = append(out, render.Page{
				Path: path.Join(layout.AzureModules, m+".bicep"), Template: "tenant/" + m + ".bicep", Origin: layout.Fleet, Data: p.Fleet,
			})
		}
	}
	return out
}
