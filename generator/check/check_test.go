package check_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

func TestEachRuleFindsExactlyItsMistake(t *testing.T) {
	t.Parallel()
	r := render(t, twoTenants())
	prover, err := check.NewProver(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree))
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range mistakes(t) {
		t.Run(name, func(t *testing.T) {
			files := m.apply(t, r.Tree)
			found, err := prover.Check(t.Context(), files)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, bySymbol(files, found)); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// TestEachRuleOfEgressFindsExactlyItsMistake breaks what a tenant gets that asks for more than others.
func TestEachRuleOfEgressFindsExactlyItsMistake(t *testing.T) {
	t.Parallel()
	r := render(t, greedy(t))
	prover, err := check.NewProver(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree))
	if err != nil {
		t.Fatal(err)
	}
	if found := prover.First(); len(found) > 0 {
		t.Fatal(found)
	}
	for name, m := range egressMistakes() {
		t.Run(name, func(t *testing.T) {
			found, err := prover.Check(t.Context(), m.apply(t, r.Tree))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// greedy is a fleet with a tenant that reaches names, the internet, a network, the API
// server and a private service, and has secrets and volumes.
func greedy(tb testing.TB) fstest.MapFS {
	tb.Helper()
	repo := twoTenants()
	edit(tb, repo, "clusters/fleet.yaml", "  dnsZone:", "  parts: {advancedNetworking: enabled, dapr: enabled}\n  dnsZone:")
	edit(tb, repo, "clusters/fleet.yaml", "pods: 40", "pods: 40, storage: {ssd: 10Gi}")
	edit(tb, repo, "tenants/contoso.yaml", "  plan:", `  secrets: [api-key]
  storage: volumes
  readers: [55555555-5555-4555-8555-555555555555]
  spread: strict
  disruptionBudgets: {web: {selector: {app: web}, maxUnavailable: 1}}
  privateEndpoints:
    - resourceId: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Sql/servers/a
      groupId: sqlServer
  egress:
    - to: internet
    - to: 203.0.113.0/24
    - to: api.example.com
    - to: apiServer
  plan:`)
	edit(tb, repo, "tenants/fabrikam.yaml", "  plan:", "  secrets: [fabrikam-key]\n  secretStore: dapr\n  plan:")
	return repo
}

// mistakes joins the tables, which stand beside one another by rule.
func mistakes(t *testing.T) map[string]mistake {
	t.Helper()
	all := map[string]mistake{}
	for _, table := range []map[string]mistake{
		buildsMistakes(), fluxMistakes(), gatewayMistakes(), graphMistakes(),
		isolationMistakes(), tenantMistakes(), parityMistakes(), azureMistakes(), planesMistakes(),
	} {
		for name := range table {
			if _, taken := all[name]; taken {
				t.Fatalf("two cases are called %q", name)
			}
		}
		maps.Copy(all, table)
	}
	return all
}

func TestTheBootstrapIsProven(t *testing.T) {
	t.Parallel()
	r := render(t, gotk(t, twoTenants()))
	for name, m := range bootstrapMistakes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := check.Check(t.Context(), r.Fleet, m.apply(t, r.Tree), nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// managed makes the ALB controller own the fleet's AGCs.
func managed(tb testing.TB, repo fstest.MapFS) fstest.MapFS {
	tb.Helper()
	edit(tb, repo, "clusters/fleet.yaml", "  dnsZone:", "  traffic: {provider: none}\n  dnsZone:")
	for _, c := range []string{"clusters/prod-weu.yaml", "clusters/prod-neu.yaml"} {
		edit(tb, repo, c, "  role:", "  agc: {deployment: managed}\n  role:")
	}
	return repo
}

func TestManagedGatewaysAreProven(t *testing.T) {
	t.Parallel()
	proveMistakes(t, managed(t, twoTenants()), managedMistakes())
}

func TestIngressesOnManagedAGCsHaveNoFindings(t *testing.T) {
	t.Parallel()
	repo := managed(t, plainTenants())
	edit(t, repo, "clusters/fleet.yaml", "[shared-1]", "[{name: shared-1, api: ingress}]")
	proveMistakes(t, repo, nil)
}

func TestIngressesAreProven(t *testing.T) {
	t.Parallel()
	repo := plainTenants()
	edit(t, repo, "clusters/fleet.yaml", "[shared-1]", "[{name: shared-1, api: ingress}]")
	proveMistakes(t, repo, ingressMistakes())
}

// proveMistakes makes each mistake in what is rendered of a fleet, and expects
// exactly what the table says.
func proveMistakes(t *testing.T, repo fstest.MapFS, mistakes map[string]mistake) {
	t.Helper()
	r := render(t, repo)
	prover, err := check.NewProver(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree))
	if err != nil {
		t.Fatal(err)
	}
	if found := prover.First(); len(found) > 0 {
		t.Fatal(found)
	}
	for name, m := range mistakes {
		t.Run(name, func(t *testing.T) {
			found, err := prover.Check(t.Context(), m.apply(t, r.Tree))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// gotk makes a fleet install Flux by itself.
func gotk(tb testing.TB, repo fstest.MapFS) fstest.MapFS {
	tb.Helper()
	edit(tb, repo, "clusters/fleet.yaml", "  dnsZone:", "  flux: {profile: gotk}\n  dnsZone:")
	return repo
}

func TestTheIntactFleetHasNoFindings(t *testing.T) {
	t.Parallel()
	tests := map[string]fstest.MapFS{
		"profile aksExtension": twoTenants(),
		"profile gotk":         gotk(t, twoTenants()),
	}
	for name, repo := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := render(t, repo)
			found, err := check.Check(t.Context(), r.Fleet, r.Tree, nil)
			if err != nil || len(found) > 0 {
				t.Error(found, err)
			}
		})
	}
}

func TestNoChoiceOfTheFleetFileHasFindings(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"Flux that watches ConfigMaps":     {"  dnsZone:", "  flux: {version: \"2.9\"}\n  dnsZone:"},
		"DR mode activeActive":             {"  dnsZone:", "  dr: {mode: activeActive}\n  dnsZone:"},
		"DR mode pilotLight":               {"  dnsZone:", "  dr: {mode: pilotLight}\n  dnsZone:"},
		"DR mode cold":                     {"  dnsZone:", "  dr: {mode: cold}\n  dnsZone:"},
		"a second gateway without tenants": {"[shared-1]", "[shared-1, shared-2]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			repo := twoTenants()
			edit(t, repo, "clusters/fleet.yaml", change[0], change[1])
			r := render(t, repo)
			found, err := check.Check(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree), nil)
			if err != nil || len(found) > 0 {
				t.Error(found, err)
			}
		})
	}
}

func TestTheFleetsThatAreKeptAreRightAndNeedEveryEntryOfTheParityList(t *testing.T) {
	t.Parallel()
	fleets := map[string]fs.FS{"reference": os.DirFS("../.."), "greedy": greedy(t)}
	for name, repo := range fleettest.Kept(t, "../testdata/fleets") {
		fleets[name] = repo
	}
	needed := map[string]int{} // by how many fleets an entry is not
	for name, repo := range fleets {
		r, found, err := generator.Generate(repo, generator.Options{})
		if err != nil || len(found) > 0 {
			t.Fatal(name, found, err)
		}
		prover, err := check.NewProver(t.Context(), r.Fleet, r.Tree)
		if err != nil {
			t.Fatal(name, err)
		}
		if found := prover.First(); len(found) > 0 {
			t.Error(name, found)
		}
		for _, entry := range prover.Unused() {
			needed[entry]++
		}
	}
	for entry, n := range needed {
		if n == len(fleets) {
			t.Errorf("parity.yaml allows what nothing needs: %s", entry)
		}
	}
}

func TestProgressEndsAtTheNumberOfUnits(t *testing.T) {
	t.Parallel()
	r := render(t, twoTenants())
	var got [][2]int
	if _, err := check.Check(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree), func(done, total int) {
		got = append(got, [2]int{done, total})
	}); err != nil {
		t.Fatal(err)
	}
	// On each of two clusters: the root, two folders of Azure's values, crds,
	// policies, controllers, a gateway, its certificates, and two tenants.
	const units = 20
	var want [][2]int
	for i := range units {
		want = append(want, [2]int{i + 1, units})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("calls differ (-want +got):\n%s", d)
	}
}

func TestACancelledCheckIsNoAnswer(t *testing.T) {
	t.Parallel()
	r := render(t, twoTenants())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	found, err := check.Check(ctx, r.Fleet, r.Tree, nil)
	if !errors.Is(err, context.Canceled) || found != nil {
		t.Errorf("got %v and error %v, want no findings and %v", found, err, context.Canceled)
	}
}
