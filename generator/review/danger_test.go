package review_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: contoso}\n"

func listener(host, tenant string) string {
	return `
    - name: ` + host + `
      hostname: ` + host + `
      allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: ` + tenant + `}}}}`
}

func gateway(listeners ...string) string {
	return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: shared-1, namespace: gateways}
spec:
  listeners:
    - name: http` + strings.Join(listeners, "") + "\n"
}

// annotated is a gateway with an annotation beside another.
func annotated(annotation string) string {
	return strings.Replace(gateway(), "namespace: gateways}", "namespace: gateways, annotations: {a: b, "+annotation+"}}", 1)
}

func route(gateway, host string) string {
	return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: contoso}
spec: {hostnames: [` + host + `], parentRefs: [{name: ` + gateway + `}]}
`
}

func ingress(host string) string {
	return kind("networking.k8s.io/v1", "Ingress", "spec: {rules: [{host: "+host+"}]}")
}

func role(rules string) string {
	return "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: owner}\nrules: " + rules + "\n"
}

func binding(role, subjects string) string {
	return "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: b}\n" +
		"roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: " + role + "}\nsubjects: " + subjects + "\n"
}

func quota(hard string) string {
	return "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: plan, namespace: contoso}\nspec: {hard: " + hard + "}\n"
}

func kind(apiVersion, kind, rest string) string {
	return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x, namespace: contoso}\n" + rest + "\n"
}

// TestDangers holds, for each danger, what raises it and what looks like it and does not.
func TestDangers(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		before, after []unit
		want          []dangerJSON
	}{
		"a Namespace disappears": {
			before: []unit{tenantUnit("contoso", namespace), policies(role("[]"))},
			after:  []unit{policies(role("[]"))},
			want: []dangerJSON{{
				"namespace-disappears", "Namespace contoso disappears, with everything in it", "contoso", "Namespace/contoso",
			}},
		},
		"a tenant is drained": {
			before: []unit{tenantUnit("contoso", namespace+"---\n"+kind("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {}"))},
			after:  []unit{tenantUnit("contoso", namespace)},
			want: []dangerJSON{{
				"workload-disappears", "The workload of tenant contoso is deleted, with everything that its source brought",
				"contoso", "Kustomization/contoso/x",
			}},
		},
		"a CRD disappears": {
			before: []unit{policies(role("[]") + "---\n" + crd)},
			after:  []unit{policies(role("[]"))},
			want: []dangerJSON{{
				"crd-disappears", "CustomResourceDefinition things.example.com disappears, with every object of its kind",
				"", "CustomResourceDefinition/things.example.com",
			}},
		},
		"a CRD leaves Git and stays on the cluster": {
			before: []unit{{"crds", "infrastructure/crds", "prune: false", role("[]") + "---\n" + crd}},
			after:  []unit{{"crds", "infrastructure/crds", "prune: false", role("[]")}},
			want:   []dangerJSON{},
		},
		"a PersistentVolumeClaim disappears": {
			before: []unit{tenantUnit("contoso", namespace+"---\n"+kind("v1", "PersistentVolumeClaim", ""))},
			after:  []unit{tenantUnit("contoso", namespace)},
			want: []dangerJSON{{
				"volume-claim-disappears",
				"PersistentVolumeClaim contoso/x disappears, and its data unless its class retains volumes",
				"contoso", "PersistentVolumeClaim/contoso/x",
			}},
		},
		"a gateway takes an AGC of Kubernetes": {
			before: []unit{gatewayUnit("shared-1", annotated("alb.networking.azure.io/alb-name: agc-1"))},
			after:  []unit{gatewayUnit("shared-1", annotated("alb.networking.azure.io/alb-name: agc-2"))},
			want: []dangerJSON{{
				"frontend-changes", "gateway shared-1 gets another frontend: its FQDN changes for all its tenants",
				"", "Gateway/gateways/shared-1",
			}},
		},
		"an AGC of Kubernetes disappears": {
			before: []unit{policies(role("[]") + "---\n" + kind("alb.networking.azure.io/v1", "ApplicationLoadBalancer", ""))},
			after:  []unit{policies(role("[]"))},
			want: []dangerJSON{{
				"frontend-changes", "AGC x goes, with its frontends: their FQDNs never come back",
				"", "ApplicationLoadBalancer/contoso/x",
			}},
		},
		"a hostname moves to another tenant": {
			before: []unit{gatewayUnit("shared-1", gateway(listener("a.example", "contoso")))},
			after:  []unit{gatewayUnit("shared-1", gateway(listener("a.example", "fabrikam")))},
			want:   []dangerJSON{{"hostname-moves", "a.example moves from tenant contoso to fabrikam", "contoso", ""}},
		},
		"an Ingress's hostname disappears": {
			before: []unit{tenantUnit("contoso", ingress("a.example"))},
			after:  []unit{tenantUnit("contoso", ingress("b.example"))},
			want:   []dangerJSON{{"hostname-disappears", "a.example of tenant contoso is no longer served", "contoso", ""}},
		},
		"a listener disappears": {
			before: []unit{gatewayUnit("shared-1", gateway(listener("a.example", "contoso"), listener("b.example", "contoso")))},
			after:  []unit{gatewayUnit("shared-1", gateway(listener("b.example", "contoso")))},
			want:   []dangerJSON{{"hostname-disappears", "a.example of tenant contoso is no longer served", "contoso", ""}},
		},
		"a route gives a hostname up, behind a gateway without hostnames": {
			before: []unit{tenantUnit("contoso", route("shared-1", "a.example, b.example"))},
			after:  []unit{tenantUnit("contoso", route("shared-1", "b.example"))},
			want:   []dangerJSON{{"hostname-disappears", "a.example of tenant contoso is no longer served", "contoso", ""}},
		},
		"a tenant moves to another gateway": {
			before: []unit{tenantUnit("contoso", route("shared-1", "a.example"))},
			after:  []unit{tenantUnit("contoso", route("shared-2", "a.example"))},
			want: []dangerJSON{{
				"frontend-changes", "tenant contoso moves from gateway shared-1 to shared-2: the FQDN of its frontend changes",
				"contoso", "",
			}},
		},
		"a gateway takes another frontend": {
			before: []unit{gatewayUnit("shared-1", gateway()+"  addresses: [{value: one}]\n")},
			after:  []unit{gatewayUnit("shared-1", gateway()+"  addresses: [{value: two}]\n")},
			want: []dangerJSON{{
				"frontend-changes", "gateway shared-1 gets another frontend: its FQDN changes for all its tenants",
				"", "Gateway/gateways/shared-1",
			}},
		},
		"a quota shrinks in one thing and grows in another": {
			before: []unit{tenantUnit("contoso", quota(`{pods: "40", memory: 8Gi}`))},
			after:  []unit{tenantUnit("contoso", quota(`{pods: "50", memory: 8000Mi, services: "0"}`))},
			want: []dangerJSON{{
				"quota-shrinks", "the quota of contoso shrinks: memory 8Gi → 8000Mi, services no limit → 0",
				"contoso", "ResourceQuota/contoso/plan",
			}},
		},
		"the same quota in other words": {
			before: []unit{tenantUnit("contoso", quota(`{memory: 8Gi}`))},
			after:  []unit{tenantUnit("contoso", quota(`{memory: 8192Mi}`))},
			want:   []dangerJSON{},
		},
		"a role allows more": {
			before: []unit{policies(role(`[{apiGroups: [""], resources: [pods], verbs: [get]}]`))},
			after: []unit{policies(role(`[{apiGroups: ["", apps], resources: [pods], verbs: [get]},
  {apiGroups: [""], resources: [secrets], resourceNames: [tls], verbs: [get]}]`))},
			want: []dangerJSON{{
				"rights-grow", "ClusterRole/owner allows more: get pods.apps and get secrets/tls", "", "ClusterRole/owner",
			}},
		},
		"a role says the same in other rules, or less": {
			before: []unit{policies(role(`[{apiGroups: ["*"], resources: ["*"], verbs: [get, list]}]`))},
			after: []unit{policies(role(`[{apiGroups: [""], resources: [pods], verbs: [get]},
  {apiGroups: [apps], resources: [deployments], verbs: [list]}]`))},
			want: []dangerJSON{},
		},
		"a binding names somebody more": {
			before: []unit{policies(binding("owner", "[{kind: Group, name: a}]"))},
			after:  []unit{policies(binding("owner", "[{kind: Group, name: a}, {kind: ServiceAccount, name: r, namespace: n}]"))},
			want: []dangerJSON{{
				"rights-grow", "ClusterRoleBinding/b gives ClusterRole owner to ServiceAccount n/r", "", "ClusterRoleBinding/b",
			}},
		},
		"a binding takes another role, which no API server allows": {
			before: []unit{policies(binding("owner", "[{kind: Group, name: a}]"))},
			after:  []unit{policies(binding("admin", "[{kind: Group, name: a}]"))},
			want: []dangerJSON{
				{"rights-grow", "ClusterRoleBinding/b gives ClusterRole admin to Group a", "", "ClusterRoleBinding/b"},
				{
					"immutable-field",
					"roleRef.name of ClusterRoleBinding/b cannot change: the API server refuses it, and Kustomization policies with it",
					"", "ClusterRoleBinding/b",
				},
			},
		},
		"a new tenant's bindings are no news": {
			before: []unit{policies(role("[]"))},
			after:  []unit{policies(role("[]")), tenantUnit("contoso", binding("owner", "[{kind: Group, name: a}]"))},
			want:   []dangerJSON{},
		},
		"an immutable field changes": {
			before: []unit{policies(kind("apps/v1", "Deployment", "spec: {replicas: 1, selector: {matchLabels: {a: b}}}"))},
			after:  []unit{policies(kind("apps/v1", "Deployment", "spec: {replicas: 2, selector: {matchLabels: {a: c}}}"))},
			want: []dangerJSON{{
				"immutable-field",
				"spec.selector.matchLabels.a of Deployment/contoso/x cannot change: " +
					"the API server refuses it, and Kustomization policies with it",
				"", "Deployment/contoso/x",
			}},
		},
		"a ConfigMap that says it is immutable changes": {
			before: []unit{policies(kind("v1", "ConfigMap", "immutable: true\ndata: {a: b}"))},
			after:  []unit{policies(kind("v1", "ConfigMap", "immutable: true\ndata: {a: c}"))},
			want: []dangerJSON{{
				"immutable-field",
				"data.a of ConfigMap/contoso/x cannot change: the API server refuses it, and Kustomization policies with it",
				"", "ConfigMap/contoso/x",
			}},
		},
		"a Kustomization has another name": {
			before: []unit{{"old", "infrastructure/policies", "prune: true", kind("v1", "ConfigMap", "") + "---\n" + namespace}},
			after:  []unit{{"new", "infrastructure/policies", "prune: true", kind("v1", "ConfigMap", "") + "---\n" + namespace}},
			want: []dangerJSON{{
				"kustomization-moves", "Kustomization old gives way to new: Flux deletes 2 objects and creates them again", "", "",
			}},
		},
		"an object goes to another Kustomization": {
			before: []unit{policies(role("[]") + "---\n" + namespace), {"a", "infrastructure/a", "prune: true", kind("v1", "Secret", "")}},
			after:  []unit{policies(role("[]")), {"a", "infrastructure/a", "prune: true", kind("v1", "Secret", "") + "---\n" + namespace}},
			want: []dangerJSON{{
				"kustomization-moves", "Namespace/contoso goes from Kustomization policies to a: Flux may delete and create it", "", "",
			}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := decode(t, compareTrees(t, treeOf(t, tt.before...), treeOf(t, tt.after...))).Dangers
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
`

func TestAClusterThatLeavesIsADanger(t *testing.T) {
	t.Parallel()
	got := decode(t, compareTrees(t, treeOf(t, tenantUnit("contoso", namespace)), &tree.Tree{})).Dangers
	want := []dangerJSON{{Kind: "cluster-disappears", Message: "cluster prod-weu leaves the fleet, with its 2 objects"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhatNothingPrunesDoesNotDisappear(t *testing.T) {
	t.Parallel()
	unit := func(objects string) unit { return unit{"crds", "infrastructure/crds", "prune: false", objects} }
	r := compareTrees(t, treeOf(t, unit(role("[]")+"---\n"+crd)), treeOf(t, unit(role("[]"))))
	var text bytes.Buffer
	if err := review.WriteText(&text, r, false); err != nil {
		t.Fatal(err)
	}
	want := `The platform changes (crds) on prod-weu (primary). No tenant is touched, nothing disappears.

~ platform crds
  - CustomResourceDefinition/things.example.com leaves Git alone: nothing prunes it from the cluster

Objects on prod-weu (primary): 1 disappears.
Rendered files: 1 changes.
`
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhatDoesNotBuildIsNamedAndNotCompared(t *testing.T) {
	t.Parallel()
	before := treeOf(t, policies(role("[]")), tenantUnit("contoso", namespace))
	after := treeOf(t, policies(role(`[{verbs: [get]}]`)), tenantUnit("contoso", "kind: Namespace\n"))
	p := decode(t, compareTrees(t, before, after))
	if len(p.Problems) != 1 || p.Problems[0].Kustomization != "tenant-contoso" || p.Problems[0].Side != "after" {
		t.Errorf("problems are %+v, want one of tenant-contoso after the change", p.Problems)
	}
	if len(p.Clusters[0].Objects) != 1 || p.Clusters[0].Objects[0].Kind != "ClusterRole" {
		t.Errorf("compared %+v, want the ClusterRole only", p.Clusters[0].Objects)
	}
	want := "Not complete: Kustomization tenant-contoso on prod-weu does not build. "
	if !strings.HasPrefix(p.Summary, want) {
		t.Errorf("the summary is %q, want it to begin with %q", p.Summary, want)
	}
}

func TestARootThatDoesNotBuildHidesItsCluster(t *testing.T) {
	t.Parallel()
	broken := &tree.Tree{}
	if err := broken.Add("clusters/prod-weu/flux/x.yaml", tree.File{Data: []byte("kind: [")}); err != nil {
		t.Fatal(err)
	}
	p := decode(t, compareTrees(t, treeOf(t, tenantUnit("contoso", namespace)), broken))
	if len(p.Problems) != 1 || p.Problems[0].Kustomization != "flux" || len(p.Clusters[0].Objects) != 0 || len(p.Dangers) != 0 {
		t.Errorf("got %+v, want the root as the only problem, no objects and no dangers", p)
	}
}
