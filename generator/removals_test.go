package generator_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
)

// rendered is a repository, and beside its files what is rendered from them.
func rendered(t *testing.T, repo fstest.MapFS) fstest.MapFS {
	t.Helper()
	files := map[string]string{}
	all := generate(t, repo).Tree
	for _, p := range all.Paths() {
		f, _ := all.Get(p)
		files[p] = string(f.Data)
	}
	return fleettest.With(repo, files)
}

func TestATenantIsDrainedBeforeItIsRemoved(t *testing.T) {
	t.Parallel()
	drain := func(repo fstest.MapFS, tenants ...string) fstest.MapFS {
		for _, name := range tenants {
			repo = edit(t, repo, layout.TenantFile(name), "  plan:", "  state: draining\n  plan:")
		}
		return repo
	}
	running := func(name string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: layout.TenantFile(name)}, Code: "not-drained",
			Message: `tenant "` + name + `" is removed while its workload runs`,
			Fix: `bring the file back with "state: draining" and let that reach the clusters first; ` +
				"if no cluster ever had the tenant, remove the folder tenants/" + name + " too",
		}
	}
	several := diag.Finding{
		Pos: diag.Pos{File: layout.Fleet}, Code: "too-many-removals", Message: "2 tenants are removed, and one change may remove 1",
		Fix:  `remove them one after another, or say with "removals" how many may go at once`,
		Seen: []diag.Pos{{File: "tenants/a.yaml"}, {File: "tenants/b.yaml"}},
	}
	before := fleettest.Repo("a", "b", "c")
	for name, tt := range map[string]struct {
		before, after fstest.MapFS
		want          diag.List
	}{
		"nothing was rendered":     {fleettest.Repo("a"), fleettest.Repo("b"), nil},
		"nobody goes":              {rendered(t, before), fleettest.Repo("a", "b", "c", "d"), nil},
		"one is drained and goes":  {rendered(t, drain(before, "a")), fleettest.Repo("b", "c"), nil},
		"one runs and goes":        {rendered(t, before), fleettest.Repo("b", "c"), diag.List{running("a")}},
		"two are drained and go":   {rendered(t, drain(before, "a", "b")), fleettest.Repo("c"), diag.List{several}},
		"one runs, and two go":     {rendered(t, drain(before, "b")), fleettest.Repo("c"), diag.List{several, running("a")}},
		"a fleet that lets two go": {rendered(t, drain(before, "a", "b")), edit(t, fleettest.Repo("c"), layout.Fleet, "  plans:", "  removals: 2\n  plans:"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, found, err := generator.Validate(tt.after)
			if err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
			got, err := generator.Removals(tt.before, f)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
