package generator_test

import (
	"fmt"
	"testing"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
)

// TestOddNamesSurviveKustomize builds, as Flux will, tenants whose names are numbers
// and words to readers of YAML: in what reaches the API server each is still text.
func TestOddNamesSurviveKustomize(t *testing.T) {
	t.Parallel()
	names := []string{"no", "null", "123", "1e3", "0x10", "2026-11-24", "4games"}
	repo := fleettest.Repo(names...)
	for _, n := range names {
		repo = edit(t, repo, layout.TenantFile(n), "standard", "premium")
	}
	b, err := build.New(generate(t, repo).Tree)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, cluster := range []string{"prod-weu", "prod-neu"} {
		for _, u := range b.Outline(cluster).Units {
			if b.Build(u); u.Err != nil {
				t.Errorf("%s: %v", u.Path, u.Err)
			}
			for _, o := range u.Objects {
				meta, _ := o.Value["metadata"].(map[string]any)
				labels, _ := meta["labels"].(map[string]any)
				for where, v := range map[string]any{
					"name": meta["name"], "namespace": meta["namespace"], "label": labels["tenantry.dev/tenant"],
				} {
					if _, text := v.(string); v != nil && !text {
						t.Errorf("%s: %s %v: the %s is a %T", u.Path, o.Kind, v, where, v)
					}
				}
				if o.Kind == "Namespace" && fmt.Sprint("tenant-", o.Name) == u.Name {
					seen++
				}
			}
		}
	}
	if want := 2 * len(names); seen != want {
		t.Errorf("%d namespaces of tenants are built, want %d", seen, want)
	}
}
