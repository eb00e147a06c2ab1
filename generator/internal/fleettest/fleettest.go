// Package fleettest makes fleets of any size for tests and benchmarks.
package fleettest

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator/layout"
)

// Gateways is how many gateways the fleets of this package have: two on each of
// the five AGCs that one ALB controller serves.
const Gateways = 10

// FleetFile is a fleet that says no more than it must, but for the gateways that
// are passed, separated by commas.
func FleetFile(gateways ...string) string {
	return fmt.Sprintf(`apiVersion: tenantry.dev/v1alpha1
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
  gateways: [%s]
  registries: [acmefleet.azurecr.io]
  plans:
    standard: {cpu: "4", memory: 8Gi, pods: 40}
    premium: {cpu: "16", memory: 32Gi, pods: 150, isolation: dedicatedPool, priority: 2000}
`, strings.Join(gateways, ", "))
}

// ClusterFile is a cluster of the stamp default.
func ClusterFile(name, role, region, space string) string {
	return fmt.Sprintf(`apiVersion: tenantry.dev/v1alpha1
kind: Cluster
metadata:
  name: %s
spec:
  role: %s
  region: %s
  kubernetesVersion: "1.35"
  addressSpace: %s
`, name, role, region, space)
}

// TenantFile is a tenant with one hostname below the fleet's zone and an OCI
// source; its name and its gateway are put in quotes.
func TenantFile(name, gateway string) string {
	return fmt.Sprintf(`apiVersion: tenantry.dev/v1alpha1
kind: Tenant
metadata:
  name: %q
spec:
  plan: standard
  owners: [33333333-3333-4333-8333-333333333333]
  hostnames: [%s.apps.acme.example]
  source: {oci: oci://acmefleet.azurecr.io/tenants/%s, tag: stable}
  placement: {gateway: %q}
`, name, name, name, gateway)
}

// Repo is a repository with a fleet file, a primary and a DR cluster, and the
// tenants that are named, on the gateway shared-1 of two.
func Repo(tenants ...string) fstest.MapFS {
	out := platform("shared-1", "shared-2")
	for _, t := range tenants {
		out[layout.TenantFile(t)] = &fstest.MapFile{Data: []byte(TenantFile(t, "shared-1"))}
	}
	return out
}

// perStamp is how many tenants a stamp of a large fleet has: 55 on each gateway.
const perStamp = 55 * Gateways

// Large is a repository with n tenants, spread over [Gateways] gateways in as many
// stamps as hold them: up to 550 tenants it is the one stamp that [Repo] has.
func Large(n int) fstest.MapFS {
	gateways := make([]string, Gateways)
	for i := range gateways {
		gateways[i] = fmt.Sprintf("shared-%d", i+1)
	}
	out := platform(gateways...)
	stamps := 1 + (n-1)/perStamp
	for s := 1; s < stamps; s++ {
		for i, role := range []string{"primary", "dr"} {
			name, region := fmt.Sprintf("stamp-%02d-%s", s, role), []string{"westeurope", "northeurope"}[i]
			text := ClusterFile(name, role, region, fmt.Sprintf("10.%d.0.0/16", 100+2*s+i)) + fmt.Sprintf("  stamp: stamp-%02d\n", s)
			out[layout.ClusterFile(name)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	for i := range n {
		name, text := fmt.Sprintf("tenant-%05d", i), ""
		if s := i / perStamp; s == 0 {
			text = TenantFile(name, gateways[i%Gateways])
		} else {
			text = strings.Replace(TenantFile(name, gateways[i%Gateways]),
				"placement: {", fmt.Sprintf("placement: {stamp: stamp-%02d, ", s), 1)
		}
		out[layout.TenantFile(name)] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// Kept reads the fleets in a folder, each a repository by its name: generator/testdata/fleets
// holds those that choose what the reference fleet does not.
func Kept(tb testing.TB, dir string) map[string]fstest.MapFS {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]fstest.MapFS{}
	for _, e := range entries {
		repo := fstest.MapFS{}
		root := os.DirFS(filepath.Join(dir, e.Name()))
		err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, p)
			repo[p] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
		out[e.Name()] = repo
	}
	return out
}

// With returns a copy of a repository in which the files of a map have another
// text, or none where the text is empty.
func With(repo fstest.MapFS, files map[string]string) fstest.MapFS {
	out := maps.Clone(repo)
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if files[p] == "" {
			delete(out, p)
			continue
		}
		out[p] = &fstest.MapFile{Data: []byte(files[p])}
	}
	return out
}

func platform(gateways ...string) fstest.MapFS {
	return fstest.MapFS{
		layout.Fleet:                   {Data: []byte(FleetFile(gateways...))},
		layout.ClusterFile("prod-weu"): {Data: []byte(ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16"))},
		layout.ClusterFile("prod-neu"): {Data: []byte(ClusterFile("prod-neu", "dr", "northeurope", "10.20.0.0/16"))},
	}
}
