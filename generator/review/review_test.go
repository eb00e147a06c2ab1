package review_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// fleetFiles are a small fleet: two clusters, two gateways, two tenants.
func fleetFiles() map[string]string {
	return map[string]string{
		"clusters/fleet.yaml": `apiVersion: tenantry.dev/v1alpha1
kind: Fleet
metadata: {name: acme}
spec:
  azure:
    tenantId: 11111111-1111-4111-8111-111111111111
    subscriptionId: 22222222-2222-4222-8222-222222222222
    location: swedencentral
    registry: acmefleet
    admins: [44444444-4444-4444-8444-444444444444]
    contact: platform@acme.example
  repository: {url: https://dev.azure.com/acme/platform/_git/fleet, branch: main}
  dnsZone: apps.acme.example
  gateways: [shared-1, shared-2]
  dr: {mode: warm}
  registries: [acmefleet.azurecr.io]
  plans:
    standard: {cpu: "4", memory: 8Gi, pods: 40}
    small: {cpu: "2", memory: 4Gi, pods: 20}
`,
		"clusters/prod-weu.yaml": clusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16"),
		"clusters/prod-neu.yaml": clusterFile("prod-neu", "dr", "northeurope", "10.20.0.0/16"),
		"tenants/fabrikam.yaml":  tenantFile("fabrikam", "standard", "www.fabrikam.example", "digest: sha256:"+digest),
		"tenants/tailspin.yaml":  tenantFile("tailspin", "standard", "tailspin.apps.acme.example", "tag: stable"),
	}
}

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func clusterFile(name, role, region, space string) string {
	return fmt.Sprintf(`apiVersion: tenantry.dev/v1alpha1
kind: Cluster
metadata: {name: %s}
spec: {role: %s, region: %s, kubernetesVersion: "1.35", addressSpace: %s}
`, name, role, region, space)
}

func tenantFile(name, plan, hostnames, revision string) string {
	return fmt.Sprintf(`apiVersion: tenantry.dev/v1alpha1
kind: Tenant
metadata: {name: %[1]s}
spec:
  plan: %[2]s
  owners: [33333333-3333-4333-8333-333333333333]
  hostnames: [%[3]s]
  source: {oci: oci://acmefleet.azurecr.io/tenants/%[1]s, %[4]s}
`, name, plan, hostnames, revision)
}

// with returns the small fleet with other files over it; empty text removes one.
func with(files map[string]string) map[string]string {
	out := fleetFiles()
	maps.Copy(out, files)
	return out
}

func generate(t testing.TB, files map[string]string) *generator.Result {
	t.Helper()
	repo := fstest.MapFS{}
	for p, text := range files {
		if text != "" {
			repo[p] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	return r
}

func compare(t testing.TB, before, after *generator.Result) *review.Review {
	t.Helper()
	r, err := review.Compare(t.Context(), before.Tree, after.Tree, after.Plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNewTenant(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, fleetFiles()), generate(t, with(newTenant()))))
}

func newTenant() map[string]string {
	return map[string]string{"tenants/contoso.yaml": tenantFile("contoso", "standard", "shop.contoso.com", "tag: stable")}
}

func TestChangedTenant(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{
		"tenants/tailspin.yaml": tenantFile("tailspin", "small", "tailspin.apps.acme.example, www.tailspin.example", "tag: v2"),
	}))))
}

func TestRemovedTenant(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, with(newTenant())), generate(t, fleetFiles())))
}

func TestMovedTenant(t *testing.T) {
	t.Parallel()
	moved := tenantFile("tailspin", "standard", "tailspin.apps.acme.example", "tag: stable") +
		"  placement: {gateway: shared-2}\n"
	golden(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{"tenants/tailspin.yaml": moved}))))
}

func TestManyNewTenants(t *testing.T) {
	t.Parallel()
	r := compare(t, generate(t, fleetFiles()), generate(t, with(manyTenants(300))))
	goldenText(t, r)

	// As JSON this is 80,000 lines, of which the numbers are looked at.
	var got struct {
		Tenants  []any
		Clusters []struct{ Objects []any }
	}
	if err := json.Unmarshal(asJSON(t, r), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Tenants) != 300 || len(got.Clusters) != 2 || len(got.Clusters[0].Objects) != len(got.Clusters[1].Objects) {
		t.Errorf("got %d tenants on %d clusters, want 300 on 2, with as many objects on each", len(got.Tenants), len(got.Clusters))
	}
}

func manyTenants(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		name := fmt.Sprintf("t%03d", i)
		out["tenants/"+name+".yaml"] = tenantFile(name, "standard", name+".apps.acme.example", "tag: stable")
	}
	return out
}

func TestPlatformChange(t *testing.T) {
	t.Parallel()
	before := generate(t, fleetFiles())
	p := *before.Plan
	p.Controllers.CertManager.Version = "v1.99.0"
	p.PriorityClasses = append(p.PriorityClasses[:0:0], p.PriorityClasses...)
	p.PriorityClasses[0].Value++
	after, err := generator.Render(fstest.MapFS{}, &p, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, compare(t, before, &generator.Result{Plan: &p, Tree: after}))
}

func TestNothingChanges(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, fleetFiles()), generate(t, fleetFiles())))
}

func TestOnlyDRChanges(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, with(newTenant())), generate(t, with(map[string]string{
		"tenants/contoso.yaml":   newTenant()["tenants/contoso.yaml"],
		"clusters/prod-neu.yaml": clusterFile("prod-neu", "dr", "northeurope", "10.30.0.0/16"),
	}))))
}

func TestClusterIsReplaced(t *testing.T) {
	t.Parallel()
	golden(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{
		"clusters/prod-neu.yaml": "",
		"clusters/prod-frc.yaml": clusterFile("prod-frc", "dr", "francecentral", "10.30.0.0/16"),
	}))))
}

func TestFirstRender(t *testing.T) {
	t.Parallel()
	after := generate(t, fleetFiles())
	golden(t, compare(t, &generator.Result{Tree: &tree.Tree{}}, after))
}

// golden compares every form of a review with the files under testdata.
func golden(t *testing.T, r *review.Review) {
	t.Helper()
	goldenText(t, r)
	goldenFile(t, "plan.json", asJSON(t, r))
}

func goldenText(t *testing.T, r *review.Review) {
	t.Helper()
	var text bytes.Buffer
	if err := review.WriteText(&text, r, false); err != nil {
		t.Fatal(err)
	}
	goldenFile(t, "text.txt", text.Bytes())
	goldenFile(t, "full.md", []byte(review.Markdown(r, 0)))
	goldenFile(t, "4000.md", []byte(review.Markdown(r, 4000)))
	goldenFile(t, "1000.md", []byte(review.Markdown(r, 1000)))
}

func asJSON(t *testing.T, r *review.Review) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := review.WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func goldenFile(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", t.Name(), name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got, run with -update to accept):\n%s", file, diff)
	}
}
