package cost_test

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/cost"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/internal/golden"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// some are prices that no test has to change when a published one does.
const some = `currency: EUR
prices:
  - {meter: aks-standard, price: 0.10, unit: hour, region: "*", source: "https://example.com/aks", date: "2026-01-01"}
  - {meter: vm/Standard_D4ds_v5, price: 0.25, unit: hour, region: westeurope, source: "https://example.com/vm", date: "2026-02-01"}
  - {meter: vm/Standard_D4ds_v5, price: 0.20, unit: hour, region: northeurope, source: "https://example.com/vm", date: "2026-02-01"}
  - {meter: agc, price: 0.02, unit: hour, region: eastus2, source: "https://example.com/agc", date: "2025-07-01"}
  - {meter: registry-premium, price: 2, unit: day, region: "*", source: "https://example.com/acr", date: "2026-01-01"}
  - {meter: logs-gb, price: 2, unit: GB, region: "*", source: "https://example.com/logs", date: "2026-01-01"}
  - {meter: bastion-standard, price: 99, unit: hour, region: "*"}
`

func fleet() fstest.MapFS {
	repo := fleettest.Repo("contoso", "fabrikam")
	premium := strings.Replace(fleettest.TenantFile("big", "shared-2"), "plan: standard", "plan: premium", 1)
	return fleettest.With(repo, map[string]string{layout.TenantFile("big"): premium})
}

func estimate(t *testing.T, repo fstest.MapFS, a cost.Assumptions) *cost.Estimate {
	t.Helper()
	r, found, err := generator.Generate(repo, generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	e, err := cost.Of(r.Plan, r.Tree, table(t, some), a)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func table(t *testing.T, text string) *cost.Table {
	t.Helper()
	out, err := cost.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEstimate keeps both forms of an estimate.
func TestEstimate(t *testing.T) {
	t.Parallel()
	e := estimate(t, fleet(), cost.Assumptions{CapacityUnits: 2, LogsGB: 10})
	var text, object bytes.Buffer
	if err := cost.WriteText(&text, e); err != nil {
		t.Fatal(err)
	}
	if err := cost.WriteJSON(&object, e); err != nil {
		t.Fatal(err)
	}
	forms := &tree.Tree{}
	for name, form := range map[string]string{"text.txt": text.String(), "cost.json": object.String()} {
		if err := forms.Add(name, tree.File{Data: []byte(form)}); err != nil {
			t.Fatal(err)
		}
	}
	golden.Tree(t, forms)
}

func TestTenantsTogetherPayTheWholeFleet(t *testing.T) {
	t.Parallel()
	e := estimate(t, fleet(), cost.Assumptions{CapacityUnits: 1, LogsGB: 50, StandIn: "eastus2"})
	var sum cost.Range
	for _, c := range e.Tenants {
		sum.Min += c.Own.Min + c.Shared.Min
		sum.Max += c.Own.Max + c.Shared.Max
	}
	if math.Abs(sum.Min-e.Total.Min) > 0.001 || math.Abs(sum.Max-e.Total.Max) > 0.001 || e.Total.Min == 0 {
		t.Errorf("tenants pay %v, the fleet costs %v", sum, e.Total)
	}
}

func TestAPriceWithoutASourceIsNone(t *testing.T) {
	t.Parallel()
	for _, a := range estimate(t, fleet(), cost.Assumptions{}).Accounts {
		for _, l := range a.Lines {
			if l.Meter == "bastion-standard" && (l.Priced || l.Cost != cost.Range{}) {
				t.Errorf("%s: %+v", a.Name, l)
			}
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	prices := table(t, some)
	with, err := prices.With(table(t, `prices: [{meter: aks-standard, price: 7, unit: month, region: "*", source: "https://x", date: "2026-01-01"}]`))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		prices                 *cost.Table
		meter, region, standIn string
		want                   float64
		found                  bool
	}{
		"of the region":              {prices, "vm/Standard_D4ds_v5", "northeurope", "", 0.20, true},
		"of any region":              {prices, "aks-standard", "northeurope", "", 0.10, true},
		"of no region that is known": {prices, "vm/Standard_D4ds_v5", "francecentral", "", 0, false},
		"of a stand-in":              {prices, "agc", "francecentral", "eastus2", 0.02, true},
		"the region before":          {prices, "vm/Standard_D4ds_v5", "northeurope", "westeurope", 0.20, true},
		"another table first":        {with, "aks-standard", "westeurope", "", 7, true},
		"the table behind it":        {with, "agc", "eastus2", "", 0.02, true},
		"without a source":           {prices, "bastion-standard", "westeurope", "", 99, false},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			got, found := tt.prices.Find(tt.meter, tt.region, tt.standIn)
			if diff := cmp.Diff([]any{tt.want, tt.found}, []any{got.Price, found}); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	const good = `{meter: a, price: 1, unit: hour, region: "*", source: "https://x", date: "2026-01-01"}`
	for what, tt := range map[string]struct{ old, new, want string }{
		"a field that there is not": {"price:", "prize:", "field prize not found"},
		"no meter":                  {"meter: a", "meter: ''", "it has no meter"},
		"less than nothing":         {"price: 1", "price: -1", "the price -1 is negative"},
		"a unit that there is not":  {"unit: hour", "unit: week", `the unit is "week": want one of [hour day month GB]`},
		"no region":                 {`region: "*"`, "region: ''", `it has no region: write "*" if there is one price for all`},
		"a source without a date":   {`date: "2026-01-01"`, `date: soon`, `the date is "soon": write it as 2026-11-25`},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			_, err := cost.Read([]byte("prices: [" + strings.Replace(good, tt.old, tt.new, 1) + "]"))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestOneCurrency(t *testing.T) {
	t.Parallel()
	if _, err := table(t, some).With(table(t, `{currency: USD}`)); err == nil {
		t.Error("dollars are added to euros")
	}
}

func TestEveryPublishedPriceHasASource(t *testing.T) {
	t.Parallel()
	published, err := cost.Published()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range published.Prices {
		if !strings.HasPrefix(p.Source, "https://") || p.Date == "" || seen[p.Meter+p.Region] {
			t.Errorf("no source, no date, or twice: %+v", p)
		}
		seen[p.Meter+p.Region] = true
	}
}

// TestEveryRenderedTypeIsKnown holds the reference fleet against the meters: what
// Azure bills for each type is decided, and not left to chance.
func TestEveryRenderedTypeIsKnown(t *testing.T) {
	t.Parallel()
	r, found, err := generator.Generate(os.DirFS("../.."), generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	e, err := cost.Of(r.Plan, r.Tree, table(t, some), cost.Assumptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range e.Unpriced {
		if strings.HasPrefix(m, "Microsoft.") {
			t.Errorf("what is %s billed by? Say so in meters.go", m)
		}
	}
}
