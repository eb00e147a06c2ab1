package generator_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/tree"
)

// fluxFields lists every field of Flux's kinds that is rendered, with the minor
// version of Flux 2 that brought it, in the API version that is rendered. Taken
// from the controllers' api modules: kustomize-controller 1.x is Flux 2.x,
// source-controller 1.x is 2.x, helm-controller 1.x is 2.(x+3).
func fluxFields() map[string]map[string]int {
	return map[string]map[string]int{
		"kustomize.toolkit.fluxcd.io/v1 Kustomization": {
			"dependsOn.name": 0, "sourceRef.kind": 0, "sourceRef.name": 0, "path": 0, "serviceAccountName": 0, "targetNamespace": 0,
			"interval": 0, "retryInterval": 0, "timeout": 0, "prune": 0, "wait": 0,
			"healthChecks.apiVersion": 0, "healthChecks.kind": 0, "healthChecks.name": 0,
			"postBuild.substituteFrom.kind": 0, "postBuild.substituteFrom.name": 0,
			"patches.patch": 0, "patches.target.kind": 0,
			"deletionPolicy": 5,
		},
		"source.toolkit.fluxcd.io/v1 GitRepository": {
			"url": 0, "ref.branch": 0, "ref.tag": 0, "ref.commit": 0, "interval": 0, "timeout": 0,
			"provider": 4,
		},
		"source.toolkit.fluxcd.io/v1 OCIRepository": { // in v1 since 2.6
			"url": 6, "ref.tag": 6, "ref.digest": 6, "provider": 6, "insecure": 6, "interval": 6, "timeout": 6,
			"layerSelector.mediaType": 6, "layerSelector.operation": 6, "ref.semver": 6,
			"verify.provider": 6, "verify.secretRef.name": 6,
			"verify.matchOIDCIdentity.issuer": 6, "verify.matchOIDCIdentity.subject": 6,
		},
		"helm.toolkit.fluxcd.io/v2 HelmRelease": { // in v2 since 2.3
			"chartRef.kind": 3, "chartRef.name": 3, "releaseName": 3, "targetNamespace": 3, "storageNamespace": 3, "serviceAccountName": 3,
			"interval": 3, "timeout": 3, "maxHistory": 3, "install.remediation.retries": 3, "upgrade.remediation.retries": 3,
			"upgrade.remediation.remediateLastFailure": 3, "driftDetection.mode": 3, "values": 3,
			"install.disableWait": 3, "install.disableWaitForJobs": 3, "install.crds": 3, "uninstall.disableWait": 3,
			"upgrade.disableWait": 3, "upgrade.disableWaitForJobs": 3, "upgrade.crds": 3,
			"driftDetection.ignore.paths": 3, "driftDetection.ignore.target.kind": 3,
			"postRenderers.kustomize.patches.patch": 3, "postRenderers.kustomize.patches.target.kind": 3,
			"valuesFrom.kind": 3, "valuesFrom.name": 3, "valuesFrom.valuesKey": 3, "valuesFrom.targetPath": 3,
		},
	}
}

// watchLabel makes Flux reconcile the readers of a ConfigMap when it changes. It
// does nothing before 2.7.
const watchLabel, watchSince = "reconcile.fluxcd.io/watch", 7

// TestNothingIsNewerThanTheFluxOnTheClusters reads every rendered object back and
// looks each of its fields up.
func TestNothingIsNewerThanTheFluxOnTheClusters(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for name, repo := range variants(t) {
		r := generate(t, repo)
		if r.Plan.Flux.Profile == fleet.AKSExtension && name == "aksExtension" && r.Plan.Flux.Minor != 6 {
			t.Errorf("the extension is taken for Flux 2.%d", r.Plan.Flux.Minor)
		}
		for _, p := range r.Tree.Paths() {
			f, _ := r.Tree.Get(p)
			if len(f.Objects) == 0 || f.Verbatim {
				continue
			}
			for _, doc := range decode(t, p, f) {
				if strings.Contains(doc.APIVersion, "fluxcd.io/") {
					checkFields(t, r.Plan, p, doc, seen)
				}
				if _, watched := doc.Metadata.Labels[watchLabel]; watched && r.Plan.Flux.Minor < watchSince {
					t.Errorf("%s: %s has the label %s, which Flux 2.%d does not know", name, p, watchLabel, r.Plan.Flux.Minor)
				}
			}
		}
	}
	for kind, fields := range fluxFields() {
		for field := range fields {
			switch field {
			case "ref.tag", "ref.commit", "ref.digest", "insecure": // what some tenants' sources have
			default:
				if !seen[kind+" "+field] {
					t.Errorf("%s: %s is in the table and is never rendered", kind, field)
				}
			}
		}
	}
}

// document is the part of a Kubernetes object that these tests look at.
type document struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct{ Labels map[string]string }
	Spec       map[string]any
}

func decode(t *testing.T, p string, f tree.File) []document {
	t.Helper()
	var out []document
	dec := yaml.NewDecoder(bytes.NewReader(f.Data))
	for {
		var doc document
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out = append(out, doc)
	}
}

func checkFields(t *testing.T, p *plan.Plan, file string, doc document, seen map[string]bool) {
	t.Helper()
	kind := doc.APIVersion + " " + doc.Kind
	known, ok := fluxFields()[kind]
	if !ok {
		t.Errorf("%s: no table of the fields of %s", file, kind)
		return
	}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		if since, ok := known[at]; ok {
			seen[kind+" "+at] = true
			if since > p.Flux.Minor {
				t.Errorf("%s: %s of %s came with Flux 2.%d, and the clusters have 2.%d", file, at, kind, since, p.Flux.Minor)
			}
			return
		}
		switch v := v.(type) {
		case map[string]any:
			for key, item := range v {
				walk(strings.TrimPrefix(at+"."+key, "."), item)
			}
		case []any:
			for _, item := range v {
				walk(at, item)
			}
		default:
			t.Errorf("%s: %s of %s is not in the table: find out which Flux brought it", file, at, kind)
		}
	}
	walk("", doc.Spec)
}
