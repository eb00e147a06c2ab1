package gotk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// flags lists what confines tenants, for each controller
// (https://fluxcd.io/flux/installation/configuration/multitenancy/): a tenant's
// object refers to its own namespace only, builds nothing from a remote base, and
// without an account of its own acts as "default", which may do nothing.
func flags(controller string) []string {
	const (
		ownNamespace = "--no-cross-namespace-refs=true"
		noRemote     = "--no-remote-bases=true"
		powerless    = "--default-service-account=default"
	)
	switch controller {
	case "kustomize-controller":
		return []string{ownNamespace, noRemote, powerless}
	case "helm-controller":
		return []string{ownNamespace, powerless}
	case "notification-controller", "image-reflector-controller", "image-automation-controller", "source-watcher":
		return []string{ownNamespace}
	}
	return nil
}

// lockDown adds the flags. It prints anew only the documents that it changes, and
// gives an error when a controller that applies tenants' objects is not there to
// be confined.
func lockDown(manifests string) ([]byte, error) {
	docs := split(manifests)
	locked := make(map[string]int)
	for i, doc := range docs {
		if !strings.Contains(doc, "kind: Deployment") {
			continue
		}
		object, err := yaml.Parse(doc)
		if err != nil {
			return nil, fmt.Errorf("read document %d of the manifests of Flux: %w", i+1, err)
		}
		controller := object.GetName()
		if object.GetKind() != "Deployment" || flags(controller) == nil {
			continue
		}
		if err := addFlags(object, flags(controller)); err != nil {
			return nil, fmt.Errorf("confine %s: %w", controller, err)
		}
		text, err := object.String()
		if err != nil {
			return nil, fmt.Errorf("print Deployment %s: %w", controller, err)
		}
		docs[i] = strings.TrimSuffix(text, "\n")
		locked[controller]++
	}
	for _, controller := range []string{"kustomize-controller", "helm-controller"} {
		if locked[controller] != 1 {
			return nil, fmt.Errorf("confine %s: it has %d Deployments, want 1", controller, locked[controller])
		}
	}
	return []byte(strings.TrimSuffix(strings.Join(docs, "\n---\n"), "\n") + "\n"), nil
}

// addFlags sets flags in the arguments of the container "manager". A flag that is
// there with another value is replaced: of two, the last would win.
func addFlags(deployment *yaml.RNode, flags []string) error {
	args, err := deployment.Pipe(
		yaml.Lookup("spec", "template", "spec", "containers", "[name=manager]"),
		yaml.LookupCreate(yaml.SequenceNode, "args"),
	)
	if err != nil {
		return err
	}
	if args == nil {
		return errors.New("find container manager: there is none")
	}
	list := args.YNode()
	for _, flag := range flags {
		key, _, _ := strings.Cut(flag, "=")
		list.Content = slices.DeleteFunc(list.Content, func(arg *yaml.Node) bool {
			name, _, _ := strings.Cut(arg.Value, "=")
			return name == key
		})
		list.Content = append(list.Content, yaml.NewStringRNode(flag).YNode())
	}
	return nil
}
