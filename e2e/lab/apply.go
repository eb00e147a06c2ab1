package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// fieldOwner is the manager of the fields that the lab applies.
const fieldOwner = client.FieldOwner("lab")

// Apply makes the objects of a YAML text exist as it says, in its order, as a person with all rights.
func (c *Cluster) Apply(ctx context.Context, text []byte) error {
	objects, err := decode(text)
	if err != nil {
		return fmt.Errorf("apply to %s: %w", c.Name, err)
	}
	for _, object := range objects {
		config := client.ApplyConfigurationFromUnstructured(object)
		if err := c.Client.Apply(ctx, config, fieldOwner, client.ForceOwnership); err != nil {
			return fmt.Errorf("apply %s to %s: %w", describe(object), c.Name, err)
		}
	}
	return nil
}

// ApplyFolder applies every .yaml file of a folder, except kustomization.yaml, in the order of their names.
func (c *Cluster) ApplyFolder(ctx context.Context, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return fmt.Errorf("list %s: %w", dir, err)
	}
	if len(files) == 0 {
		return fmt.Errorf("list %s: no manifests", dir)
	}
	for _, file := range files {
		if filepath.Base(file) == "kustomization.yaml" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("read manifest: %w", err)
		}
		if err := c.Apply(ctx, data); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
	}
	return nil
}

// decode reads the objects of a YAML text; empty documents are none.
func decode(text []byte) ([]*unstructured.Unstructured, error) {
	reader := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	var objects []*unstructured.Unstructured
	for {
		object := &unstructured.Unstructured{}
		switch err := reader.Decode(object); {
		case errors.Is(err, io.EOF):
			return objects, nil
		case err != nil:
			return nil, fmt.Errorf("read manifest: %w", err)
		case len(object.Object) > 0:
			objects = append(objects, object)
		}
	}
}

// describe is "Kind namespace/name", or "Kind name" for what has no namespace.
func describe(object client.Object) string {
	kind := object.GetObjectKind().GroupVersionKind().Kind
	if object.GetNamespace() == "" {
		return kind + " " + object.GetName()
	}
	return kind + " " + object.GetNamespace() + "/" + object.GetName()
}

// waitEstablished returns when the API server serves every CustomResourceDefinition that the cluster has.
func (c *Cluster) waitEstablished(ctx context.Context) error {
	crds := listOf(schema.GroupVersionKind{
		Group: "apiextensions.k8s.io", Version: "v1", Kind: "CustomResourceDefinition",
	})
	for {
		if err := c.Client.List(ctx, crds); err != nil {
			return fmt.Errorf("list CRDs of %s: %w", c.Name, err)
		}
		waiting := slices.ContainsFunc(crds.Items, func(crd unstructured.Unstructured) bool {
			established, _ := condition(&crd, "Established")
			return established != "True"
		})
		if !waiting {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for CRDs of %s: %w", c.Name, ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func listOf(kind schema.GroupVersionKind) *unstructured.UnstructuredList {
	list := &unstructured.UnstructuredList{}
	kind.Kind += "List"
	list.SetGroupVersionKind(kind)
	return list
}

// condition returns the status and the message of one of an object's conditions, empty when it has none of that type.
func condition(object *unstructured.Unstructured, kind string) (status, message string) {
	conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	for _, entry := range conditions {
		one, ok := entry.(map[string]any)
		if !ok || one["type"] != kind {
			continue
		}
		status, _ = one["status"].(string)
		message, _ = one["message"].(string)
		return status, message
	}
	return "", ""
}
