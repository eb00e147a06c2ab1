package lab

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const mergePatch = types.MergePatchType

// newObject is an empty object with a kind and a name.
func newObject(kind schema.GroupVersionKind, key client.ObjectKey) *unstructured.Unstructured {
	object := &unstructured.Unstructured{}
	object.SetGroupVersionKind(kind)
	object.SetNamespace(key.Namespace)
	object.SetName(key.Name)
	return object
}

// Objects lists everything that the cluster stores, of every kind that it serves and lets one list, each once, in the
// group's preferred version. They are ordered by kind, namespace and name.
func (c *Cluster) Objects(ctx context.Context) ([]unstructured.Unstructured, error) {
	kinds, err := c.kinds()
	if err != nil {
		return nil, fmt.Errorf("list the kinds of %s: %w", c.Name, err)
	}
	var (
		all   []unstructured.Unstructured
		errs  []error
		lock  sync.Mutex
		group sync.WaitGroup
		slots = make(chan struct{}, 8)
	)
	for _, kind := range kinds {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			list := listOf(kind)
			err := c.Client.List(ctx, list)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				errs = append(errs, fmt.Errorf("list %s of %s: %w", kind.Kind, c.Name, err))
			}
			all = append(all, list.Items...)
		})
	}
	group.Wait()
	slices.SortFunc(all, func(a, b unstructured.Unstructured) int { return cmp.Compare(key(&a), key(&b)) })
	return all, errors.Join(errs...)
}

// kinds are those that can be listed. One Event has two groups; only the older stays.
func (c *Cluster) kinds() ([]schema.GroupVersionKind, error) {
	finder, err := discovery.NewDiscoveryClientForConfig(c.Config)
	if err != nil {
		return nil, err
	}
	lists, err := finder.ServerPreferredResources()
	if err != nil {
		return nil, err
	}
	var kinds []schema.GroupVersionKind
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, resource := range list.APIResources {
			if version.Group == "events.k8s.io" || !slices.Contains(resource.Verbs, "list") {
				continue
			}
			kinds = append(kinds, version.WithKind(resource.Kind))
		}
	}
	return kinds, nil
}

// key is "Kind.group namespace/name": one object's, whatever its version.
func key(object *unstructured.Unstructured) string {
	group := object.GroupVersionKind().GroupKind().String()
	if object.GetNamespace() == "" {
		return group + " " + object.GetName()
	}
	return group + " " + object.GetNamespace() + "/" + object.GetName()
}

// Versions are the resourceVersions of objects, by "Kind.group namespace/name".
type Versions map[string]string

// Versions notes the resourceVersion of every object, so that a later look tells what was touched. It leaves out what
// every commit or every second touches: Flux's own objects, Gateways, Leases, Events and Nodes.
func (c *Cluster) Versions(ctx context.Context) (Versions, error) {
	objects, err := c.Objects(ctx)
	if err != nil {
		return nil, err
	}
	versions := Versions{}
	for i := range objects {
		if !touchedAnyway(objects[i].GroupVersionKind()) {
			versions[key(&objects[i])] = objects[i].GetResourceVersion()
		}
	}
	return versions, nil
}

func touchedAnyway(kind schema.GroupVersionKind) bool {
	if slices.Contains(fluxKinds(), kind) {
		return true
	}
	return slices.Contains([]string{
		"Gateway.gateway.networking.k8s.io", "Lease.coordination.k8s.io", "Event", "Node",
	}, kind.GroupKind().String())
}

// Touched names what differs between two looks: changed, or gone, but not what is new.
func (v Versions) Touched(later Versions) []string {
	var touched []string
	for object, version := range v {
		switch now, there := later[object]; {
		case !there:
			touched = append(touched, object+" is gone")
		case now != version:
			touched = append(touched, object+" was changed")
		}
	}
	slices.Sort(touched)
	return touched
}

// Created names what the later look has and the earlier has not.
func (v Versions) Created(later Versions) []string {
	var created []string
	for object := range later {
		if _, there := v[object]; !there {
			created = append(created, object)
		}
	}
	slices.Sort(created)
	return created
}

// isController says that an owner made the object and keeps it as it should be.
func isController(owner metav1.OwnerReference) bool {
	return owner.Controller != nil && *owner.Controller
}
