package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/internal/golden"
	"github.com/tenantry/tenantry/generator/layout"
)

// changed is the fleet of one tenant with other files.
func changed(files map[string]string) fstest.MapFS {
	return fleettest.With(fleettest.Repo("contoso"), files)
}

// overriding is the fleet's file with overrides, the first from its line 21 on.
func overriding(entries ...string) map[string]string {
	return map[string]string{layout.Fleet: fleettest.FleetFile("shared-1", "shared-2") + "  overrides:\n" + strings.Join(entries, "")}
}

func entry(stack, resource, rest string) string {
	return "    - stack: " + stack + "\n      resource: " + resource + "\n" + rest
}

const storage = `resource extra 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stextra'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}
`

func TestWhatPeopleWantOtherwiseIsChecked(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		files map[string]string
		want  []string
	}{
		"a resource that is not there": {
			overriding(entry("cluster", "clustr", "      set: {tags: {a: b}}\n")),
			[]string{"clusters/fleet.yaml:22:17: no rendered resource of this stack is called \"clustr\" (unknown-resource)\n\tfix: write cluster"},
		},
		"a resource that is called otherwise": {
			overriding(entry("platform", "identities/kubernetes", "      set: {tags: {a: b}}\n")),
			[]string{"clusters/fleet.yaml:22:17: no rendered resource of this stack is called \"identities/kubernetes\" (unknown-resource)\n" +
				"\tfix: look for symbolic names in infrastructure/azure/prod-weu/platform"},
		},
		"what the stack cannot be compiled with": {
			overriding(entry("cluster", "cluster", "      set: {type: x}\n")),
			[]string{"clusters/fleet.yaml:23:12: changed like this, the stack is not right: \"type\" is no property to set (bicep-type)\n" +
				"\tsee: infrastructure/azure/prod-weu/cluster/aks.bicep:199:3\n\tfix: remove it"},
		},
		"an extension of a rendered resource": {
			map[string]string{"clusters/fleet.platform.bicep": `param vaultName string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
}
`},
			[]string{"clusters/fleet.platform.bicep:7:10: this stack has the resource already, as \"diagnostics\" (resource-taken)\n" +
				"\tfix: change it by an override, or declare it as existing"},
		},
		"a name that several have": {
			overriding(entry("shared", "diagnostics", "      set: {properties: {metrics: null}}\n") +
				entry("platform", "vault/diagnostics", "      set: {properties: {metrics: null}}\n")),
			nil,
		},
		"a name of several files": {
			overriding(entry("platform", "diagnostics", "      set: {properties: {metrics: null}}\n")),
			[]string{
				"clusters/fleet.yaml:22:17: 2 resources of infrastructure/azure/prod-neu/platform are called \"diagnostics\" (unknown-resource)\n" +
					"\tfix: write one of vault/diagnostics, storage/diagnostics",
				"clusters/fleet.yaml:22:17: 2 resources of infrastructure/azure/prod-weu/platform are called \"diagnostics\" (unknown-resource)\n" +
					"\tfix: write one of vault/diagnostics, storage/diagnostics",
			},
		},
		"a value of another kind": {
			overriding(entry("cluster", "cluster", "      set: {properties: {supportPlan: x, storageProfile: none}}\n")),
			[]string{"clusters/fleet.yaml:23:58: properties.storageProfile of \"cluster\" is an object, not a string (override-mismatch)\n\tfix: write an object"},
		},
		"an older version": {
			overriding(entry("cluster", "cluster", "      apiVersion: \"2024-01-01\"\n      set: {tags: {a: b}}\n")),
			[]string{"clusters/fleet.yaml:23:19: \"cluster\" is rendered with version 2026-01-01 already (override-mismatch)\n\tfix: remove the line"},
		},
		"a version that is none": {
			overriding(entry("cluster", "cluster", "      apiVersion: latest\n      set: {tags: {a: b}}\n")),
			[]string{"clusters/fleet.yaml:23:19: API version \"latest\" is not usable (bad-version)\n\tfix: write a date, such as 2026-01-01"},
		},
		"what keeps tenants apart, alone, around and inside": {
			overriding(
				entry("cluster", "cluster", "      set:\n        properties:\n          disableLocalAccounts: false\n          securityProfile: null\n"+
					"          networkProfile: {networkPolicy: none}\n          agentPoolProfiles: [{name: system, nodeTaints: []}]\n"),
				entry("platform", "identities/fluxIdentity", "      set: {tags: {a: b}}\n"),
			),
			[]string{
				"clusters/fleet.yaml:25:33: properties.disableLocalAccounts of \"cluster\" is not changed here: tenants are kept apart by it (locked-property)\n" +
					"\tfix: set spec.azure.admins of the fleet for who may enter",
				"clusters/fleet.yaml:26:28: properties.securityProfile of \"cluster\" is not changed here: tenants' pods sign in by it (locked-property)\n" +
					"\tfix: remove it",
				"clusters/fleet.yaml:27:43: properties.networkProfile.networkPolicy of \"cluster\" is not changed here: tenants are kept apart by it (locked-property)\n" +
					"\tfix: set spec.network of the cluster",
				"clusters/fleet.yaml:28:58: properties.agentPoolProfiles.system.nodeTaints of \"cluster\" is not changed here: " +
					"tenants are kept apart by it (locked-property)\n\tfix: remove it: tenants' pods stay off the system's nodes",
				"clusters/fleet.yaml:31:23: tags.a of \"fluxIdentity\" is not changed here: " +
					"identities and what they may do are the same in both planes (locked-property)\n\tfix: add an identity of your own beside it",
			},
		},
		"what brings Gateway API": {
			overriding(entry("cluster", "cluster", "      set: {properties: {ingressProfile: {gatewayAPI: {installation: Standard}}}}\n")),
			[]string{
				"clusters/fleet.yaml:23:70: properties.ingressProfile.gatewayAPI.installation of \"cluster\" is not changed here: " +
					"a field decides it, in both planes (locked-property)\n\tfix: set spec.agc.install of the cluster",
			},
		},
		"a value of no name": {
			overriding(entry("cluster", "cluster", "      set: {tags: {a: \"${clusterNam}\", b: \"$${x}\"}}\n")),
			[]string{"clusters/fleet.yaml:23:23: nothing gives ${clusterNam} a value (unknown-parameter)\n\tfix: write clusterName"},
		},
		"values that readers of YAML disagree about": {
			overriding(entry("cluster", "cluster", "      set: {tags: {a: 1.5, b: 2026-01-01, c: 010, d: yes}}\n")),
			[]string{
				"clusters/fleet.yaml:23:23: \"1.5\" is neither text nor a whole number, true, false or null (wrong-type)\n\tfix: put it in quotes: \"1.5\"",
				"clusters/fleet.yaml:23:31: \"2026-01-01\" is neither text nor a whole number, true, false or null (wrong-type)\n" +
					"\tfix: put it in quotes: \"2026-01-01\"",
				"clusters/fleet.yaml:23:46: \"010\" is not a whole number in plain decimal digits (wrong-type)\n\tfix: write it in plain decimal digits",
			},
		},
		"a stack that a cluster does not have": {
			map[string]string{"clusters/prod-weu.yaml": fleettest.ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16") +
				"  overrides: [{stack: shared, resource: registry, set: {tags: {a: b}}}]\n"},
			[]string{"clusters/prod-weu.yaml:10:23: stack cannot be \"shared\" (unknown-value)\n\tfix: write one of platform, cluster, gitops"},
		},
		"files that go nowhere": {
			map[string]string{
				"clusters/fleet.platforms.bicep": "\n", "clusters/prod-weo.platform.bicep": "\n", "clusters/prod-weu.shared.bicep": "\n",
				"clusters/prod-weu.bicep": "\n", "tenants/contos.bicep": "\n",
			},
			[]string{
				"clusters/fleet.platforms.bicep: \"platforms\" is no stack of fleet, so this file goes nowhere (bicep-file-name)\n" +
					"\tfix: call it clusters/fleet.platform.bicep",
				"clusters/prod-weo.platform.bicep: no cluster is called \"prod-weo\", so this file goes nowhere (bicep-file-name)\n" +
					"\tfix: call it clusters/prod-weu.platform.bicep",
				"clusters/prod-weu.bicep: \"\" is no stack of prod-weu, so this file goes nowhere (bicep-file-name)\n" +
					"\tfix: call it clusters/prod-weu.<stack>.bicep, where the stack is one of platform, cluster, gitops",
				"clusters/prod-weu.shared.bicep: \"shared\" is no stack of prod-weu, so this file goes nowhere (bicep-file-name)\n" +
					"\tfix: call it clusters/prod-weu.<stack>.bicep, where the stack is one of platform, cluster, gitops",
				"tenants/contos.bicep: no tenant is called \"contos\", so this file goes nowhere (bicep-file-name)\n" +
					"\tfix: call it tenants/contoso.bicep",
			},
		},
		"Bicep that is none": {
			map[string]string{"clusters/fleet.shared.bicep": "resource x\n"},
			[]string{"clusters/fleet.shared.bicep:1:11: expected a type, 'Provider/type@version', found the end of the line (bicep-syntax)"},
		},
		"names and types": {
			map[string]string{"clusters/fleet.shared.bicep": "param location string\n\n" +
				strings.Replace(storage, "'stextra'", "nam", 1)},
			[]string{"clusters/fleet.shared.bicep:4:9: there is no symbol \"nam\" (bicep-unknown-name)"},
		},
		"parameters": {
			map[string]string{"clusters/fleet.shared.bicep": "param locatio string\nparam fleetName string = 'x'\nparam registryName int\n"},
			[]string{
				"clusters/fleet.shared.bicep:1:7: nothing gives parameter \"locatio\" a value (unknown-parameter)\n\tfix: write location",
				"clusters/fleet.shared.bicep:2:7: parameter \"fleetName\" is always given, as a string (unknown-parameter)\n\tfix: write param fleetName string",
				"clusters/fleet.shared.bicep:3:7: parameter \"registryName\" is always given, as a string (unknown-parameter)\n" +
					"\tfix: write param registryName string",
			},
		},
		"modules and scopes": {
			map[string]string{"clusters/fleet.shared.bicep": "targetScope = 'tenant'\n\nmodule x 'x.bicep' = {\n  name: 'x'\n}\n"},
			[]string{
				"clusters/fleet.shared.bicep: a stack reaches a subscription and its resource groups, no tenant (bicep-unsupported)\n" +
					"\tfix: write targetScope = 'subscription', or leave it out",
				"clusters/fleet.shared.bicep:3:8: Bicep beside a YAML file uses no modules (bicep-unsupported)\n\tfix: declare the resource itself",
			},
		},
		"a resource of the same stack, and one of another": {
			map[string]string{"clusters/fleet.platform.bicep": `param networkName string
param registryName string
param sharedGroup string
param fleetName string

resource net 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: networkName
}

resource reg 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
  scope: resourceGroup(sharedGroup)
}

resource group 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'st${fleetName}${reg.name}'
}
`, "clusters/prod-weu.platform.bicep": "param networkName string\n\n" + `resource net 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: networkName
}
`},
			[]string{
				"clusters/fleet.platform.bicep:6:10: this stack has the resource already, as \"network\" (resource-taken)\n" +
					"\tfix: change it by an override, or declare it as existing",
				"clusters/prod-weu.platform.bicep:3:10: this stack has the resource already, as \"network\" (resource-taken)\n" +
					"\tfix: change it by an override, or declare it as existing",
			},
		},
		"a resource of two files": {
			map[string]string{
				"clusters/fleet.platform.bicep":    "param location string\n\n" + storage,
				"clusters/prod-weu.platform.bicep": "param location string\n\n" + storage,
			},
			[]string{"clusters/prod-weu.platform.bicep:3:10: this resource is added in another place already (resource-taken)\n" +
				"\tsee: clusters/fleet.platform.bicep:3:10\n\tfix: keep one of the two, or put ${clusterName} into its name"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found, err := generator.Validate(changed(tt.files))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// ownFiles are what people write of each sort, in a useful size.
func ownFiles() map[string]string {
	files := overriding(
		entry("cluster", "cluster", "      set: {tags: {cluster: \"${clusterName}\"}, properties: {autoScalerProfile: {expander: priority}}}\n"),
		entry("traffic", "profile", "      set: {tags: {gateway: \"${gatewayName}\"}}\n"),
		entry("platform", "bastion/bastion", "      apiVersion: \"2025-05-01\"\n      set: {tags: {a: b}}\n"),
	)
	files["clusters/prod-weu.yaml"] = fleettest.ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16") +
		"  overrides: [{stack: cluster, resource: cluster, set: {tags: {cluster: first}}}]\n"
	files["clusters/fleet.platform.bicep"] = "param location string\nparam clusterName string\n\n" +
		strings.Replace(storage, "'stextra'", "take('st${uniqueString(clusterName)}', 24)", 1)
	files["clusters/prod-weu.platform.bicep"] = `targetScope = 'subscription'

resource audits 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-audits'
  location: 'westeurope'
}
`
	files["tenants/contoso.bicep"] = "param location string\nparam clusterName string\n\n" +
		strings.Replace(storage, "'stextra'", "take('stc${uniqueString(clusterName)}', 24)", 1)
	return files
}

func TestGoldenWhatPeopleWantOtherwise(t *testing.T) {
	t.Parallel()
	golden.Tree(t, only(t, generate(t, changed(ownFiles())).Tree,
		"infrastructure/azure/prod-weu/platform/main.bicep", "infrastructure/azure/prod-weu/cluster/aks.bicep",
		"infrastructure/azure/prod-neu/platform/bastion.bicep",
		"infrastructure/azure/default/traffic-shared-1/profile.bicep", "tenants/contoso/prod-weu/azure.bicep"))
}

// TestWhatPeopleWantOtherwiseTouchesNothingElse renders a fleet with and without, and
// compares all other files.
func TestWhatPeopleWantOtherwiseTouchesNothingElse(t *testing.T) {
	t.Parallel()
	before, after := generate(t, changed(nil)).Tree, generate(t, changed(ownFiles())).Tree
	var touched []string
	for _, p := range after.Paths() {
		old, _ := before.Get(p)
		if f, _ := after.Get(p); string(f.Data) != string(old.Data) {
			touched = append(touched, p)
		}
	}
	want := []string{
		"infrastructure/azure/default/traffic-shared-1/main.json", "infrastructure/azure/default/traffic-shared-1/profile.bicep",
		"infrastructure/azure/default/traffic-shared-2/main.json", "infrastructure/azure/default/traffic-shared-2/profile.bicep",
	}
	for _, c := range []string{"prod-neu", "prod-weu"} {
		want = append(want, "infrastructure/azure/"+c+"/cluster/aks.bicep", "infrastructure/azure/"+c+"/cluster/main.json",
			"infrastructure/azure/"+c+"/platform/bastion.bicep", "infrastructure/azure/"+c+"/platform/main.bicep",
			"infrastructure/azure/"+c+"/platform/main.json", "infrastructure/azure/"+c+"/tenants-0/main.json")
	}
	want = append(want, "tenants/contoso/prod-neu/azure.bicep", "tenants/contoso/prod-weu/azure.bicep")
	if diff := cmp.Diff(want, touched); diff != "" || before.Len() != after.Len() {
		t.Errorf("files that differ (-want +got):\n%s", diff)
	}
}
