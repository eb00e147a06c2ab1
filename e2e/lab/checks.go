package lab

import (
	"context"
	"fmt"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// fluxKinds are the kinds that a fleet holds, those that make others first: when one look finds a parent Ready, its
// children existed before their own kind is listed, so none can be missed.
func fluxKinds() []schema.GroupVersionKind {
	return []schema.GroupVersionKind{
		{Group: "kustomize.toolkit.fluxcd.io", Version: "v1", Kind: "Kustomization"},
		{Group: "helm.toolkit.fluxcd.io", Version: "v2", Kind: "HelmRelease"},
		{Group: "source.toolkit.fluxcd.io", Version: "v1", Kind: "GitRepository"},
		{Group: "source.toolkit.fluxcd.io", Version: "v1", Kind: "OCIRepository"},
		{Group: "source.toolkit.fluxcd.io", Version: "v1", Kind: "HelmRepository"},
		{Group: "source.toolkit.fluxcd.io", Version: "v1", Kind: "HelmChart"},
		{Group: "source.toolkit.fluxcd.io", Version: "v1", Kind: "Bucket"},
	}
}

// Ready asks for all that makes a cluster Ready: Flux at the commit, Deployments available, routes accepted.
func Ready(commit string) Check {
	return All(FluxReady(commit), DeploymentsAvailable, RoutesAccepted)
}

// FluxReady asks that every Flux object is Ready for what its spec says now, and that the source called fleet, and
// each Kustomization that reads it, is at the commit. An empty commit asks for Ready alone.
func FluxReady(commit string) Check {
	return func(ctx context.Context, c *Cluster) ([]Pending, error) {
		var pending []Pending
		for _, kind := range fluxKinds() {
			list := listOf(kind)
			if err := c.Client.List(ctx, list); err != nil {
				return nil, fmt.Errorf("list %s: %w", kind.Kind, err)
			}
			for i := range list.Items {
				if why := fluxPending(&list.Items[i], commit); why != "" {
					pending = append(pending, Pending{Object: describe(&list.Items[i]), Why: why})
				}
			}
		}
		return pending, nil
	}
}

// fluxPending says why an object is not ready at the commit; empty when it is.
func fluxPending(object *unstructured.Unstructured, commit string) string {
	if suspended, _, _ := unstructured.NestedBool(object.Object, "spec", "suspend"); suspended {
		return "suspended"
	}
	kind, _, _ := unstructured.NestedString(object.Object, "spec", "type")
	if object.GetKind() == "HelmRepository" && kind == "oci" {
		return "" // source-controller reconciles nothing here and sets no status
	}
	status, message := condition(object, "Ready")
	if status != "True" {
		return fmt.Sprintf("Ready=%s: %s", orNone(status), orNone(message))
	}
	observed, _, _ := unstructured.NestedInt64(object.Object, "status", "observedGeneration")
	if observed != object.GetGeneration() {
		return fmt.Sprintf("Ready for generation %d, is at %d", observed, object.GetGeneration())
	}
	if at := revision(object); commit != "" && readsFleet(object) && !strings.HasSuffix(at, ":"+commit) {
		return fmt.Sprintf("Ready at %s, not yet at %s", orNone(at), commit)
	}
	return ""
}

// readsFleet says that an object follows the fleet's own repository: the source itself, or what applies from it.
func readsFleet(object *unstructured.Unstructured) bool {
	if object.GetNamespace() != FluxNamespace {
		return false
	}
	if object.GetKind() == "GitRepository" {
		return object.GetName() == FleetSource
	}
	kind, _, _ := unstructured.NestedString(object.Object, "spec", "sourceRef", "kind")
	name, _, _ := unstructured.NestedString(object.Object, "spec", "sourceRef", "name")
	return kind == "GitRepository" && name == FleetSource
}

// revision is what a source has fetched or a Kustomization has applied, as in main@sha1:<commit>.
func revision(object *unstructured.Unstructured) string {
	if object.GetKind() == "Kustomization" {
		at, _, _ := unstructured.NestedString(object.Object, "status", "lastAppliedRevision")
		return at
	}
	at, _, _ := unstructured.NestedString(object.Object, "status", "artifact", "revision")
	return at
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// DeploymentsAvailable asks that every Deployment has as many available and up-to-date replicas as its spec says now.
func DeploymentsAvailable(ctx context.Context, c *Cluster) ([]Pending, error) {
	var list appsv1.DeploymentList
	if err := c.Client.List(ctx, &list); err != nil {
		return nil, fmt.Errorf("list Deployments: %w", err)
	}
	var pending []Pending
	for _, d := range list.Items {
		want := int32(1)
		if d.Spec.Replicas != nil {
			want = *d.Spec.Replicas
		}
		seen := d.Status.ObservedGeneration == d.Generation
		if seen && d.Status.AvailableReplicas >= want && d.Status.UpdatedReplicas >= want {
			continue
		}
		pending = append(pending, Pending{
			Object: "Deployment " + d.Namespace + "/" + d.Name,
			Why: fmt.Sprintf("%d of %d available, %d up to date", d.Status.AvailableReplicas, want,
				d.Status.UpdatedReplicas),
		})
	}
	return pending, nil
}

// RoutesAccepted asks that every HTTPRoute is accepted by each of its parents, with all references resolved, at its
// own generation. A cluster without Gateway API has no routes.
func RoutesAccepted(ctx context.Context, c *Cluster) ([]Pending, error) {
	return gatewayAPI(ctx, c, "HTTPRoute", routePending)
}

// GatewaysProgrammed asks that every Gateway is programmed at its own generation.
func GatewaysProgrammed(ctx context.Context, c *Cluster) ([]Pending, error) {
	return gatewayAPI(ctx, c, "Gateway", func(gateway *unstructured.Unstructured) string {
		conditions, _, _ := unstructured.NestedSlice(gateway.Object, "status", "conditions")
		return lacks(conditions, gateway.GetGeneration(), "Accepted", "Programmed")
	})
}

// gatewayAPI asks each object of a kind of Gateway API why it is not ready; empty means that it is.
func gatewayAPI(
	ctx context.Context, c *Cluster, kind string, why func(*unstructured.Unstructured) string,
) ([]Pending, error) {
	list := listOf(schema.GroupVersionKind{Group: "gateway.networking.k8s.io", Version: "v1", Kind: kind})
	err := c.Client.List(ctx, list)
	if meta.IsNoMatchError(err) || apierrors.IsNotFound(err) { // the CRD is not there, or not served yet
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	var pending []Pending
	for i := range list.Items {
		if reason := why(&list.Items[i]); reason != "" {
			pending = append(pending, Pending{Object: describe(&list.Items[i]), Why: reason})
		}
	}
	return pending, nil
}

func routePending(route *unstructured.Unstructured) string {
	wanted, _, _ := unstructured.NestedSlice(route.Object, "spec", "parentRefs")
	parents, _, _ := unstructured.NestedSlice(route.Object, "status", "parents")
	if len(parents) < len(wanted) {
		return fmt.Sprintf("%d of %d parents have answered", len(parents), len(wanted))
	}
	for _, parent := range parents {
		conditions, _, _ := unstructured.NestedSlice(parent.(map[string]any), "conditions")
		if why := lacks(conditions, route.GetGeneration(), "Accepted", "ResolvedRefs"); why != "" {
			return why
		}
	}
	return ""
}

// lacks names the first of the conditions that is not True at the generation; empty when all are.
func lacks(conditions []any, generation int64, kinds ...string) string {
	for _, kind := range kinds {
		why := kind + " is not set"
		for _, entry := range conditions {
			one, ok := entry.(map[string]any)
			if !ok || one["type"] != kind {
				continue
			}
			why = ""
			if one["status"] != "True" {
				why = fmt.Sprintf("%s=%v: %v", kind, one["status"], one["message"])
			} else if observed, _ := one["observedGeneration"].(int64); observed != generation {
				why = fmt.Sprintf("%s for generation %d, is at %d", kind, observed, generation)
			}
		}
		if why != "" {
			return why
		}
	}
	return ""
}
