package upstream_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/templates/upstream"
)

func TestOpenRefusesAModuleWithAnotherChecksum(t *testing.T) {
	t.Parallel()
	m := upstream.HelmController()
	m.Sum = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	_, err := m.Open(t.Context())
	if err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("Open gave %v, want an error about the checksum", err)
	}
}

// TestControllersAreTheOnesThatFluxReleased reads the versions that Flux's own
// manifests install: three controllers of another release must not be mixed in.
func TestControllersAreTheOnesThatFluxReleased(t *testing.T) {
	t.Parallel()
	flux, err := upstream.Flux().Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	crds, err := fs.ReadFile(flux, "manifests/crds/kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []upstream.Module{
		upstream.SourceController(), upstream.KustomizeController(), upstream.HelmController(),
	} {
		if want := m.Path + "/releases/download/" + m.Version + "/"; !strings.Contains(string(crds), want) {
			t.Errorf("manifests/crds of %s does not install %s", upstream.Flux(), m)
		}
	}
}
