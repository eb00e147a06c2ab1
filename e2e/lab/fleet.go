package lab

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"text/template"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Names that the fleet's repository and Azure agree on.
const (
	FluxNamespace = "flux-system" // where all Flux objects of the platform live
	FleetSource   = "fleet"       // the source that they read
)

// Root says which repository a cluster reconciles.
type Root struct {
	URL    string // of the repository, over HTTP
	Branch string // main, if empty
	// Interval is how often Flux asks the forge for a new commit; ten seconds, if zero.
	Interval time.Duration
}

//go:embed manifests/root.yaml.tmpl
var rootTemplate string

//go:embed manifests/outputs.yaml.tmpl
var outputsTemplate string

// ApplyRoot does what deploying the gitops stack does through AKS's Flux extension: it makes the source and the
// Kustomization of clusters/<name>/flux, both reconciled as flux-applier.
func (c *Cluster) ApplyRoot(ctx context.Context, root Root) error {
	if root.Branch == "" {
		root.Branch = "main"
	}
	if root.Interval == 0 {
		root.Interval = 10 * time.Second
	}
	return c.applyTemplate(ctx, rootTemplate, map[string]string{
		"url": root.URL, "branch": root.Branch, "interval": root.Interval.String(),
		"path": "./clusters/" + c.Name + "/flux",
	})
}

// ApplyOutputs does what deploying a stack does that knows values of Azure: it makes the Kustomization of
// clusters/<name>/azure-outputs/<folder> and hands it the values as the one substitution azure_outputs, a JSON map.
// Called again it changes the values.
func (c *Cluster) ApplyOutputs(ctx context.Context, folder string, values map[string]string) error {
	if values == nil {
		values = map[string]string{}
	}
	text, err := json.Marshal(values) // sorted by key
	if err != nil {
		return fmt.Errorf("print the outputs of %s: %w", folder, err)
	}
	quoted, err := json.Marshal(string(text))
	if err != nil {
		return fmt.Errorf("print the outputs of %s: %w", folder, err)
	}
	return c.applyTemplate(ctx, outputsTemplate, map[string]string{
		"name": FleetSource + "-azure-outputs-" + folder, "outputs": string(quoted),
		"path": "./clusters/" + c.Name + "/azure-outputs/" + folder,
	})
}

func (c *Cluster) applyTemplate(ctx context.Context, text string, values map[string]string) error {
	parsed, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		return fmt.Errorf("parse template: %w", err)
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, values); err != nil {
		return fmt.Errorf("fill template: %w", err)
	}
	return c.Apply(ctx, out.Bytes())
}

// Reconcile asks a Flux controller to look at an object now instead of at its interval.
func (c *Cluster) Reconcile(ctx context.Context, kind, namespace, name string) error {
	for _, known := range fluxKinds() {
		if known.Kind == kind {
			return c.request(ctx, known, client.ObjectKey{Namespace: namespace, Name: name})
		}
	}
	return fmt.Errorf("request reconcile of %s %s/%s: not a kind of Flux", kind, namespace, name)
}

// ReconcileFleet asks for the newest commit of the fleet's repository; what reads it follows by itself.
func (c *Cluster) ReconcileFleet(ctx context.Context) error {
	return c.Reconcile(ctx, "GitRepository", FluxNamespace, FleetSource)
}

func (c *Cluster) request(ctx context.Context, kind schema.GroupVersionKind, key client.ObjectKey) error {
	object := newObject(kind, key)
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": map[string]string{
		"reconcile.fluxcd.io/requestedAt": time.Now().Format(time.RFC3339Nano),
	}}})
	if err != nil {
		return fmt.Errorf("request reconcile of %s: %w", describe(object), err)
	}
	if err := c.Client.Patch(ctx, object, client.RawPatch(mergePatch, patch)); err != nil {
		return fmt.Errorf("request reconcile of %s: %w", describe(object), err)
	}
	return nil
}
