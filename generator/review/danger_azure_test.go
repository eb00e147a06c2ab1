package review_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/tree"
)

// TestDangersInAzure holds, for each danger, what raises it and what looks like it and does not.
func TestDangersInAzure(t *testing.T) {
	t.Parallel()
	const pool = `"pool": {"type": "Microsoft.ContainerService/managedClusters/agentPools", "name": "aks/user", "properties": `
	const vault = `"vault": {"type": "Microsoft.KeyVault/vaults", "properties": {"enablePurgeProtection": true}, "name": `
	tests := map[string]struct {
		before, after map[string]string // the resources of each stack
		want          []dangerJSON
	}{
		"a resource leaves a stack that deletes": {
			before: map[string]string{"prod-weu/cluster": pool + `{}}`}, after: map[string]string{"prod-weu/cluster": ""},
			want: []dangerJSON{{Kind: "azure-deletes", Message: "Azure deletes agentPool aks/user, with stack prod-weu/cluster"}},
		},
		"a resource leaves a stack that detaches": {
			before: map[string]string{"prod-weu/platform": vault + `"kv"}`}, after: map[string]string{"prod-weu/platform": ""},
			want: []dangerJSON{{
				Kind: "azure-leaves-behind", Message: "vault kv leaves stack prod-weu/platform but stays in Azure, managed by nobody",
			}},
		},
		"a stack leaves with its cluster": {
			before: map[string]string{"prod-weu/cluster": pool + `{}}`, "prod-weu/tenants-1": pool + `{}}`, "prod-weu/platform": vault + `"kv"}`},
			want: []dangerJSON{
				{Kind: "azure-deletes", Message: "Azure deletes 2 resources with prod-weu/cluster and prod-weu/tenants-1"},
				{Kind: "azure-leaves-behind", Message: "1 resource of prod-weu/platform stay in Azure, managed by nobody"},
			},
		},
		"another name in a stack that detaches": {
			before: map[string]string{"prod-weu/platform": vault + `"kv-a"}`},
			after:  map[string]string{"prod-weu/platform": vault + `"kv-b"}`},
			want: []dangerJSON{{
				Kind: "azure-replaces", Message: "vault kv-b takes the place of kv-a, which stays in Azure",
				Object: "Microsoft.KeyVault/vaults/kv-b",
			}},
		},
		"another name in a stack that deletes": {
			before: map[string]string{"prod-weu/cluster": pool + `{}}`},
			after:  map[string]string{"prod-weu/cluster": `"pool": {"type": "Microsoft.ContainerService/managedClusters/agentPools", "name": "aks/b"}`},
			want: []dangerJSON{{
				Kind: "azure-replaces", Message: "agentPool aks/b takes the place of aks/user, which is deleted with what it holds",
				Object: "Microsoft.ContainerService/managedClusters/agentPools/aks/b",
			}},
		},
		"another symbol is no other resource": {
			before: map[string]string{"prod-weu/platform": vault + `"kv"}`},
			after:  map[string]string{"prod-weu/platform": `"other": ` + vault[len(`"vault": `):] + `"KV"}`},
		},
		"a move from a stack that deletes": {
			before: map[string]string{"prod-weu/cluster": vault + `"kv"}`, "prod-weu/platform": ""},
			after:  map[string]string{"prod-weu/cluster": "", "prod-weu/platform": vault + `"kv"}`},
			want: []dangerJSON{{
				Kind: "azure-moves", Message: "vault kv moves from stack prod-weu/cluster to prod-weu/platform, and the old one deletes it",
				Object: "Microsoft.KeyVault/vaults/kv",
			}},
		},
		"a move from a stack that detaches is none": {
			before: map[string]string{"prod-weu/gitops": vault + `"kv"}`, "prod-weu/platform": ""},
			after:  map[string]string{"prod-weu/gitops": "", "prod-weu/platform": vault + `"kv"}`},
		},
		"properties that Azure does not change": {
			before: map[string]string{"prod-weu/cluster": pool + `{"vmSize": "a", "maxPods": 30, "maxCount": 3}}`},
			after:  map[string]string{"prod-weu/cluster": pool + `{"vmSize": "b", "maxPods": 40, "maxCount": 5}}`},
			want: []dangerJSON{{
				Kind: "azure-immutable-property", Object: "Microsoft.ContainerService/managedClusters/agentPools/aks/user",
				Message: "properties.maxPods and properties.vmSize of agentPool aks/user cannot change: Azure refuses the deployment; " +
					"a pool of another name has to take its place",
			}},
		},
		"a property that can be switched on but not off": {
			before: map[string]string{"prod-weu/platform": vault + `"kv"}`},
			after:  map[string]string{"prod-weu/platform": `"vault": {"type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {}}`},
			want: []dangerJSON{{
				Kind: "azure-immutable-property", Object: "Microsoft.KeyVault/vaults/kv",
				Message: "properties.enablePurgeProtection of vault kv cannot change: Azure refuses the deployment; leave it on",
			}},
		},
		"switching it on is none": {
			before: map[string]string{"prod-weu/platform": `"vault": {"type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {}}`},
			after:  map[string]string{"prod-weu/platform": vault + `"kv"}`},
		},
		"a place": {
			before: map[string]string{"prod-weu/platform": `"x": {"type": "Microsoft.Unknown/things", "name": "x", "location": "westeurope"}`},
			after:  map[string]string{"prod-weu/platform": `"x": {"type": "Microsoft.Unknown/things", "name": "x", "location": "northeurope"}`},
			want: []dangerJSON{{
				Kind: "azure-immutable-property", Object: "Microsoft.Unknown/things/x",
				Message: "location of thing x cannot change: Azure refuses the deployment; one of another name has to take its place",
			}},
		},
		"what is a tenant's is said of the tenant": {
			before: map[string]string{"prod-weu/tenants-1": `"t_con_toso": {"type": "T/identities", "name": "id"}`},
			after:  map[string]string{"prod-weu/tenants-1": ""},
			want: []dangerJSON{{
				Kind: "azure-deletes", Message: "Azure deletes identity id, with stack prod-weu/tenants-1", Tenant: "con-toso",
			}},
		},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			got := decode(t, compareTrees(t, azureTree(t, tt.before), azureTree(t, tt.after)))
			if diff := cmp.Diff(tt.want, got.Dangers, cmp.Transformer("none", func(d []dangerJSON) []dangerJSON {
				return append([]dangerJSON{}, d...)
			})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestATemplateThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	before := azureTree(t, map[string]string{"prod-weu/platform": `"x": 1`})
	got := decode(t, compareTrees(t, before, azureTree(t, map[string]string{"prod-weu/platform": ""})))
	if len(got.Problems) != 1 || got.Problems[0].Stack != "prod-weu/platform" || got.Problems[0].Side != "before" {
		t.Errorf("problems: %+v", got.Problems)
	}
}

// azureTree is a tree of stacks alone.
func azureTree(t *testing.T, stacks map[string]string) *tree.Tree {
	t.Helper()
	out := &tree.Tree{}
	for stack, resources := range stacks {
		text := `{"languageVersion": "2.0", "resources": {` + resources + `}}`
		if err := out.Add("infrastructure/azure/"+stack+"/main.json", tree.File{Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestStacksAreUnmanagedAsTheScriptsSay holds what the plan says of members that
// leave a stack against what the deployment does with them.
func TestStacksAreUnmanagedAsTheScriptsSay(t *testing.T) {
	t.Parallel()
	after := generate(t, fleetFiles())
	want := map[string]string{}
	for _, script := range after.Plan.Azure.Scripts {
		for _, s := range script.Stacks {
			want[s.Folder] = map[string]string{azure.Detach: "detach", azure.DeleteResources: "delete"}[s.OnUnmanage]
		}
	}
	got := map[string]string{}
	for _, s := range decode(t, compare(t, &generator.Result{Tree: &tree.Tree{}}, after)).Azure {
		got["infrastructure/azure/"+s.Stack] = s.OnUnmanage
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
