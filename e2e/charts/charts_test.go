package charts_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/charts"
)

func TestALBControllerBringsWhatTheRealOneBrings(t *testing.T) {
	t.Parallel()
	chart, err := charts.ALBController()
	if err != nil {
		t.Fatal(err)
	}
	objects := render(t, chart, `
albController:
  namespace: azure-alb-system
  podIdentity: {clientID: 55555555-5555-4555-8555-555555555555}
  installGatewayApiCRDs: false
  installInferenceExtensionCRDs: false
`)
	want := []string{
		"CustomResourceDefinition applicationloadbalancers.alb.networking.azure.io",
		"CustomResourceDefinition backendloadbalancingpolicies.alb.networking.azure.io",
		"CustomResourceDefinition backendtlspolicies.alb.networking.azure.io",
		"CustomResourceDefinition frontendtlspolicies.alb.networking.azure.io",
		"CustomResourceDefinition healthcheckpolicies.alb.networking.azure.io",
		"CustomResourceDefinition ingressextensions.alb.networking.azure.io",
		"CustomResourceDefinition routepolicies.alb.networking.azure.io",
		"CustomResourceDefinition webapplicationfirewallpolicies.alb.networking.azure.io",
		"Deployment azure-alb-system/alb-controller",
		"GatewayClass azure-alb-external",
		"ServiceAccount azure-alb-system/alb-controller-sa",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(objects))); diff != "" {
		t.Error(diff)
	}
	account := objects["ServiceAccount azure-alb-system/alb-controller-sa"].Metadata
	wantAnnotations := map[string]string{"azure.workload.identity/client-id": "55555555-5555-4555-8555-555555555555"}
	if diff := cmp.Diff(wantAnnotations, account.Annotations); diff != "" {
		t.Error(diff)
	}
}

func TestCertManagerTakesTheRealChartsValues(t *testing.T) {
	t.Parallel()
	chart, err := charts.CertManager(nil)
	if err != nil {
		t.Fatal(err)
	}
	objects := render(t, chart, `
crds: {enabled: false}
serviceAccount:
  annotations: {azure.workload.identity/client-id: 55555555-5555-4555-8555-555555555555}
podLabels: {azure.workload.identity/use: "true"}
`)
	want := []string{
		"Deployment flux-system/cert-manager",
		"Deployment flux-system/cert-manager-cainjector",
		"Deployment flux-system/cert-manager-webhook",
		"ServiceAccount flux-system/cert-manager",
		"ServiceAccount flux-system/cert-manager-cainjector",
		"ServiceAccount flux-system/cert-manager-webhook",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(objects))); diff != "" {
		t.Error(diff)
	}
	labels := objects["Deployment flux-system/cert-manager"].Spec.Template.Metadata.Labels
	if labels["azure.workload.identity/use"] != "true" {
		t.Errorf("pod labels %v lack those of the values", labels)
	}
}

func TestChartsRefuseWhatTheyCannotDo(t *testing.T) {
	t.Parallel()
	alb, err := charts.ALBController()
	if err != nil {
		t.Fatal(err)
	}
	certManager, err := charts.CertManager([]byte(`{"additionalProperties": false, "properties": {"crds": {}}}`))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		chart        charts.Chart
		values, want string
	}{
		"two owners of the Gateway API CRDs":             {alb, "", "installGatewayApiCRDs"},
		"a value that ALB's chart does not know":         {alb, "albController: {replicaCount: 2}", "replicaCount"},
		"a value that cert-manager's chart doesn't know": {certManager, "pods: 2", "pods"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := renderFiles(tt.chart, tt.values)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("rendering says %v, want something about %q", err, tt.want)
			}
		})
	}
}

func TestPackagingTwiceGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first, err := charts.ALBController()
	if err != nil {
		t.Fatal(err)
	}
	second, err := charts.ALBController()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

type metadata struct {
	Name, Namespace     string
	Annotations, Labels map[string]string
}

type object struct {
	Kind     string
	Metadata metadata
	Spec     struct{ Template struct{ Metadata metadata } }
}

func renderFiles(chart charts.Chart, values string) (map[string]string, error) {
	loaded, err := loader.LoadArchive(bytes.NewReader(chart.Archive))
	if err != nil {
		return nil, err
	}
	given, err := chartutil.ReadValues([]byte(values))
	if err != nil {
		return nil, err
	}
	release := chartutil.ReleaseOptions{Name: chart.Name, Namespace: "flux-system"}
	merged, err := chartutil.ToRenderValues(loaded, given, release, nil)
	if err != nil {
		return nil, err
	}
	return engine.Render(loaded, merged)
}

// render returns the chart's objects by kind, namespace and name.
func render(t *testing.T, chart charts.Chart, values string) map[string]object {
	t.Helper()
	files, err := renderFiles(chart, values)
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]object{}
	for name, text := range files {
		if strings.HasSuffix(name, ".tpl") {
			continue
		}
		for document := range strings.SplitSeq(text, "\n---\n") {
			var o object
			if err := yaml.Unmarshal([]byte(document), &o); err != nil {
				t.Fatalf("%s: %v in\n%s", name, err, document)
			}
			if o.Kind != "" {
				key := o.Kind + " " + strings.TrimPrefix(o.Metadata.Namespace+"/"+o.Metadata.Name, "/")
				objects[key] = o
			}
		}
	}
	return objects
}
