package lab_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/lab"
)

// contoso and fabrikam are two objects that are not ready.
func neverReady(context.Context, *lab.Cluster) ([]lab.Pending, error) {
	return []lab.Pending{
		{Object: "Kustomization flux-system/tenant-contoso", Why: "Ready=False: forbidden"},
		{Object: "Kustomization flux-system/tenant-fabrikam", Why: "Ready=none: none"},
	}, nil
}

func TestWaitingInVainNamesEachObjectAndWhatItSays(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err := (&lab.Cluster{Name: "prod-weu"}).Wait(ctx, neverReady)
	want := "prod-weu: 2 objects are not ready after 0s\n" +
		"\tKustomization flux-system/tenant-contoso: Ready=False: forbidden\n" +
		"\tKustomization flux-system/tenant-fabrikam: Ready=none: none"
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Error(diff)
	}
	if _, ok := errors.AsType[*lab.NotReadyError](err); !ok {
		t.Errorf("the error is a %T", err)
	}
}

func TestBrokenNeighboursCanBeLeftOut(t *testing.T) {
	t.Parallel()
	broken := lab.Except(neverReady, func(object string) bool { return strings.HasPrefix(object, "Kustomization ") })
	if err := (&lab.Cluster{}).Wait(t.Context(), broken); err != nil {
		t.Error(err)
	}
}

func TestAServerThatRefusesOnceIsAskedAgain(t *testing.T) {
	t.Parallel()
	looks := 0
	refusing := func(until int) lab.Check {
		return func(context.Context, *lab.Cluster) ([]lab.Pending, error) {
			if looks++; looks <= until {
				return nil, errors.New("try again later")
			}
			return nil, nil
		}
	}
	if err := (&lab.Cluster{}).Wait(t.Context(), refusing(2)); err != nil {
		t.Error(err)
	}
	looks = 0
	if err := (&lab.Cluster{Name: "prod-weu"}).Wait(t.Context(), refusing(1000)); err == nil || looks > 20 {
		t.Errorf("after %d refusals waiting says %v", looks, err)
	}
}

func TestReadyMeansAtTheCommitAndAtTheGeneration(t *testing.T) {
	t.Parallel()
	const ready = `status: {observedGeneration: 2, lastAppliedRevision: main@sha1:new,
  conditions: [{type: Ready, status: "True"}]}`
	kustomization := func(source, status string) string {
		return fmt.Sprintf(`{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization,
  metadata: {namespace: flux-system, name: one, generation: 2}, spec: {sourceRef: %s}, %s}`, source, status)
	}
	const fleet, other = "{kind: GitRepository, name: fleet}", "{kind: OCIRepository, name: contoso}"
	const of = "Kustomization flux-system/one"
	tests := map[string]struct {
		object string
		check  lab.Check
		want   []lab.Pending
	}{
		"at the commit": {kustomization(fleet, ready), lab.FluxReady("new"), nil},
		"at an older commit": {
			kustomization(fleet, ready), lab.FluxReady("newer"),
			[]lab.Pending{{Object: of, Why: "Ready at main@sha1:new, not yet at newer"}},
		},
		"another source has other revisions": {kustomization(other, ready), lab.FluxReady("newer"), nil},
		"any commit":                         {kustomization(fleet, ready), lab.FluxReady(""), nil},
		"for an older generation": {
			kustomization(fleet, strings.Replace(ready, "observedGeneration: 2", "observedGeneration: 1", 1)),
			lab.FluxReady("new"),
			[]lab.Pending{{Object: of, Why: "Ready for generation 1, is at 2"}},
		},
		"no answer yet": {
			kustomization(fleet, "status: {}"), lab.FluxReady("new"), []lab.Pending{{Object: of, Why: "Ready=none: none"}},
		},
		"refused": {
			kustomization(fleet, `status: {conditions: [{type: Ready, status: "False", message: forbidden}]}`),
			lab.FluxReady("new"),
			[]lab.Pending{{Object: of, Why: "Ready=False: forbidden"}},
		},
		"one of two replicas": {
			`{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: contoso, name: web, generation: 1},
  spec: {replicas: 2}, status: {observedGeneration: 1, availableReplicas: 1, updatedReplicas: 2}}`,
			lab.DeploymentsAvailable,
			[]lab.Pending{{Object: "Deployment contoso/web", Why: "1 of 2 available, 2 up to date"}},
		},
		"a route with an older answer": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {namespace: contoso, name: web, generation: 2},
  spec: {parentRefs: [{name: shared-1}]}, status: {parents: [{conditions: [
    {type: Accepted, status: "True", observedGeneration: 1},
    {type: ResolvedRefs, status: "True", observedGeneration: 1}]}]}}`,
			lab.RoutesAccepted,
			[]lab.Pending{{Object: "HTTPRoute contoso/web", Why: "Accepted for generation 1, is at 2"}},
		},
		"a route without an answer": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {namespace: contoso, name: web, generation: 2},
  spec: {parentRefs: [{name: shared-1}]}}`,
			lab.RoutesAccepted,
			[]lab.Pending{{Object: "HTTPRoute contoso/web", Why: "0 of 1 parents have answered"}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &lab.Cluster{Name: "prod-weu", Client: server(t, tt.object)}
			got, err := tt.check(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// server is an API server in memory that knows the kinds that the checks list.
func server(t *testing.T, text string) client.Client {
	t.Helper()
	object := &unstructured.Unstructured{}
	if err := yaml.Unmarshal([]byte(text), &object.Object); err != nil {
		t.Fatal(err)
	}
	scheme := runtime.NewScheme()
	if err := clientgoscheme.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	for version, kinds := range map[string][]string{
		"kustomize.toolkit.fluxcd.io/v1": {"Kustomization"},
		"helm.toolkit.fluxcd.io/v2":      {"HelmRelease"},
		"source.toolkit.fluxcd.io/v1":    {"GitRepository", "OCIRepository", "HelmRepository", "HelmChart", "Bucket"},
		"gateway.networking.k8s.io/v1":   {"Gateway", "HTTPRoute"},
	} {
		for _, kind := range kinds {
			one := &unstructured.Unstructured{}
			one.SetAPIVersion(version)
			one.SetKind(kind)
			scheme.AddKnownTypeWithName(one.GroupVersionKind(), one)
			one.SetKind(kind + "List")
			scheme.AddKnownTypeWithName(one.GroupVersionKind(), &unstructured.UnstructuredList{})
		}
	}
	return fake.NewClientBuilder().WithScheme(scheme).WithObjects(object).Build()
}
