package check_test

import "github.com/tenantry/tenantry/generator/diag"

// buildsMistakes are mistakes in what a unit is built from, and what its objects are.
func buildsMistakes() map[string]mistake {
	return map[string]mistake{
		"a file that is no YAML is named with its line": {
			file: "tenants/contoso/base/network.yaml",
			old:  "spec:\n",
			new:  "spec: [\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 8, Col: 1},
				Code:    "does-not-build",
				Message: "kustomize cannot build this: did not find expected ',' or ']'",
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a resource that does not exist is named with its line": {
			file: "tenants/contoso/base/kustomization.yaml",
			old:  "network.yaml",
			new:  "netwark.yaml",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/kustomization.yaml", Line: 8, Col: 1},
				Code:    "does-not-build",
				Message: `kustomize cannot build this: resource "netwark.yaml" does not exist`,
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a patch that does not fit is named by its overlay": {
			file: "tenants/contoso/prod-neu/kustomization.yaml",
			old:  "/spec/ingress/-",
			new:  "/spec/egress/-",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/prod-neu/kustomization.yaml"},
				Code: "does-not-build",
				Message: `kustomize cannot build this: add operation does not apply: doc is missing path: ` +
					`"/spec/egress/-": missing value`,
				Fix:  `mend the file, or run "tenantry render" to write it anew`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an address among the resources is never fetched": {
			file: "tenants/contoso/prod-weu/kustomization.yaml",
			old:  "../base",
			new:  "https://example.com/base",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/prod-weu/kustomization.yaml", Line: 6, Col: 1},
				Code: "does-not-build",
				Message: `kustomize cannot build this: resource "https://example.com/base" is no path inside the ` +
					`repository`,
				Fix:  `mend the file, or run "tenantry render" to write it anew`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a YAML alias of itself overflows nothing": {
			file: "tenants/contoso/base/network.yaml",
			old:  "spec:\n",
			new:  "x: &a [*a]\nspec:\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 9, Col: 1},
				Code:    "does-not-build",
				Message: "kustomize cannot build this: a YAML alias is not allowed in a rendered file",
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"one object twice in a unit": {
			file: "tenants/contoso/base/network.yaml",
			old:  "name: allow-dns",
			new:  "name: default-deny",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 13, Col: 1},
				Code: "does-not-build",
				Message: "kustomize cannot build this: NetworkPolicy/contoso/default-deny stands in " +
					"tenants/contoso/base/network.yaml:4 already",
				Fix:  `mend the file, or run "tenantry render" to write it anew`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a patch for a tenant's objects has an unknown operation": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "op: add",
			new:  "op: odd",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "does-not-build",
				Message: `Kustomization/contoso/workload: spec.patches[0].patch: operation 1: op "odd" is none of JSON ` +
					`patch's`,
				Fix:  "write a list of JSON patch operations, or the part of an object that changes",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a patch for a tenant's objects has a target that is no regular expression": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "kind: CronJob",
			new:  "kind: (CronJob",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code:    "does-not-build",
				Message: `Kustomization/contoso/workload: spec.patches[1].target.kind: "(CronJob" is no regular expression`,
				Fix:     "write a name, or names in round brackets with | between them",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an object of the platform has no kind": {
			file: "infrastructure/policies/namespaces.yaml",
			old:  "kind: Namespace",
			new:  "kind: [Namespace]",
			want: diag.List{{
				Pos:     diag.Pos{File: "infrastructure/policies/namespaces.yaml", Line: 4, Col: 1},
				Code:    "does-not-build",
				Message: "kustomize cannot build this: an object has no kind or no metadata.name",
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the root itself is no YAML": {
			file: "clusters/prod-weu/flux/crds.yaml",
			old:  "metadata:",
			new:  "metadata: {",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/crds.yaml", Line: 5, Col: 1},
				Code:    "does-not-build",
				Message: "kustomize cannot build this: did not find expected ',' or '}'",
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a patch for a tenant's objects is no patch": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  `- {op: add, path: /spec/template/spec/priorityClassName, value: "tenantry-standard"}`,
			new:  "just text",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "does-not-build",
				Message: "Kustomization/contoso/workload: spec.patches[0].patch: the patch is neither a list of " +
					"operations nor a part of an object",
				Fix:  "write a list of JSON patch operations, or the part of an object that changes",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an unknown field of a Gateway": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "protocol: HTTP\n",
			new:  "protocol: HTTP\n      protokol: HTTP\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code:    "not-accepted",
				Message: "Gateway/gateways/shared-1: spec.listeners[0].protokol: unknown field",
				Fix:     "write what the API of gateway.networking.k8s.io/v1 Gateway allows",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a field of a tenant's quota has the wrong type": {
			file: "tenants/contoso/base/namespace.yaml",
			old:  `pods: "40"`,
			new:  "pods: [40]",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 16, Col: 1},
				Code:    "not-accepted",
				Message: "ResourceQuota/contoso/plan: spec.hard.pods: got array, want number or string",
				Fix:     "write what the API of v1 ResourceQuota allows",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an overlay makes an object that is not accepted, on its cluster alone": {
			file: "tenants/contoso/prod-neu/kustomization.yaml",
			old:  "            - port: http",
			new:  "            - prt: http",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/prod-neu/kustomization.yaml"},
				Code:    "not-accepted",
				Message: "NetworkPolicy/contoso/allow-gateway: spec.ingress[0].ports[0].prt: unknown field",
				Fix:     "write what the API of networking.k8s.io/v1 NetworkPolicy allows",
				Seen: []diag.Pos{
					{File: "tenants/contoso/base/network.yaml", Line: 51, Col: 1},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"a variable in a unit that substitutes nothing": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: azure-outputs-0\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/prod-weu/kustomization.yaml"},
				Code: "unsubstituted-variable",
				Message: `ServiceAccount/contoso/workload: metadata.annotations["azure.workload.identity/client-id"]: ` +
					`"${t_contoso_client_id}" is never replaced: Kustomization tenant-contoso substitutes nothing`,
				Fix: "add postBuild.substituteFrom to the Kustomization, or write the value itself",
				Seen: []diag.Pos{
					{File: "tenants/contoso/base/access.yaml", Line: 12, Col: 1},
					{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"a dollar sign in a unit that substitutes": {
			file: "tenants/contoso/base/namespace.yaml",
			old:  "  annotations:\n",
			new:  "  annotations:\n    price: 5$\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 3, Col: 1},
				Code: "unsubstituted-variable",
				Message: `Namespace/contoso: metadata.annotations.price: "5$" holds a $ that Kustomization tenant-contoso ` +
					`tries to substitute`,
				Fix: "write $$ where a dollar sign is meant",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"Azure's ConfigMap asks for a variable of its own": {
			file: "clusters/prod-neu/azure-outputs/platform/configmap.yaml",
			old:  "data: ${azure_outputs}",
			new:  "data:\n  id: ${client_id}",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-neu/azure-outputs/platform/configmap.yaml", Line: 4, Col: 1},
				Code: "unsubstituted-variable",
				Message: `ConfigMap/flux-system/azure-outputs: data.id: "${client_id}" is never replaced: the Azure ` +
					`deployment knows ${azure_outputs} alone`,
				Fix:  "write data: ${azure_outputs}",
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}},
		},
		"a variable of the platform that nobody replaces": {
			file: "infrastructure/gateways/default/shared-1/gateway/redirect.yaml",
			old:  "  name: redirect-shared-1",
			new:  "  name: redirect-shared-1\n  annotations:\n    owner: ${owner}",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/redirect.yaml", Line: 4, Col: 1},
				Code: "unsubstituted-variable",
				Message: `HTTPRoute/gateways/redirect-shared-1: metadata.annotations.owner: "${owner}" is never replaced: ` +
					`Kustomization gateway-shared-1 substitutes nothing`,
				Fix: "add postBuild.substituteFrom to the Kustomization, or write the value itself",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/gateway-shared-1.yaml", Line: 4, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
	}
}
