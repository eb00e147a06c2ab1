package check_test

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/tree"
)

// A fleet that holds one of everything and no more, so that each case is fast.
const (
	fleetFile = `apiVersion: tenantry.dev/v1alpha1
kind: Fleet
metadata:
  name: acme
spec:
  azure:
    tenantId: 11111111-1111-4111-8111-111111111111
    subscriptionId: 22222222-2222-4222-8222-222222222222
    location: swedencentral
    registry: acmefleet
    admins: [44444444-4444-4444-8444-444444444444]
    contact: platform@acme.example
  repository: {url: https://dev.azure.com/acme/platform/_git/fleet}
  dnsZone: apps.acme.example
  gateways: [shared-1]
  registries: [acmefleet.azurecr.io]
  shards: 1
  plans:
    standard: {cpu: "4", memory: 8Gi, pods: 40}
    premium: {cpu: "16", memory: 32Gi, pods: 150, isolation: dedicatedPool, priority: 2000}
`
	clusterFile = `apiVersion: tenantry.dev/v1alpha1
kind: Cluster
metadata:
  name: %s
spec:
  role: %s
  region: %s
  kubernetesVersion: "1.35"
  addressSpace: %s
`
	tenantFile = `apiVersion: tenantry.dev/v1alpha1
kind: Tenant
metadata:
  name: %s
spec:
  plan: %s
  owners: [33333333-3333-4333-8333-333333333333]
  hostnames: [%s.apps.acme.example]
  source: {oci: oci://acmefleet.azurecr.io/tenants/%[1]s, tag: stable}
`
)

// inputs is a fleet of one stamp with the given tenants, by name and plan.
func inputs(tenants map[string]string) fstest.MapFS {
	repo := fstest.MapFS{
		"clusters/fleet.yaml": {Data: []byte(fleetFile)},
		"clusters/prod-weu.yaml": {
			Data: fmt.Appendf(nil, clusterFile, "prod-weu", "primary", "westeurope", "10.10.0.0/16"),
		},
		"clusters/prod-neu.yaml": {
			Data: fmt.Appendf(nil, clusterFile, "prod-neu", "dr", "northeurope", "10.20.0.0/16"),
		},
	}
	for name, plan := range tenants {
		repo["tenants/"+name+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, tenantFile, name, plan, name)}
	}
	return repo
}

// plainTenants are two tenants without a firewall policy of their own.
func plainTenants() fstest.MapFS {
	return inputs(map[string]string{"contoso": "standard", "fabrikam": "premium"})
}

// twoTenants is what every case begins with: two tenants with a firewall policy of
// their own, one on its listener and one on its route.
func twoTenants() fstest.MapFS {
	repo := plainTenants()
	for name, waf := range map[string]string{"contoso": "scope: listener", "fabrikam": "mode: detection"} {
		f := repo["tenants/"+name+".yaml"]
		repo["tenants/"+name+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "%s  waf: {%s}\n", f.Data, waf)}
	}
	return repo
}

// edit replaces text in an input file.
func edit(tb testing.TB, repo fstest.MapFS, file, old, replacement string) {
	tb.Helper()
	before := string(repo[file].Data)
	after := strings.Replace(before, old, replacement, 1)
	if after == before {
		tb.Fatalf("%s does not hold %q", file, old)
	}
	repo[file] = &fstest.MapFile{Data: []byte(after)}
}

func render(tb testing.TB, repo fstest.MapFS) *generator.Result {
	tb.Helper()
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		tb.Fatal(found, err)
	}
	return r
}

// mistake is one rendered file, broken, and all that the check says about it.
type mistake struct {
	file     string // a folder is the first .bicep file in it that holds old
	old, new string // an empty old adds the file; everything takes it out
	want     diag.List
}

const everything = "*"

// aCRD stands for the CRDs in fleets that are broken: no rule but the schema's
// looks at them, and two megabytes of them would make each case slow.
const aCRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: {type: object}
`

// apply returns the rendered files with the mistake in them. No mistake at all
// returns them with small CRDs.
func (m mistake) apply(t *testing.T, rendered *tree.Tree) *tree.Tree {
	t.Helper()
	m.file = m.find(rendered)
	out, applied := &tree.Tree{}, m.file == "" || m.old == ""
	add := func(p, text string) {
		if err := out.Add(p, tree.File{Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range rendered.Paths() {
		f, _ := rendered.Get(p)
		text := string(f.Data)
		if name, ok := strings.CutPrefix(p, "infrastructure/crds/"); ok {
			text = strings.ReplaceAll(aCRD, "widget", strings.TrimSuffix(name, ".yaml"))
		}
		if p == m.file {
			applied = true
			if m.old == everything {
				continue
			}
			if !strings.Contains(text, m.old) {
				t.Fatalf("%s does not hold %q", p, m.old)
			}
			text = strings.Replace(text, m.old, m.new, 1)
		}
		add(p, text)
	}
	if !applied {
		t.Fatalf("there is no %s", m.file)
	}
	if m.file != "" && m.old == "" {
		add(m.file, m.new)
	}
	if path.Ext(m.file) == ".bicep" {
		return compiled(t, out)
	}
	return out
}

// find returns the mistake's file: templates move what they hold from one module to
// another, and a mistake goes with it.
func (m mistake) find(rendered *tree.Tree) string {
	if !strings.HasSuffix(m.file, "/") {
		return m.file
	}
	for _, p := range rendered.Paths() {
		f, _ := rendered.Get(p)
		if path.Dir(p)+"/" == m.file && path.Ext(p) == ".bicep" && strings.Contains(string(f.Data), m.old) {
			return p
		}
	}
	return m.file
}
