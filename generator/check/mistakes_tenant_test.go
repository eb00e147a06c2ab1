package check_test

import "github.com/tenantry/tenantry/generator/diag"

// tenantMistakes are mistakes in what a tenant's objects name.
func tenantMistakes() map[string]mistake {
	return map[string]mistake{
		"a tenant binds a role that is not made for tenants": {
			file: "tenants/contoso/base/access.yaml",
			old:  "  name: tenantry-tenant-reconciler",
			new:  "  name: tenantry-tenant-reconcilers",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 21, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/reconciler: roleRef.name: tenant "contoso" binds the ClusterRole ` +
					`"tenantry-tenant-reconcilers", which is not made for tenants`,
				Fix:  bindFix,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route leads to another tenant's Service": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "        - name: web\n",
			new:  "        - name: web\n          namespace: fabrikam\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `HTTPRoute/contoso/web: spec.rules[0].backendRefs[0].namespace: this reaches into namespace ` +
					`"fabrikam"`,
				Fix:  "leave the namespace out: it is the tenant's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route claims another tenant's hostname": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "  hostnames:\n",
			new:  "  hostnames:\n    - fabrikam.apps.acme.example\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `HTTPRoute/contoso/web: spec.hostnames[0]: hostname "fabrikam.apps.acme.example" is not one of ` +
					`tenant "contoso"`,
				Fix:  "list only what the tenant's file lists",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route claims a hostname of nobody": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "  hostnames:\n",
			new:  "  hostnames:\n    - nobody.apps.acme.example\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `HTTPRoute/contoso/web: spec.hostnames[0]: hostname "nobody.apps.acme.example" is not one of ` +
					`tenant "contoso"`,
				Fix:  "list only what the tenant's file lists",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route claims every hostname": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "  hostnames:\n    - contoso.apps.acme.example\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: "HTTPRoute/contoso/web: spec.hostnames: a route without hostnames claims every one of its " +
					"listeners",
				Fix:  "list the tenant's hostnames",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route attaches to another tenant's listener": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "sectionName: contoso.apps",
			new:  "sectionName: fabrikam.apps",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `HTTPRoute/contoso/web: spec.parentRefs[0].sectionName: hostname "fabrikam.apps.acme.example" ` +
					`belongs to tenant "fabrikam"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a namespace may claim another tenant's hostname": {
			file: "tenants/contoso/base/namespace.yaml",
			old:  "hostnames: contoso.apps.acme.example",
			new:  "hostnames: contoso.apps.acme.example,fabrikam.apps.acme.example",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `Namespace/contoso: metadata.annotations["tenantry.dev/hostnames"]: hostname ` +
					`"fabrikam.apps.acme.example" belongs to tenant "fabrikam"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an account takes another tenant's identity": {
			file: "tenants/contoso/base/access.yaml",
			old:  "${t_contoso_client_id}",
			new:  "${t_fabrikam_client_id}",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 12, Col: 1},
				Code: "foreign-reference",
				Message: `ServiceAccount/contoso/workload: metadata.annotations["azure.workload.identity/client-id"]: ` +
					`variable ${t_fabrikam_client_id} does not belong to tenant "contoso"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an account takes an identity of the platform": {
			file: "tenants/contoso/base/access.yaml",
			old:  "${t_contoso_client_id}",
			new:  "${alb_controller_client_id}",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 12, Col: 1},
				Code: "foreign-reference",
				Message: `ServiceAccount/contoso/workload: metadata.annotations["azure.workload.identity/client-id"]: ` +
					`variable ${alb_controller_client_id} does not belong to tenant "contoso"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding gives rights to another tenant's account": {
			file: "tenants/contoso/base/access.yaml",
			old:  "    name: reconciler\n    namespace: contoso",
			new:  "    name: reconciler\n    namespace: fabrikam",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 21, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/reconciler: subjects[0]: an account of namespace "fabrikam" gets rights of ` +
					`tenant "contoso"`,
				Fix:  "name an account of the tenant's own namespace",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding gives rights to an account of the platform": {
			file: "tenants/contoso/base/access.yaml",
			old:  "    name: reconciler\n    namespace: contoso",
			new:  "    name: platform-reconciler\n    namespace: flux-system",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 21, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/reconciler: subjects[0]: an account of namespace "flux-system" gets rights ` +
					`of tenant "contoso"`,
				Fix:  "name an account of the tenant's own namespace",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding gives rights of the platform": {
			file: "tenants/contoso/base/access.yaml",
			old:  "tenantry-tenant-owner",
			new:  "cluster-admin",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 49, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/owners: roleRef.name: tenant "contoso" binds the ClusterRole ` +
					`"cluster-admin", which is not made for tenants`,
				Fix:  bindFix,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding gives rights to everybody": {
			file: "tenants/contoso/base/access.yaml",
			old:  `name: "33333333-3333-4333-8333-333333333333"`,
			new:  "name: system:authenticated",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 49, Col: 1},
				Code:    "foreign-reference",
				Message: `RoleBinding/contoso/owners: subjects[0]: "system:authenticated" gets rights of tenant "contoso"`,
				Fix:     "name the tenant's Entra groups, or its own accounts",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding gives rights to another tenant's accounts": {
			file: "tenants/contoso/base/access.yaml",
			old:  `name: "33333333-3333-4333-8333-333333333333"`,
			new:  "name: system:serviceaccounts:fabrikam",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 49, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/owners: subjects[0]: "system:serviceaccounts:fabrikam" gets rights of ` +
					`tenant "contoso"`,
				Fix:  "name the tenant's Entra groups, or its own accounts",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's objects are applied by another account": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "serviceAccountName: reconciler",
			new:  "serviceAccountName: workload",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/contoso/workload: spec.serviceAccountName: the tenant's objects are applied as ` +
					`"workload"`,
				Fix:  "write serviceAccountName: reconciler",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's objects go to another namespace": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "targetNamespace: contoso",
			new:  "targetNamespace: default",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/contoso/workload: spec.targetNamespace: the tenant's objects go to namespace ` +
					`"default"`,
				Fix:  "write targetNamespace: contoso",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's source is the fleet's": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "    kind: OCIRepository\n    name: workload",
			new:  "    kind: GitRepository\n    name: fleet\n    namespace: flux-system",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/contoso/workload: spec.sourceRef.namespace: this reaches into namespace ` +
					`"flux-system"`,
				Fix:  "leave the namespace out: it is the tenant's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's objects go to another cluster": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "  prune: true\n",
			new:  "  prune: true\n  kubeConfig:\n    secretRef:\n      name: admin\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: "Kustomization/contoso/workload: spec.kubeConfig: a tenant's delivery uses no keys but its own " +
					"account's",
				Fix:  "leave it out",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant decrypts with Flux's keys": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "  prune: true\n",
			new:  "  prune: true\n  decryption:\n    provider: sops\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: "Kustomization/contoso/workload: spec.decryption: a tenant's delivery uses no keys but its own " +
					"account's",
				Fix:  "leave it out",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's pods select another tenant's nodes": {
			file: "tenants/fabrikam/base/delivery.yaml",
			old:  `value: {tenantry.dev/pool: "fabrikam"}`,
			new:  `value: {tenantry.dev/pool: "contoso"}`,
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/fabrikam/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/fabrikam/workload: spec.patches[0].patch[1].value["tenantry.dev/pool"]: this ` +
					`names tenant "contoso"`,
				Fix:  `name what belongs to tenant "fabrikam", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/fabrikam.yaml"}},
			}},
		},
		"a tenant's pods tolerate another tenant's nodes": {
			file: "tenants/fabrikam/base/delivery.yaml",
			old:  `{key: tenantry.dev/pool, value: "fabrikam"`,
			new:  `{key: tenantry.dev/pool, value: "contoso"`,
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/fabrikam/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/fabrikam/workload: spec.patches[0].patch[2].value[0]: tenantry.dev/pool names ` +
					`tenant "contoso"`,
				Fix:  `name what belongs to tenant "fabrikam", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/fabrikam.yaml"}},
			}},
		},
		"a network policy names another tenant's namespace": {
			file: "tenants/contoso/base/network.yaml",
			old:  "kubernetes.io/metadata.name: kube-system",
			new:  "kubernetes.io/metadata.name: fabrikam",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 13, Col: 1},
				Code: "foreign-reference",
				Message: `NetworkPolicy/contoso/allow-dns: ` +
					`spec.egress[0].to[0].namespaceSelector.matchLabels["kubernetes.io/metadata.name"]: this names ` +
					`tenant "fabrikam"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a network policy names another tenant's namespace in an expression": {
			file: "tenants/contoso/base/network.yaml",
			old:  "            matchLabels:\n              kubernetes.io/metadata.name: kube-system",
			new: "            matchExpressions:\n" +
				"              - {key: kubernetes.io/metadata.name, operator: In, values: [kube-system, fabrikam]}",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 13, Col: 1},
				Code: "foreign-reference",
				Message: `NetworkPolicy/contoso/allow-dns: spec.egress[0].to[0].namespaceSelector.matchExpressions[0]: ` +
					`kubernetes.io/metadata.name names tenant "fabrikam"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a health check reaches out of its namespace": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "    name: web\n  default",
			new:  "    name: web\n    namespace: gateways\n  default",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 25, Col: 1},
				Code:    "foreign-reference",
				Message: `HealthCheckPolicy/contoso/web: spec.targetRef.namespace: this reaches into namespace "gateways"`,
				Fix:     "leave the namespace out: it is the tenant's own",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's source waits for another tenant": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "spec:\n  sourceRef:",
			new:  "spec:\n  dependsOn:\n    - name: workload\n      namespace: fabrikam\n  sourceRef:",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/contoso/workload: spec.dependsOn[0].namespace: this reaches into namespace ` +
					`"fabrikam"`,
				Fix:  "leave the namespace out: it is the tenant's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a Service is another tenant's by DNS": {
			file: "tenants/contoso/base/namespace.yaml",
			old:  "---\n",
			new: "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\n  namespace: contoso\nspec:\n" +
				"  type: ExternalName\n  externalName: web.fabrikam.svc.cluster.local\n---\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 16, Col: 1},
				Code: "foreign-reference",
				Message: `Service/contoso/shop: spec.externalName: "web.fabrikam.svc.cluster.local" is a Service of ` +
					`tenant "fabrikam"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route mirrors to a namespace of the platform": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "      backendRefs:\n",
			new: "      filters:\n        - type: RequestMirror\n          requestMirror:\n" +
				"            backendRef: {name: web, namespace: gateways, port: 80}\n      backendRefs:\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "foreign-reference",
				Message: `HTTPRoute/contoso/web: spec.rules[0].filters[0].requestMirror.backendRef.namespace: this ` +
					`reaches into namespace "gateways"`,
				Fix:  "leave the namespace out: it is the tenant's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant binds a role of its own making": {
			file: "tenants/contoso/base/access.yaml",
			old:  "  kind: ClusterRole\n",
			new:  "  kind: Role\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 21, Col: 1},
				Code: "foreign-reference",
				Message: `RoleBinding/contoso/reconciler: roleRef.name: tenant "contoso" binds the Role ` +
					`"tenantry-tenant-reconciler", which is not made for tenants`,
				Fix:  bindFix,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a key takes another tenant's identity": {
			file: "tenants/contoso/base/access.yaml",
			old:  "    azure.workload.identity/client-id: ${t_contoso_client_id}",
			new:  "    ${t_fabrikam_client_id}: x",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 12, Col: 1},
				Code: "foreign-reference",
				Message: `ServiceAccount/contoso/workload: metadata.annotations: variable ${t_fabrikam_client_id} does ` +
					`not belong to tenant "contoso"`,
				Fix:  `name what belongs to tenant "contoso", or leave it out`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
	}
}
