package lab_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/lab"
)

func TestTheNormalFormDropsWhatSaysNothingAboutGit(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		object string
		want   map[string]string
	}{
		"identity, history, times and status": {
			object: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: contoso
  uid: 6a1f
  resourceVersion: "12"
  generation: 3
  creationTimestamp: "2026-01-01T00:00:00Z"
  managedFields: [{manager: kustomize-controller}]
  labels: {tenant: contoso}
  annotations: {reconcile.fluxcd.io/requestedAt: "2026-01-01T00:00:00Z"}
  ownerReferences: [{apiVersion: v1, kind: Namespace, name: contoso, uid: 6a1e}]
data: {status: kept}
status: {phase: Active}
`,
			want: map[string]string{"ConfigMap contoso/settings": `apiVersion: v1
data:
  status: kept
kind: ConfigMap
metadata:
  labels:
    tenant: contoso
  name: settings
  namespace: contoso
  ownerReferences:
  - apiVersion: v1
    kind: Namespace
    name: contoso
`},
		},
		"the address that a Service drew": {
			object: `{apiVersion: v1, kind: Service, metadata: {name: web, namespace: contoso},
  spec: {type: ClusterIP, clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7], ports: [{port: 80}]}}`,
			want: map[string]string{"Service contoso/web": `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: contoso
spec:
  ports:
  - port: 80
  type: ClusterIP
`},
		},
		"a child of a controller": {
			object: `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-1, namespace: contoso,
  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: a, controller: true}]}}`,
			want: map[string]string{},
		},
		"an issued certificate": {
			object: `{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: web, namespace: gateways,
  annotations: {cert-manager.io/certificate-name: web}}}`,
			want: map[string]string{},
		},
		"a certificate that somebody brought": {
			object: `{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: web, namespace: gateways}}`,
			want: map[string]string{"Secret gateways/web": `apiVersion: v1
kind: Secret
metadata:
  name: web
  namespace: gateways
type: kubernetes.io/tls
`},
		},
		"a release's record": {
			object: `{apiVersion: v1, kind: Secret, type: helm.sh/release.v1, metadata: {name: r, namespace: flux-system}}`,
			want:   map[string]string{},
		},
		"a kind of another group with a familiar name": {
			object: `{apiVersion: acme.example/v1, kind: Event, metadata: {name: launch}}`,
			want: map[string]string{"Event.acme.example launch": `apiVersion: acme.example/v1
kind: Event
metadata:
  name: launch
`},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var object unstructured.Unstructured
			if err := yaml.Unmarshal([]byte(tt.object), &object.Object); err != nil {
				t.Fatal(err)
			}
			before := object.DeepCopy()
			got, err := lab.NormalForm([]unstructured.Unstructured{object})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(before, &object); diff != "" {
				t.Errorf("the object itself was changed:\n%s", diff)
			}
		})
	}
}

func TestDifferencesNameWhatTwoClustersDoNotShare(t *testing.T) {
	t.Parallel()
	got := lab.Differences(
		map[string]string{"ConfigMap a": "data:\n  x: 1\n", "ConfigMap b": "b\n", "ConfigMap same": "s\n"},
		map[string]string{"ConfigMap a": "data:\n  x: 2\n", "ConfigMap c": "c\n", "ConfigMap same": "s\n"},
	)
	want := []string{"+ ConfigMap c", "- ConfigMap b", "ConfigMap a\n\t-   x: 1\n\t+   x: 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTouchedNamesWhatChangedOrWentButNotWhatIsNew(t *testing.T) {
	t.Parallel()
	before := lab.Versions{"ConfigMap a": "1", "ConfigMap b": "2", "ConfigMap c": "3"}
	after := lab.Versions{"ConfigMap a": "1", "ConfigMap b": "9", "ConfigMap d": "4"}
	if diff := cmp.Diff([]string{"ConfigMap b was changed", "ConfigMap c is gone"}, before.Touched(after)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ConfigMap d"}, before.Created(after)); diff != "" {
		t.Error(diff)
	}
}
