// Package azure prints the Azure half: Bicep for six stacks, and the parameters
// that their deployments start from.
package azure

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/render/extend"
	"github.com/tenantry/tenantry/generator/tree"
)

// Render prints the stacks of a plan: each main.bicep, its modules, its parameters
// and, as main.json, the same as an ARM template. The findings are about people's own
// Bicep.
func Render(p *plan.Plan, out *tree.Tree) (diag.List, error) {
	set, err := render.Parse("azure", funcs())
	if err != nil {
		return nil, err
	}
	pages := shared(p.Azure.Fleet)
	for _, c := range p.Azure.Clusters {
		pages = append(pages, clusterPages(c)...)
	}
	pages = append(pages, tenantPages(p.Azure)...)
	for _, t := range p.Azure.Traffic {
		pages = append(pages, traffic(t)...)
	}
	if err := set.PrintAll(out, pages); err != nil {
		return nil, err
	}
	if len(p.Azure.Additions)+len(p.Azure.Overrides) > 0 {
		found, err := extend.Apply(out, p.Azure, mains(pages))
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return compile(pages, p.Azure, out)
}

// mains lists the main files of the stacks that are no tenants'.
func mains(pages []render.Page) []string {
	var out []string
	for _, p := range pages {
		if path.Base(p.Path) == "main.bicep" && !strings.HasPrefix(path.Base(path.Dir(p.Path)), "tenants-") {
			out = append(out, p.Path)
		}
	}
	return out
}

// stack lists the files of one stack: its modules in the order given, main.bicep
// and main.parameters.json.
type stack struct {
	dir, templates, origin string
	data                   any
	parameters             []Parameter
}

func (s stack) pages(modules ...string) []render.Page {
	page := func(file, template string, data any) render.Page {
		return render.Page{Path: path.Join(s.dir, file), Template: template, Data: data, Origin: s.origin}
	}
	out := []render.Page{
		page("main.bicep", s.templates+"/main.bicep", s.data),
		page("main.parameters.json", "main.parameters.json", s.parameters),
	}
	for _, m := range modules {
		out = append(out, page(m+".bicep", s.templates+"/"+m+".bicep", s.data))
	}
	return out
}

// when keeps a module only where something needs it.
func when(needed bool, module string) []string {
	if needed {
		return []string{module}
	}
	return nil
}

func shared(f *azure.Fleet) []render.Page {
	s := stack{dir: layout.AzureShared, templates: "shared", origin: layout.Fleet, data: f}
	if f.Budget > 0 {
		s.parameters = append(s.parameters, Parameter{azure.BudgetStart, `"2026-01-01"`})
	}
	modules := append([]string{"monitoring", "registry"}, when(f.ZoneID == "", "dns")...)
	credentials := func(r azure.CacheRule) bool { return r.Credentials != nil }
	modules = append(modules, when(slices.ContainsFunc(f.ACR.CacheRules, credentials), "cache-access")...)
	if len(f.ACR.Tasks) > 0 {
		modules = append(modules, "task-access", "tasks")
	}
	modules = append(modules, when(f.Parts.AzurePolicy, "policies")...)
	modules = append(modules, when(f.DDoSPlan != "", "ddos")...)
	modules = append(modules, when(f.FrontDoor != nil, "front-door")...)
	return s.pages(modules...)
}

func clusterPages(c *azure.Cluster) []render.Page {
	name := string(c.Name)
	of := func(templates string, parameters ...Parameter) stack {
		return stack{layout.AzureStack(name, templates), templates, c.File, c, parameters}
	}
	platform := of("platform", Parameter{azure.VaultCreateMode, `"default"`})
	modules := []string{
		"access", "alerts", "dns", "endpoints", "gateways", "identities", "monitoring", "network", "network-access",
		"registry-access", "storage", "vault", "zone-access",
	}
	modules = append(modules, when(c.NetworkID != "", "subnets")...)
	modules = append(modules, when(!c.Network.Hub.IsZero(), "peering")...)
	modules = append(modules, when(c.Network.PeerBack, "hub-peering")...)
	if c.Jumpbox {
		modules = append(modules, "bastion", "jumpbox", "jumpbox-logs")
		platform.parameters = append(platform.parameters, Parameter{"adminUsername", `"azureadmin"`})
	}
	if c.Fleet.Parts.Prometheus {
		modules = append(modules, "metrics", "recordings")
	}
	if c.Fleet.Parts.Backup {
		modules = append(modules, "backup", "snapshots-access")
	}
	out := platform.pages(modules...)
	out = append(out, of("cluster").pages("aks", "operations")...)
	gitops := []string{"credentials"}
	if c.AGC.AddOn {
		gitops = append(gitops, "alb-access", "alb-network-access")
	}
	gitops = append(gitops, when(!c.AGC.AddOn, "nodes")...)
	if c.Fleet.Parts.Backup {
		gitops = append(gitops, "backup", "backup-extension")
	}
	return append(out, of("gitops").pages(append(gitops, when(c.Fleet.Extension, "flux")...)...)...)
}

func traffic(t *azure.Traffic) []render.Page {
	s := stack{
		dir: layout.AzureTraffic(string(t.Stamp), string(t.Gateway)), templates: "traffic", origin: layout.Fleet, data: t,
	}
	for _, target := range t.Targets {
		for _, k := range target.Knobs {
			s.parameters = append(s.parameters, Parameter{k.Name + "_" + target.Symbol, strconv.Itoa(k.Value)})
		}
		s.parameters = append(s.parameters, Parameter{t.StateParameter(target), strconv.Quote(target.State)})
	}
	own := len(t.Records) > 0
	modules := append([]string{"profile"}, when(own, "records")...)
	if t.Fleet.FrontDoor != nil {
		modules = append([]string{"front-door", "records"}, when(own, "validation")...)
	}
	return append(s.pages(modules...), render.Page{
		Path: path.Join(s.dir, layout.TrafficNames), Template: "traffic/names.txt", Origin: layout.Fleet, Data: t,
	})
}
