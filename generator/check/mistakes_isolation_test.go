package check_test

import "github.com/tenantry/tenantry/generator/diag"

// isolationMistakes are mistakes in where objects stand and whom listeners take.
func isolationMistakes() map[string]mistake {
	return map[string]mistake{
		"a tenant's object belongs to the whole cluster": {
			file: "tenants/contoso/base/access.yaml",
			old:  "kind: RoleBinding\nmetadata:\n  name: owners\n  namespace: contoso\n",
			new:  "kind: ClusterRoleBinding\nmetadata:\n  name: owners\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 49, Col: 1},
				Code:    "outside-namespace",
				Message: `ClusterRoleBinding/owners belongs to the whole cluster, and tenant "contoso" applies it`,
				Fix:     "leave it out, or put it below infrastructure/",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's object lies in a namespace of the platform": {
			file: "tenants/contoso/base/network.yaml",
			old:  "namespace: contoso",
			new:  "namespace: gateways",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 4, Col: 1},
				Code: "outside-namespace",
				Message: `NetworkPolicy/gateways/default-deny: metadata.namespace: tenant "contoso" applies this into ` +
					`namespace "gateways"`,
				Fix:  "write namespace: contoso",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's object lies in another tenant's namespace": {
			file: "tenants/contoso/base/network.yaml",
			old:  "namespace: contoso",
			new:  "namespace: fabrikam",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 4, Col: 1},
				Code: "outside-namespace",
				Message: `NetworkPolicy/fabrikam/default-deny: metadata.namespace: tenant "contoso" applies this into ` +
					`namespace "fabrikam"`,
				Fix:  "write namespace: contoso",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's object has no namespace": {
			file: "tenants/contoso/base/network.yaml",
			old:  "  namespace: contoso\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/network.yaml", Line: 4, Col: 1},
				Code: "outside-namespace",
				Message: "NetworkPolicy/default-deny: metadata.namespace: there is no namespace, so it would land in " +
					"default",
				Fix:  "write namespace: contoso",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant has a second namespace": {
			file: "tenants/contoso/base/namespace.yaml",
			old:  "---\n",
			new:  "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: contoso-too\n---\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 16, Col: 1},
				Code:    "outside-namespace",
				Message: `Namespace/contoso-too: metadata.name: tenant "contoso" has the namespace "contoso" and no other`,
				Fix:     "leave it out",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an object of the platform lies in a tenant's namespace": {
			file: "infrastructure/policies/client-ids.yaml",
			old:  "---\n",
			new:  "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: helper\n  namespace: contoso\n---\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/policies/client-ids.yaml", Line: 26, Col: 1},
				Code: "outside-namespace",
				Message: `ServiceAccount/contoso/helper: metadata.namespace: the platform applies this into the namespace ` +
					`of tenant "contoso"`,
				Fix:  "put it into the tenant's folder, or into a namespace of the platform",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the platform applies a tenant's namespace": {
			file: "infrastructure/policies/namespaces.yaml",
			old:  "  name: gateways\n",
			new:  "  name: gateways\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: contoso\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "infrastructure/policies/namespaces.yaml", Line: 9, Col: 1},
				Code:    "outside-namespace",
				Message: `Namespace/contoso: metadata.name: the platform applies the namespace of tenant "contoso"`,
				Fix:     "leave it to the tenant's folder",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a tenant's listener is open to all": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "          from: Selector\n",
			new:  "          from: All\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "foreign-reference",
				Message: `Gateway/gateways/shared-1: spec.listeners[2].allowedRoutes: listener ` +
					`"contoso.apps.acme.example" is not open to tenant "contoso" alone`,
				Fix:  "admit HTTPRoutes from namespaces with the label kubernetes.io/metadata.name: contoso",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a listener of the platform is open to tenants": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "          from: Same\n",
			new:  "          from: All\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "foreign-reference",
				Message: `Gateway/gateways/shared-1: spec.listeners[0].allowedRoutes: listener "http" of the platform ` +
					`admits routes of tenant "contoso"`,
				Fix:  "write namespaces: {from: Same}",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a tenant's listener is open to another tenant": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "kubernetes.io/metadata.name: contoso",
			new:  "kubernetes.io/metadata.name: fabrikam",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "foreign-reference",
				Message: `Gateway/gateways/shared-1: spec.listeners[2].allowedRoutes: listener ` +
					`"contoso.apps.acme.example" is not open to tenant "contoso" alone`,
				Fix:  "admit HTTPRoutes from namespaces with the label kubernetes.io/metadata.name: contoso",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the platform gives a tenant's account rights on the whole cluster": {
			file: "infrastructure/policies/tenant-roles.yaml",
			old:  "---\n",
			new: "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n" +
				"  name: helpers\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n" +
				"  name: view\nsubjects:\n  - kind: ServiceAccount\n    name: workload\n    namespace: contoso\n" +
				"---\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/policies/tenant-roles.yaml", Line: 30, Col: 1},
				Code: "foreign-reference",
				Message: `ClusterRoleBinding/helpers: subjects[0]: an account of tenant "contoso" gets rights outside its ` +
					`namespace`,
				Fix:  "leave it out: what a tenant may do is bound in its own namespace",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"two units apply one namespace": {
			file: "infrastructure/policies/namespaces.yaml",
			old:  "  name: gateways\n",
			new:  "  name: gateways\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: cert-manager\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/policies/namespaces.yaml", Line: 9, Col: 1},
				Code: "duplicate-object",
				Message: "Namespace/cert-manager is applied twice: by Kustomization controllers and by Kustomization " +
					"policies",
				Fix: "keep one of the two",
				Seen: []diag.Pos{
					{File: "infrastructure/controllers/namespaces.yaml", Line: 10, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a unit applies what the root applies": {
			file: "infrastructure/policies/namespaces.yaml",
			old:  "  name: gateways\n",
			new: "  name: gateways\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n" +
				"  name: platform-reconciler\n  namespace: flux-system\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/policies/namespaces.yaml", Line: 9, Col: 1},
				Code: "duplicate-object",
				Message: "ServiceAccount/flux-system/platform-reconciler is applied twice: by the root and by " +
					"Kustomization policies",
				Fix: "keep one of the two",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/platform-reconciler.yaml", Line: 5, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
	}
}
