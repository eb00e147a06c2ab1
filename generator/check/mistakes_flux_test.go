package check_test

import "github.com/tenantry/tenantry/generator/diag"

// fluxMistakes are mistakes in what Flux and Kubernetes refer to.
func fluxMistakes() map[string]mistake {
	return map[string]mistake{
		"a Kustomization's source does not exist": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "name: fleet",
			new:  "name: fleat",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.sourceRef.name: GitRepository/flux-system/fleat " +
					"does not exist on this cluster",
				Fix:  "name a GitRepository that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a Kustomization's folder does not exist": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "path: ./tenants/contoso/prod-weu",
			new:  "path: ./tenants/contoso/prod-wue",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.path: the folder tenants/contoso/prod-wue does " +
					"not exist",
				Fix:  "name a folder of this repository that holds objects",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a Kustomization's folder begins at the root of the disk": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "path: ./tenants/contoso/prod-weu",
			new:  "path: /tenants/contoso/prod-weu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.path: the folder /tenants/contoso/prod-weu does " +
					"not exist",
				Fix:  "name a folder of this repository that holds objects",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a dependency does not exist": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "- name: policies",
			new:  "- name: policy",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.dependsOn[1]: Kustomization/flux-system/policy " +
					"does not exist on this cluster",
				Fix:  "name a Kustomization that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a ConfigMap of variables does not exist": {
			file: "clusters/prod-weu/flux/tenant-contoso.yaml",
			old:  "name: azure-outputs-0",
			new:  "name: azure-outputs-7",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/tenant-contoso.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/tenant-contoso: spec.postBuild.substituteFrom[0]: " +
					"ConfigMap/flux-system/azure-outputs-7 does not exist on this cluster",
				Fix:  `write "azure-outputs-0"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant's source does not exist": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  "    kind: OCIRepository\n    name: workload",
			new:  "    kind: GitRepository\n    name: workload",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/contoso/workload: spec.sourceRef.name: GitRepository/contoso/workload does not " +
					"exist on this cluster",
				Fix:  "name a GitRepository that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a chart's source does not exist": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "    kind: OCIRepository\n    name: cert-manager",
			new:  "    kind: OCIRepository\n    name: cert-manger",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.chartRef.name: OCIRepository/flux-system/cert-manger " +
					"does not exist on this cluster",
				Fix:  `write "cert-manager"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a release's target namespace does not exist": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "targetNamespace: cert-manager",
			new:  "targetNamespace: certificates",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.targetNamespace: Namespace/certificates does not " +
					"exist on this cluster",
				Fix:  "name a Namespace that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a release's storage namespace does not exist": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "storageNamespace: cert-manager",
			new:  "storageNamespace: certificates",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.storageNamespace: Namespace/certificates does not " +
					"exist on this cluster",
				Fix:  "name a Namespace that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a ConfigMap of Helm values does not exist": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "      name: azure-outputs",
			new:  "      name: azure-output",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.valuesFrom[0]: ConfigMap/flux-system/azure-output " +
					"does not exist on this cluster",
				Fix:  `write "azure-outputs"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a release names no account": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "  serviceAccountName: platform-reconciler\n",
			want: diag.List{{
				Pos:     diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code:    "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.serviceAccountName: no account is named",
				Fix:     "add the account as which Flux applies this",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a release's account does not exist": {
			file: "infrastructure/controllers/cert-manager.yaml",
			old:  "  serviceAccountName: platform-reconciler\n",
			new:  "  serviceAccountName: platform\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/cert-manager: spec.serviceAccountName: " +
					"ServiceAccount/flux-system/platform does not exist on this cluster",
				Fix:  "name a ServiceAccount that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a namespace does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "kind: PodDisruptionBudget\nmetadata:\n  name: probe-shared-1\n  namespace: gateways\n",
			new:  "kind: PodDisruptionBudget\nmetadata:\n  name: probe-shared-1\n  namespace: gateway\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 68, Col: 1},
				Code: "dangling-reference",
				Message: "PodDisruptionBudget/gateway/probe-shared-1: metadata.namespace: Namespace/gateway does not " +
					"exist on this cluster",
				Fix:  `write "gateways"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"an object has no namespace": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "  namespace: gateways\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Deployment/probe-shared-1: metadata.namespace: there is no namespace, so it would land in " +
					"default",
				Fix:  "name the namespace that it belongs to",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a binding's account does not exist": {
			file: "tenants/contoso/base/access.yaml",
			old:  "    name: reconciler\n    namespace: contoso",
			new:  "    name: reconcilers\n    namespace: contoso",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 21, Col: 1},
				Code: "dangling-reference",
				Message: "RoleBinding/contoso/reconciler: subjects[0]: ServiceAccount/contoso/reconcilers does not exist " +
					"on this cluster",
				Fix:  `write "reconciler"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a binding's ClusterRole does not exist": {
			file: "clusters/prod-weu/flux/platform-reconciler.yaml",
			old:  "name: cluster-admin",
			new:  "name: cluster-boss",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-weu/flux/platform-reconciler.yaml", Line: 12, Col: 1},
				Code: "dangling-reference",
				Message: "ClusterRoleBinding/tenantry-platform-reconciler: roleRef.name: ClusterRole/cluster-boss does " +
					"not exist on this cluster",
				Fix:  "name a ClusterRole that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a tenant's priority class does not exist": {
			file: "tenants/contoso/base/delivery.yaml",
			old:  `value: "tenantry-standard"`,
			new:  `value: "tenantry-standart"`,
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 16, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/contoso/workload: spec.patches[0].patch: PriorityClass/tenantry-standart does not " +
					"exist on this cluster",
				Fix:  `write "tenantry-standard"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a pod's priority class does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "      automountServiceAccountToken: false\n",
			new:  "      priorityClassName: important\n      automountServiceAccountToken: false\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Deployment/gateways/probe-shared-1: spec.template.spec.priorityClassName: " +
					"PriorityClass/important does not exist on this cluster",
				Fix:  "name a PriorityClass that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a pod's account does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "      automountServiceAccountToken: false\n",
			new:  "      serviceAccountName: probe\n      automountServiceAccountToken: false\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "Deployment/gateways/probe-shared-1: spec.template.spec.serviceAccountName: " +
					"ServiceAccount/gateways/probe does not exist on this cluster",
				Fix:  "name a ServiceAccount that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"an admission policy does not exist": {
			file: "infrastructure/policies/client-ids.yaml",
			old:  "  policyName: tenantry-client-ids",
			new:  "  policyName: tenantry-client-id",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/policies/client-ids.yaml", Line: 26, Col: 1},
				Code: "dangling-reference",
				Message: "ValidatingAdmissionPolicyBinding/tenantry-client-ids: spec.policyName: " +
					"ValidatingAdmissionPolicy/tenantry-client-id does not exist on this cluster",
				Fix:  `write "tenantry-client-ids"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a Secret of Helm values does not exist": {
			file: "infrastructure/controllers/alb-controller.yaml",
			old:  "kind: ConfigMap\n      name: azure-outputs",
			new:  "kind: Secret\n      name: azure-outputs",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/controllers/alb-controller.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "HelmRelease/flux-system/alb-controller: spec.valuesFrom[0]: Secret/flux-system/azure-outputs " +
					"does not exist on this cluster",
				Fix:  "name a Secret that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
	}
}
