package review_test

import (
	"bytes"
	"fmt"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/internal/golden"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

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
		"clusters/prod-weu.yaml": fleettest.ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16"),
		"clusters/prod-neu.yaml": fleettest.ClusterFile("prod-neu", "dr", "northeurope", "10.20.0.0/16"),
		"tenants/fabrikam.yaml":  tenantFile("fabrikam", "standard", "www.fabrikam.example", "digest: sha256:"+digest),
		"tenants/tailspin.yaml":  tenantFile("tailspin", "standard", "tailspin.apps.acme.example", "tag: stable"),
	}
}

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

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

func generate(tb testing.TB, files map[string]string) *generator.Result {
	tb.Helper()
	repo := fstest.MapFS{}
	for p, text := range files {
		if text != "" {
			repo[p] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		tb.Fatal(err, found)
	}
	return r
}

func compare(tb testing.TB, before, after *generator.Result) *review.Review {
	tb.Helper()
	r, err := review.Compare(tb.Context(), before.Tree, after.Tree, after.Plan, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestNewTenant(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, with(newTenant()))))
}

func newTenant() map[string]string {
	return map[string]string{"tenants/contoso.yaml": tenantFile("contoso", "standard", "shop.contoso.com", "tag: stable")}
}

func TestChangedTenant(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{
		"tenants/tailspin.yaml": tenantFile("tailspin", "small", "tailspin.apps.acme.example, www.tailspin.example", "tag: v2"),
	}))))
}

func TestRemovedTenant(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, with(newTenant())), generate(t, fleetFiles())))
}

func TestMovedTenant(t *testing.T) {
	t.Parallel()
	moved := tenantFile("tailspin", "standard", "tailspin.apps.acme.example", "tag: stable") +
		"  placement: {gateway: shared-2}\n"
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{"tenants/tailspin.yaml": moved}))))
}

func manyTenants(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		name := fmt.Sprintf("t%03d", i)
		out["tenants/"+name+".yaml"] = tenantFile(name, "standard", name+".apps.acme.example", "tag: stable")
	}
	return out
}

// TestManyNewTenants are 300 that are alike but for their names.
func TestManyNewTenants(t *testing.T) {
	t.Parallel()
	holdMany(t, func(tenant string, _ int) string { return tenant + ".apps.acme.example" })
}

// TestManyDifferentTenants are 300 that each have a domain of their own.
func TestManyDifferentTenants(t *testing.T) {
	t.Parallel()
	holdMany(t, func(_ string, i int) string { return fmt.Sprintf("www.customer-%d.example", 7*i) })
}

func holdMany(t *testing.T, hostname func(tenant string, i int) string) {
	t.Helper()
	before, _ := manyByHand(t, 0, hostname)
	after, p := manyByHand(t, 300, hostname)
	hold(t, compare(t, &generator.Result{Tree: before}, &generator.Result{Tree: after, Plan: p}))
}

func TestPlatformChange(t *testing.T) {
	t.Parallel()
	before := generate(t, fleetFiles())
	p := *before.Plan
	p.Controllers.CertManager.Version = "v1.99.0"
	p.PriorityClasses = append(p.PriorityClasses[:0:0], p.PriorityClasses...)
	p.PriorityClasses[0].Value++
	after, _, err := generator.Render(fstest.MapFS{}, &p, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hold(t, compare(t, before, &generator.Result{Plan: &p, Tree: after}))
}

func TestNothingChanges(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, fleetFiles())))
}

func TestOnlyDRChanges(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, with(newTenant())), generate(t, with(map[string]string{
		"tenants/contoso.yaml":   newTenant()["tenants/contoso.yaml"],
		"clusters/prod-neu.yaml": fleettest.ClusterFile("prod-neu", "dr", "northeurope", "10.30.0.0/16"),
	}))))
}

func TestClusterIsReplaced(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, with(otherDR()))))
}

func otherDR() map[string]string {
	return map[string]string{
		"clusters/prod-neu.yaml": "",
		"clusters/prod-frc.yaml": fleettest.ClusterFile("prod-frc", "dr", "francecentral", "10.30.0.0/16"),
	}
}

// TestTwoStamps names gateways with their stamp, which one stamp alone does not need.
func TestTwoStamps(t *testing.T) {
	t.Parallel()
	stamp := func(file string) string { return file + "  stamp: nordic\n" }
	before := with(map[string]string{
		"clusters/nordic-swe.yaml": stamp(fleettest.ClusterFile("nordic-swe", "primary", "northeurope", "10.30.0.0/16")),
		"clusters/nordic-noe.yaml": stamp(fleettest.ClusterFile("nordic-noe", "dr", "norwayeast", "10.40.0.0/16")),
		"tenants/tailspin.yaml":    fleetFiles()["tenants/tailspin.yaml"] + "  placement: {stamp: default}\n",
		"tenants/fabrikam.yaml":    fleetFiles()["tenants/fabrikam.yaml"] + "  placement: {stamp: default}\n",
	})
	after := maps.Clone(before)
	after["tenants/tailspin.yaml"] = fleetFiles()["tenants/tailspin.yaml"] + "  placement: {stamp: nordic}\n"
	hold(t, compare(t, generate(t, before), generate(t, after)))
}

func TestFirstRender(t *testing.T) {
	t.Parallel()
	after := generate(t, fleetFiles())
	hold(t, compare(t, &generator.Result{Tree: &tree.Tree{}}, after))
}

// hold compares every form of a review with the files under testdata.
func hold(t *testing.T, r *review.Review) {
	t.Helper()
	var text, plan bytes.Buffer
	if err := review.WriteText(&text, r, false); err != nil {
		t.Fatal(err)
	}
	if err := review.WriteJSON(&plan, r); err != nil {
		t.Fatal(err)
	}
	forms := &tree.Tree{}
	for name, form := range map[string]string{
		"text.txt": text.String(), "full.md": review.Markdown(r, review.Room{}), "4000.md": review.Markdown(r, room(4000)),
		"1000.md": review.Markdown(r, room(1000)), "plan.json": plan.String(),
	} {
		if err := forms.Add(name, tree.File{Data: []byte(form)}); err != nil {
			t.Fatal(err)
		}
	}
	golden.Tree(t, forms)
}

// TestAzureAlone changes what no Kubernetes object tells of: sizes, names and a
// jumpbox.
func TestAzureAlone(t *testing.T) {
	t.Parallel()
	primary := func(more string) map[string]string {
		return map[string]string{"clusters/prod-weu.yaml": fleettest.ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16") + more}
	}
	before := with(primary("  pools: {user: {vmSize: Standard_D4ds_v5, max: 5}}\n  jumpbox: enabled\n"))
	after := with(primary("  pools: {user: {vmSize: Standard_D8ds_v5, max: 8}}\n  jumpbox: disabled\n  names: {keyVault: kv-acme-other}\n"))
	hold(t, compare(t, generate(t, before), generate(t, after)))
}

// TestAzureMovesToAnotherRegion changes so much that a pull request folds it away.
func TestAzureMovesToAnotherRegion(t *testing.T) {
	t.Parallel()
	hold(t, compare(t, generate(t, fleetFiles()), generate(t, with(map[string]string{
		"clusters/prod-neu.yaml": fleettest.ClusterFile("prod-neu", "dr", "francecentral", "10.20.0.0/16"),
	}))))
}
