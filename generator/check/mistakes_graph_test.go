package check_test

import "github.com/tenantry/tenantry/generator/diag"

// graphMistakes are mistakes in the graph and the root.
func graphMistakes() map[string]mistake {
	return map[string]mistake{
		"three Kustomizations wait for one another": {
			file: "clusters/prod-weu/flux/policies.yaml",
			old:  "spec:\n",
			new:  "spec:\n  dependsOn:\n    - name: certificates-shared-1\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/certificates-shared-1.yaml", Line: 4, Col: 1},
				Code: "dependency-cycle",
				Message: "Kustomization/flux-system/certificates-shared-1: spec.dependsOn[1]: it waits for itself: " +
					"certificates-shared-1 → policies → certificates-shared-1",
				Fix: "take out the dependency that is not needed for applying",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/policies.yaml", Line: 4, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a Kustomization waits for itself": {
			file: "clusters/prod-weu/flux/policies.yaml",
			old:  "spec:\n",
			new:  "spec:\n  dependsOn:\n    - name: policies\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/policies.yaml", Line: 4, Col: 1},
				Code:    "dependency-cycle",
				Message: "Kustomization/flux-system/policies: spec.dependsOn[0]: it waits for itself: policies → policies",
				Fix:     "take out the dependency that is not needed for applying",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a release waits for itself": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "  serviceAccountName:",
			new:  "  dependsOn:\n    - name: cert-manager\n  serviceAccountName:",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dependency-cycle",
				Message: "HelmRelease/flux-system/cert-manager: spec.dependsOn[0]: it waits for itself: cert-manager → " +
					"cert-manager",
				Fix:  "take out the dependency that is not needed for applying",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"two Kustomizations with one folder": {
			file: "clusters/prod-weu/flux/policies.yaml",
			old:  "./infrastructure/policies",
			new:  "./infrastructure/crds",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/policies.yaml", Line: 4, Col: 1},
				Code: "nested-paths",
				Message: "Kustomization/flux-system/policies: spec.path: infrastructure/crds is what Kustomization crds " +
					"builds",
				Fix: "give each Kustomization a folder of its own, none inside another's",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/crds.yaml", Line: 4, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a Kustomization's folder lies inside another's": {
			file: "clusters/prod-weu/flux/gateway-shared-1.yaml",
			old:  "gateways/shared-1/gateway",
			new:  "gateways/shared-1",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/gateway-shared-1.yaml", Line: 4, Col: 1},
				Code: "nested-paths",
				Message: "Kustomization/flux-system/gateway-shared-1: spec.path: clusters/prod-weu/gateways/shared-1 " +
					"holds clusters/prod-weu/gateways/shared-1/certificates, which Kustomization " +
					"certificates-shared-1 builds",
				Fix: "give each Kustomization a folder of its own, none inside another's",
				Seen: []diag.Pos{
					{File: "clusters/prod-weu/flux/certificates-shared-1.yaml", Line: 4, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a Kustomization takes in the whole cluster": {
			file: "clusters/prod-weu/flux/controllers.yaml",
			old:  "./clusters/prod-weu/controllers",
			new:  "./clusters/prod-weu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/controllers.yaml", Line: 4, Col: 1},
				Code: "nested-paths",
				Message: "Kustomization/flux-system/controllers: spec.path: clusters/prod-weu holds " +
					"clusters/prod-weu/flux, which the root builds, and 4 more like it",
				Fix:  "give each Kustomization a folder of its own, none inside another's",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a Kustomization's folder lies inside the root": {
			file: "clusters/prod-weu/flux/policies.yaml",
			old:  "./infrastructure/policies",
			new:  "./clusters/prod-weu/flux",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/policies.yaml", Line: 4, Col: 1},
				Code:    "nested-paths",
				Message: "Kustomization/flux-system/policies: spec.path: clusters/prod-weu/flux is what the root builds",
				Fix:     "give each Kustomization a folder of its own, none inside another's",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the platform builds what belongs to the other cluster": {
			file: "clusters/prod-weu/flux/controllers.yaml",
			old:  "./clusters/prod-weu/controllers",
			new:  "./clusters/prod-neu/controllers",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/controllers.yaml", Line: 4, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/flux-system/controllers: spec.path: clusters/prod-neu/controllers belongs to ` +
					`cluster "prod-neu"`,
				Fix:  "name a folder below infrastructure/, or this cluster's own",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the whole repository is a Kustomization's folder": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "path: ./tenants/contoso/prod-weu",
			new:  "path: ./",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code:    "foreign-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.path: . belongs to everybody",
				Fix:     "name a folder below infrastructure/, or this cluster's own",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant builds what belongs to the other cluster": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "./tenants/contoso/prod-weu",
			new:  "./tenants/contoso/prod-neu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/flux-system/tenant-contoso: spec.path: tenants/contoso/prod-neu belongs to ` +
					`cluster "prod-neu"`,
				Fix:  "name a folder below infrastructure/, or this cluster's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's Kustomization builds another tenant": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "./tenants/contoso/prod-weu",
			new:  "./tenants/fabrikam/prod-weu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "foreign-reference",
				Message: `Kustomization/flux-system/tenant-contoso: spec.path: tenants/fabrikam/prod-weu belongs to ` +
					`tenant "fabrikam"`,
				Fix:  "name a folder below infrastructure/, or this cluster's own",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"an object in the root that is not Flux's": {
			file: "clusters/prod-weu/flux/extra.yaml",
			new:  "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: flux-system\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/extra.yaml", Line: 1, Col: 1},
				Code:    "not-in-root",
				Message: "ConfigMap/flux-system/extra does not belong in the root that Flux reconciles",
				Fix:     "move it to a folder that a Kustomization of the root builds",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a folder in the root": {
			file: "clusters/prod-weu/flux/more/extra.yaml",
			new:  "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: flux-system\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/more/extra.yaml"},
				Code:    "not-in-root",
				Message: "the root that Flux reconciles is flat: one file for each Kustomization",
				Fix:     "move the file out of clusters/prod-weu/flux",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a kustomization.yaml in the root": {
			file: "clusters/prod-weu/flux/kustomization.yaml",
			new:  "resources: [crds.yaml]\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/kustomization.yaml"},
				Code:    "not-in-root",
				Message: "the root that Flux reconciles is flat: one file for each Kustomization",
				Fix:     "move the file out of clusters/prod-weu/flux",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a field that decides is left to Flux": {
			file: "clusters/prod-weu/flux/crds.yaml",
			old:  "  retryInterval: 1m\n  timeout: 5m\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/crds.yaml", Line: 4, Col: 1},
				Code:    "not-in-root",
				Message: "Kustomization/flux-system/crds: spec: leaves retryInterval, timeout to Flux's defaults",
				Fix:     "write them down",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a Kustomization waits for what may be unhealthy": {
			file: "clusters/prod-weu/flux/gateway-shared-1.yaml",
			old:  "wait: false",
			new:  "wait: true",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/gateway-shared-1.yaml", Line: 4, Col: 1},
				Code: "not-in-root",
				Message: "Kustomization/flux-system/gateway-shared-1: spec.wait: what it applies may be unhealthy, and " +
					"waiting for that holds up everybody else",
				Fix:  "write wait: false",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a Kustomization waits for deletions": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "deletionPolicy: MirrorPrune",
			new:  "deletionPolicy: WaitForTermination",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "not-in-root",
				Message: "Kustomization/flux-system/tenant-contoso: spec.deletionPolicy: waiting for deletions holds a " +
					"worker that the deleted objects need",
				Fix:  "write deletionPolicy: MirrorPrune",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"the platform is applied by another account": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "serviceAccountName: platform-reconciler",
			new:  "serviceAccountName: default",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "not-in-root",
				Message: `Kustomization/flux-system/tenant-contoso: spec.serviceAccountName: the platform is applied as ` +
					`"default"`,
				Fix:  "write serviceAccountName: platform-reconciler",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"the root binds another account": {
			file: "clusters/prod-weu/flux/platform-reconciler.yaml",
			old:  "    name: platform-reconciler\n",
			new:  "    name: default\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/platform-reconciler.yaml", Line: 12, Col: 1},
				Code:    "not-in-root",
				Message: "ClusterRoleBinding/tenantry-platform-reconciler does not belong in the root that Flux reconciles",
				Fix:     "move it to a folder that a Kustomization of the root builds",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the root names no account": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "  serviceAccountName: platform-reconciler\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code:    "not-in-root",
				Message: "Kustomization/flux-system/tenant-contoso: spec: leaves serviceAccountName to Flux's defaults",
				Fix:     "write them down",
				Seen:    []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
	}
}
