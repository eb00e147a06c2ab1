package layout_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/layout"
)

func TestEveryPathHasOneOwner(t *testing.T) {
	t.Parallel()
	type owner struct{ Owned, Shared, Input bool }
	ours, shared, input, foreign := owner{Owned: true}, owner{Shared: true}, owner{Input: true}, owner{}
	for p, want := range map[string]owner{
		"clusters/fleet.yaml":                     input,
		"clusters/prod-weu.yaml":                  input,
		"clusters/prod-weu":                       foreign,
		"clusters/README.md":                      foreign,
		"clusters/prod-weu.yml":                   foreign,
		"clusters/prod-weu/flux/.gitkeep":         ours,
		"clusters/prod-weu/flux/tenant-a.yaml":    ours,
		"clusters/prod-weu/fleet.yaml":            ours,
		"clusters":                                foreign,
		"tenants":                                 foreign,
		"tenants/contoso.yaml":                    input,
		"tenants/.hidden.yaml":                    input,
		"tenants/contoso.yaml.bak":                foreign,
		"tenants/contoso/base/namespace.yaml":     ours,
		"tenants/contoso/notes.txt":               ours,
		"infrastructure":                          foreign,
		"infrastructure/crds/gateway-api.yaml":    ours,
		"infrastructure/notes.txt":                ours,
		"infrastructures/crds/gateway-api.yaml":   foreign,
		"docs/infrastructure/crds/x.yaml":         foreign,
		"docs/tenants/contoso/base/x.yaml":        foreign,
		".schemas":                                foreign,
		".schemas/tenant.v1alpha1.json":           ours,
		".github/workflows/tenantry.yaml":         ours,
		".github/workflows/tenantry.yaml/x":       foreign,
		".github/workflows/ci.yaml":               foreign,
		".github/workflows":                       foreign,
		".azure/tenantry.yaml":                    ours,
		".azure/tenantry.yml":                     foreign,
		".gitattributes":                          shared,
		".sourceignore":                           shared,
		"tenants/.gitattributes":                  foreign,
		"clusters/prod-weu/.gitattributes":        ours,
		".git/config":                             foreign,
		"README.md":                               foreign,
		"generator/layout/layout.go":              foreign,
		"templates/tenant/base/namespace.yaml":    foreign,
		"clusters.yaml":                           foreign,
		"":                                        foreign,
		".":                                       foreign,
		"Tenants/contoso/base/namespace.yaml":     foreign,
		"tenants-old/contoso/base/namespace.yaml": foreign,
	} {
		got := owner{layout.Owned(p), layout.Shared(p), layout.Input(p)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", p, diff)
		}
	}
}

// rendered gives a path for each place that the package names.
func rendered() map[string]string {
	return map[string]string{
		"FluxDir":                layout.FluxDir("prod-weu"),
		"BootstrapDir":           layout.BootstrapDir("prod-weu"),
		"OutputsDir":             layout.OutputsDir("prod-weu", "shard-0"),
		"ControllersOverlay":     layout.ControllersOverlay("prod-weu"),
		"GatewayOverlay":         layout.GatewayOverlay("prod-weu", "shared-1"),
		"CertificatesOverlay":    layout.CertificatesOverlay("prod-weu", "shared-1"),
		"LoadBalancers":          layout.LoadBalancers("prod-weu"),
		"CRDs":                   layout.CRDs(false),
		"CRDs(addOn)":            layout.CRDs(true),
		"Policies":               layout.Policies,
		"ControllersBase":        layout.ControllersBase(false),
		"ControllersBase(addOn)": layout.ControllersBase(true),
		"GatewayBase":            layout.GatewayBase("default", "shared-1"),
		"CertificatesBase":       layout.CertificatesBase("default", "shared-1"),
		"TenantBase":             layout.TenantBase("contoso"),
		"TenantOverlay":          layout.TenantOverlay("contoso", "prod-weu"),
	}
}

func TestEveryRenderedFolderLiesWhereTheDesignSays(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"FluxDir":                "clusters/prod-weu/flux",
		"BootstrapDir":           "clusters/prod-weu/bootstrap",
		"OutputsDir":             "clusters/prod-weu/azure-outputs/shard-0",
		"ControllersOverlay":     "clusters/prod-weu/controllers",
		"GatewayOverlay":         "clusters/prod-weu/gateways/shared-1/gateway",
		"CertificatesOverlay":    "clusters/prod-weu/gateways/shared-1/certificates",
		"LoadBalancers":          "clusters/prod-weu/load-balancers",
		"CRDs":                   "infrastructure/crds",
		"CRDs(addOn)":            "infrastructure/crds-addon",
		"Policies":               "infrastructure/policies",
		"ControllersBase":        "infrastructure/controllers",
		"ControllersBase(addOn)": "infrastructure/controllers-addon",
		"GatewayBase":            "infrastructure/gateways/default/shared-1/gateway",
		"CertificatesBase":       "infrastructure/gateways/default/shared-1/certificates",
		"TenantBase":             "tenants/contoso/base",
		"TenantOverlay":          "tenants/contoso/prod-weu",
	}
	if diff := cmp.Diff(want, rendered()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryFileInARenderedFolderIsOwned(t *testing.T) {
	t.Parallel()
	for name, dir := range rendered() {
		if p := dir + "/kustomization.yaml"; !layout.Owned(p) || !fs.ValidPath(p) {
			t.Errorf("%s: %s is not owned", name, p)
		}
	}
}

// No folder that Flux reconciles may lie inside another: each would apply the
// other's objects.
func TestNoRenderedFolderLiesInsideAnother(t *testing.T) {
	t.Parallel()
	for name, dir := range rendered() {
		for other, outer := range rendered() {
			if strings.HasPrefix(dir, outer+"/") || name != other && dir == outer {
				t.Errorf("%s (%s) lies inside %s (%s)", name, dir, other, outer)
			}
		}
	}
}

func TestAPersonsFilesAreInputsAndNeverOwned(t *testing.T) {
	t.Parallel()
	for _, p := range []string{layout.Fleet, layout.ClusterFile("prod-weu"), layout.TenantFile("contoso")} {
		if !layout.Input(p) || layout.Owned(p) || layout.Shared(p) {
			t.Errorf("%s: input %t, owned %t, shared %t", p, layout.Input(p), layout.Owned(p), layout.Shared(p))
		}
	}
}

func TestAWalkReachesEverythingThatIsOwned(t *testing.T) {
	t.Parallel()
	for _, root := range layout.OwnedRoots() {
		if layout.Owned(root) || !layout.Owned(root+"/folder/file") {
			t.Errorf("%s does not hold owned files", root)
		}
	}
	for _, p := range layout.OwnedFiles() {
		if !layout.Owned(p) {
			t.Errorf("%s is not owned", p)
		}
		for _, root := range layout.OwnedRoots() {
			if strings.HasPrefix(p, root+"/") {
				t.Errorf("%s would be reached twice, below %s too", p, root)
			}
		}
	}
}
