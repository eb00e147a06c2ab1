package fleet_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
)

// The files of the repository that these tests change.
const (
	fleetFile = "clusters/fleet.yaml"
	weu       = "clusters/prod-weu.yaml"
	neu       = "clusters/prod-neu.yaml"
	contoso   = "tenants/contoso.yaml"
	fabrikam  = "tenants/fabrikam.yaml"
)

// hub is a network that clusters may be peered with.
const hub = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub"

// task adds a task to the fleet file, and more to both.
func task(fleet, build string) []edit {
	return []edit{{fleetFile, "    contact:", "    " + fleet +
		"\n    acr: {tasks: {builds: [{name: base-go, context: https://github.com/acme/images, image: base/go:stable" + build +
		"}]}}\n    contact:"}}
}

// edit is one replacement in one file; an empty old text means the whole file.
type edit struct{ file, old, instead string }

func repoWith(t *testing.T, edits ...edit) fstest.MapFS {
	t.Helper()
	repo := fleettest.Repo("contoso")
	for _, e := range edits {
		text := e.instead
		if e.old != "" {
			before := string(repo[e.file].Data)
			if !strings.Contains(before, e.old) {
				t.Fatalf("there is no %q in %s", e.old, e.file)
			}
			text = strings.Replace(before, e.old, e.instead, 1)
		}
		repo = fleettest.With(repo, map[string]string{e.file: text})
	}
	return repo
}

// build loads and builds a repository. Findings of load are returned first.
func build(t *testing.T, repo fstest.MapFS) (*fleet.Fleet, diag.List) {
	t.Helper()
	files, found, err := load.Load(repo)
	if err != nil {
		t.Fatal(err)
	}
	f, more := fleet.Build(files)
	return f, append(found, more...)
}

// right builds a repository that has no findings.
func right(t *testing.T, edits ...edit) *fleet.Fleet {
	t.Helper()
	f, found := build(t, repoWith(t, edits...))
	if len(found) > 0 || f == nil {
		t.Fatalf("fleet %v, findings %v", f, found)
	}
	return f
}

func at(file string, line, col int) diag.Pos { return diag.Pos{File: file, Line: line, Col: col} }
