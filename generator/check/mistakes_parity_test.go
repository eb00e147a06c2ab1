package check_test

import "github.com/tenantry/tenantry/generator/diag"

// parityMistakes are mistakes in a DR cluster against its primary.
func parityMistakes() map[string]mistake {
	return map[string]mistake{
		"a DR gateway with the primary's firewall policy": {
			file: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml",
			old:  "waf-prod-neu",
			new:  "waf-prod-weu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml"},
				Code: "plane-mismatch",
				Message: `WebApplicationFirewallPolicy/gateways/shared-1: spec.webApplicationFirewall.id: no stack of the cluster makes the firewall policy ` +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-prod-weu"`,
				Fix: `write "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-prod-neu"`,
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 4, Col: 1}, {File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a Kustomization is read at another interval": {
			file: "clusters/prod-neu/flux/crds.yaml",
			old:  "interval: 1h",
			new:  "interval: 2h",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-neu/flux/crds.yaml", Line: 4, Col: 1},
				Code:    "parity",
				Message: `Kustomization/flux-system/crds: /spec/interval is "1h" on prod-weu, and "2h" on prod-neu`,
				Fix:     "write the same for both clusters",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/crds.yaml", Line: 4, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a DR gateway on the primary's AGC": {
			file: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml",
			old:  "agc-prod-neu-1",
			new:  "agc-prod-weu-1",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml"},
				Code: "plane-mismatch",
				Message: `Gateway/gateways/shared-1: metadata.annotations["alb.networking.azure.io/alb-id"]: no stack of the cluster makes the AGC ` +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-1"`,
				Fix: `write "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/Microsoft.ServiceNetworking/trafficControllers/agc-prod-neu-1"`,
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1}, {File: "clusters/fleet.yaml"},
				},
			}},
		},
		"more replicas than the DR mode says": {
			file: "tenants/contoso/prod-neu/kustomization.yaml",
			old:  "value: 1}",
			new:  "value: 5}",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/prod-neu/kustomization.yaml"},
				Code: "parity",
				Message: `Kustomization/contoso/workload: /spec/patches/2 is {"patch":"- {op: add, path: ` +
					`/spec/repl…":{"kind":"(Deployment|StatefulSet)"}} on prod-neu, and may only be \{"patch":"- ` +
					`\{op: add, path: /spec/replicas, value: ` +
					`[01]\}(\\n)?","target":\{"kind":"\(Deployment\|StatefulSet\)"\}\} there`,
				Fix: "write the same for both clusters",
				Seen: []diag.Pos{
					{File: "tenants/contoso/prod-weu/kustomization.yaml"},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"a quota without pods on one cluster": {
			file: "tenants/contoso/prod-neu/kustomization.yaml",
			old:  "  - target: # one",
			new: "  - target:\n      kind: ResourceQuota\n    patch: |\n" +
				"      - {op: remove, path: /spec/hard/pods}\n  - target: # one",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/prod-neu/kustomization.yaml"},
				Code:    "parity",
				Message: `ResourceQuota/contoso/plan: /spec/hard/pods is "40" on prod-weu, and absent on prod-neu`,
				Fix:     "write the same for both clusters",
				Seen: []diag.Pos{
					{File: "tenants/contoso/prod-weu/kustomization.yaml"},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"an object on one cluster only": {
			file: "tenants/contoso/prod-weu/kustomization.yaml",
			old:  "patches:\n",
			new: "patches:\n  - patch: |\n      $patch: delete\n      apiVersion: v1\n      kind: LimitRange\n" +
				"      metadata:\n        name: defaults\n        namespace: contoso\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/prod-neu/kustomization.yaml"},
				Code:    "parity",
				Message: "LimitRange/contoso/defaults is applied to prod-neu and not to prod-weu",
				Fix:     "render it for both clusters, or for none",
				Seen: []diag.Pos{
					{File: "tenants/contoso/base/namespace.yaml", Line: 38, Col: 1},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"Azure's ConfigMap is different on one cluster": {
			file: "clusters/prod-neu/azure-outputs/platform/configmap.yaml",
			old:  "\ndata:",
			new:  "\nimmutable: true\ndata:",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-neu/azure-outputs/platform/configmap.yaml", Line: 4, Col: 1},
				Code:    "parity",
				Message: "ConfigMap/flux-system/azure-outputs: /immutable is absent on prod-weu, and true on prod-neu",
				Fix:     "write the same for both clusters",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/azure-outputs/platform/configmap.yaml", Line: 4, Col: 1},
					{File: "clusters/prod-neu.yaml"},
				},
			}},
		},
		"a folder of Azure's values on one cluster only": {
			file: "clusters/prod-neu/azure-outputs/tenants-9/configmap.yaml",
			new: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: azure-outputs-9\n  namespace: flux-system\n" +
				"data: ${azure_outputs}\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-neu/azure-outputs/tenants-9/configmap.yaml", Line: 1, Col: 1},
				Code:    "output-mismatch",
				Message: "ConfigMap/flux-system/azure-outputs-9: data: no stack fills it: there is no infrastructure/azure/prod-neu/tenants-9",
				Fix:     `run "tenantry render"`,
				Seen:    []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}},
		},
		"a tenant on one cluster only": {
			file: "clusters/prod-neu/flux/tenant-contoso.yaml",
			old:  everything,
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code:    "parity",
				Message: "Kustomization/flux-system/tenant-contoso is applied to prod-weu and not to prod-neu",
				Fix:     "render it for both clusters, or for none",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
	}
}
