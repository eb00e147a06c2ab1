package check_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/tree"
)

// compiled returns the tree with main.json made anew from the Bicep, so that a
// mistake in Bicep is a mistake in both.
func compiled(t *testing.T, files *tree.Tree) *tree.Tree {
	t.Helper()
	out, text := &tree.Tree{}, files.FS()
	for _, p := range files.Paths() {
		f, _ := files.Get(p)
		main := path.Join(path.Dir(p), "main.bicep")
		if _, ok := files.Get(main); ok && path.Base(p) == "main.json" {
			template, found, err := bicep.Compile(text, main)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 0 {
				f.Data = template.JSON
			}
		}
		if err := out.Add(p, f); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// bySymbol puts the word that stands at a place in Bicep into the place's file, and
// takes out line and column: what a finding is about does not move when a template
// gets a line more.
func bySymbol(files *tree.Tree, found diag.List) diag.List {
	at := func(pos diag.Pos) diag.Pos {
		if path.Ext(pos.File) != ".bicep" || pos.Line == 0 {
			return pos
		}
		f, _ := files.Get(pos.File)
		line := strings.Split(string(f.Data), "\n")[pos.Line-1]
		word, _, _ := strings.Cut(line[pos.Col-1:], " ")
		return diag.Pos{File: pos.File + " " + word}
	}
	var out diag.List
	for _, f := range found {
		seen := make([]diag.Pos, len(f.Seen))
		for i, pos := range f.Seen {
			seen[i] = at(pos)
		}
		f.Pos, f.Seen = at(f.Pos), seen
		out = append(out, f)
	}
	return out
}

const (
	azureDir = "infrastructure/azure/"
	weu      = azureDir + "prod-weu/"
	neu      = azureDir + "prod-neu/"
)

// azureMistakes are mistakes in the stacks, each within Azure's half.
func azureMistakes() map[string]mistake {
	return map[string]mistake{
		"an ARM template was changed by hand": {
			file: weu + "cluster/main.json", old: `"westeurope"`, new: `"northeurope"`,
			want: diag.List{{
				Pos: diag.Pos{File: weu + "cluster/main.json"}, Code: "arm-differs",
				Message: "the ARM template is not what main.bicep compiles to",
				Fix:     `run "tenantry render"`,
				Seen:    []diag.Pos{{File: weu + "cluster/main.bicep"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a stack has lost its ARM template": {
			file: weu + "cluster/main.json", old: everything,
			want: diag.List{{
				Pos: diag.Pos{File: weu + "cluster/main.json"}, Code: "arm-differs",
				Message: "the ARM template is not what main.bicep compiles to",
				Fix:     `run "tenantry render"`,
				Seen:    []diag.Pos{{File: weu + "cluster/main.bicep"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"Bicep does not compile": {
			file: weu + "platform/", old: "id: networkId", new: "id: networkIdd",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/dns.bicep networkIdd"}, Code: "bicep-unknown-name",
				Message: `there is no symbol "networkIdd"`,
				Fix:     "write networkId",
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a stack that nobody deploys": {
			file: weu + "extras/main.bicep", new: "targetScope = 'subscription'\n",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "extras/main.bicep"}, Code: "unknown-stack",
				Message: "prod-weu/extras is none of the stacks that a fleet is deployed by",
				Fix:     `take the folder out, or run "tenantry render"`,
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"an existing resource that no stack makes": {
			file: weu + "cluster/", old: "'vnet-prod-weu'", new: "'vnet-prod-veu'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "cluster/aks.bicep network"}, Code: "missing-resource",
				Message: "virtualNetworks vnet-prod-veu: no stack makes it",
				Fix:     `write "vnet-prod-weu"`,
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a subnet that its network does not have": {
			file: weu + "cluster/", old: "'PodSubnet'", new: "'PodsSubnet'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "cluster/aks.bicep podSubnet"}, Code: "missing-resource",
				Message: "virtualNetworks/subnets vnet-prod-weu/PodsSubnet: no stack makes it",
				Fix:     `write "PodSubnet"`,
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a computed id that no stack makes": {
			file: "tenants/fabrikam/prod-weu/azure.bicep", old: "'AksSubnet'", new: "'AksSubnets'",
			want: diag.List{{
				Pos: diag.Pos{File: azureDir + "tenant/pool.bicep pool"}, Code: "missing-resource",
				Message: "managedClusters/agentPools aks-prod-weu/tfabris4k4cb: no stack makes " +
					"virtualNetworks/subnets vnet-prod-weu/AksSubnets",
				Fix:  `write "AksSubnet"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a group that no stack makes": {
			file: weu + "gitops/", old: "resourceGroup('rg-acme-prod-weu-nodes')", new: "resourceGroup('rg-acme-prod-weu-node')",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "gitops/nodes.bicep albReadsNodes"}, Code: "missing-resource",
				Message: "role assignment albReadsNodes: no stack makes resource group rg-acme-prod-weu-node",
				Fix:     `write "rg-acme-prod-weu-nodes"`,
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a stack makes what another one makes": {
			file: weu + "cluster/", old: "'rg-acme-prod-weu-aks'", new: "'rg-acme-prod-weu'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/main.bicep platformGroup"}, Code: "resource-twice",
				Message: "resource group rg-acme-prod-weu: stack prod-weu/cluster makes it too, and either deletes it " +
					"for both",
				Fix:  "leave it to one stack, and name it as existing in the other",
				Seen: []diag.Pos{{File: weu + "cluster/main.bicep clusterGroup"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a platform needs its cluster": {
			file: weu + "platform/", old: "resource metrics ",
			new: "resource early 'Microsoft.ContainerService/managedClusters@2026-01-01' existing = {\n  name: 'aks-prod-weu'\n" +
				"  scope: resourceGroup('rg-acme-prod-weu-aks')\n}\n\noutput early string = early.id\n\nresource metrics ",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/access.bicep early"}, Code: "stack-order",
				Message: "managedClusters aks-prod-weu: it needs managedClusters aks-prod-weu of stack " +
					"prod-weu/cluster, which lives as long as the cluster; this stack lives as long as the region",
				Fix:  "name what this stack makes, or one that is deployed before it and lives as long",
				Seen: []diag.Pos{{File: weu + "cluster/aks.bicep cluster"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a cluster needs the other one's platform": {
			file: weu + "cluster/", old: "'log-prod-weu'\n  scope: resourceGroup('rg-acme-prod-weu')",
			new: "'log-prod-neu'\n  scope: resourceGroup('rg-acme-prod-neu')",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "cluster/aks.bicep workspace"}, Code: "stack-order",
				Message: "workspaces log-prod-neu: it needs workspaces log-prod-neu of stack prod-neu/platform, which " +
					"is another cluster's",
				Fix:  "name what this stack makes, or one that is deployed before it and lives as long",
				Seen: []diag.Pos{{File: neu + "platform/monitoring.bicep workspace"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
	}
}

func TestATemplateIsDividedBeforeAzureRefusesIt(t *testing.T) {
	t.Parallel()
	const file = azureDir + "shared/main.bicep"
	many := func(n int, each string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, each, i)
		}
		return b.String()
	}
	const (
		module = "\nmodule m%[1]d 'empty.bicep' = {\n  name: 'm%[1]d'\n  scope: subscription()\n}\n"
		output = "\noutput o%d int = 1\n"
		group  = "\nresource r%[1]d 'Microsoft.Resources/resourceGroups@2025-04-01' = {\n  name: 'rg-%[1]d'\n  location: 'westeurope'\n}\n"
	)
	r := render(t, twoTenants())
	prover, err := check.NewProver(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree))
	if err != nil {
		t.Fatal(err)
	}
	main, _ := r.Tree.Get(azureDir + "shared/main.json")
	shared, err := arm.Expand(main.Data, arm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	deployed := 0
	for _, resource := range shared.Resources {
		if !resource.Existing {
			deployed++
		}
	}
	for name, tt := range map[string]struct {
		added string
		want  string
	}{
		"outputs":     {many(61, output), fmt.Sprintf("%d outputs, and 60", len(shared.Outputs)+61)},
		"deployments": {many(450, module), fmt.Sprintf("%d nested deployments, and 450", shared.Deployments+450)},
		"resources":   {many(700, group), fmt.Sprintf("%d resources, and 700", deployed+700)},
	} {
		t.Run(name, func(t *testing.T) {
			files := &tree.Tree{}
			for _, p := range r.Tree.Paths() {
				f, _ := r.Tree.Get(p)
				if p == file {
					f.Data = append(slices.Clone(f.Data), tt.added...)
				}
				if err := files.Add(p, f); err != nil {
					t.Fatal(err)
				}
			}
			if err := files.Add(azureDir+"shared/empty.bicep", tree.File{Data: []byte("targetScope = 'subscription'\n")}); err != nil {
				t.Fatal(err)
			}
			found, err := prover.Check(t.Context(), mistake{}.apply(t, compiled(t, files)))
			if err != nil {
				t.Fatal(err)
			}
			want := diag.List{{
				Pos: diag.Pos{File: file}, Code: "template-too-large",
				Message: "stack shared has " + tt.want + " is the most that leaves Azure's own limit out of reach",
				Fix:     "divide what it holds between more modules or stacks", Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}}
			if d := cmp.Diff(want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// People know what else their subscriptions hold; what is the fleet's, the fleet knows.
func TestPeoplesBicepMayNameWhatIsOutsideTheFleet(t *testing.T) {
	t.Parallel()
	const file = "clusters/fleet.platform.bicep"
	of := func(group string) string {
		return "resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {\n  name: 'log-acme'\n" +
			"  scope: resourceGroup('" + group + "')\n}\n\n" +
			"resource auditor 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {\n  name: 'id-auditor'\n" +
			"  location: 'westeurope'\n  tags: {\n    reads: logs.id\n  }\n}\n"
	}
	missing := diag.Finding{
		Pos: diag.Pos{File: file + " logs"}, Code: "missing-resource", Message: "workspaces log-acme: no stack makes it",
		Fix:  "name what a stack makes, or let an earlier one make it",
		Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
	}
	for name, tt := range map[string]struct {
		group string
		want  diag.List
	}{
		"a group of nobody here": {"rg-auditors", nil},
		"a group of the fleet":   {"rg-acme-shared", diag.List{missing}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			repo := twoTenants()
			repo[file] = &fstest.MapFile{Data: []byte(of(tt.group))}
			r := render(t, repo)
			found, err := check.Check(t.Context(), r.Fleet, r.Tree, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range found {
				if f.Pos.File == file {
					found[i].Pos = diag.Pos{File: file + " logs"}
				}
			}
			if d := cmp.Diff(tt.want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}
