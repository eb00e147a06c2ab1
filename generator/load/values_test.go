package load_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
)

func TestLoadTakesNumbersInPlainDecimalDigitsAlone(t *testing.T) {
	t.Parallel()
	tests := map[string]diag.Finding{
		"40":         {},
		"0":          {Code: "out-of-range", Message: "pods is 0", Fix: "write 1 or more"},
		"-1":         {Code: "out-of-range", Message: "pods is -1", Fix: "write 1 or more"},
		"5000000000": {Code: "out-of-range", Message: "pods is 5000000000", Fix: "write at most 2147483647"},
		"99999999999999999999": {
			Code: "wrong-type", Message: `want a whole number, and here is "99999999999999999999"`,
			Fix: "write a whole number",
		},
		"0x10":  {Code: "wrong-type", Message: `"0x10" is not a whole number in plain decimal digits`, Fix: "write 16"},
		"0o17":  {Code: "wrong-type", Message: `"0o17" is not a whole number in plain decimal digits`, Fix: "write 15"},
		"0b11":  {Code: "wrong-type", Message: `"0b11" is not a whole number in plain decimal digits`, Fix: "write 3"},
		"1_000": {Code: "wrong-type", Message: `"1_000" is not a whole number in plain decimal digits`, Fix: "write 1000"},
		"+5":    {Code: "wrong-type", Message: `"+5" is not a whole number in plain decimal digits`, Fix: "write 5"},
		"010": {
			Code: "wrong-type", Message: `"010" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits",
		},
		"-010": {
			Code: "wrong-type", Message: `"-010" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits",
		},
		`!!int ""`: {
			Code: "wrong-type", Message: `"" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits",
		},
		"1e3":    {Code: "wrong-type", Message: `want a whole number, and here is "1e3"`, Fix: "write a whole number"},
		"4.0":    {Code: "wrong-type", Message: `want a whole number, and here is "4.0"`, Fix: "write a whole number"},
		".inf":   {Code: "wrong-type", Message: `want a whole number, and here is ".inf"`, Fix: "write a whole number"},
		`"40"`:   {Code: "wrong-type", Message: `want a whole number, and here is "40"`, Fix: "write a whole number"},
		"many":   {Code: "wrong-type", Message: `want a whole number, and here is "many"`, Fix: "write a whole number"},
		"":       {Code: "wrong-type", Message: "want a whole number, and here is nothing", Fix: "write a whole number"},
		"[40]":   {Code: "wrong-type", Message: "want a whole number, and here is a list", Fix: "write a whole number"},
		"{a: 1}": {Code: "wrong-type", Message: "want a whole number, and here is fields", Fix: "write a whole number"},
	}
	for number, want := range tests {
		t.Run(number, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(fleettest.FleetFile("shared-1"), "pods: 40", "pods: "+number, 1)
			got := find(t, map[string]string{"clusters/fleet.yaml": text})
			for i := range got {
				got[i].Pos = diag.Pos{}
			}
			var list diag.List
			if want.Code != "" {
				list = diag.List{want}
			}
			if diff := cmp.Diff(list, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadTakesQuantitiesAsTheirText(t *testing.T) {
	t.Parallel()
	for _, written := range []string{`"4"`, "4", "0.5", "1e3", "500m", "8Gi"} {
		text := strings.Replace(fleettest.FleetFile("shared-1"), `cpu: "4"`, "cpu: "+written, 1)
		files, found, err := load.Load(fleettest.With(fleettest.Repo("contoso"), map[string]string{"clusters/fleet.yaml": text}))
		if err != nil || len(found) > 0 {
			t.Fatal(written, found, err)
		}
		got := string(files.Fleet.Value.Spec.Plans["standard"].CPU)
		if want := strings.Trim(written, `"`); got != want {
			t.Errorf("cpu: %s is read as %q", written, got)
		}
	}
}

func TestLoadTakesAGatewayAsANameOrAsFields(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		written string
		want    []v1alpha1.Gateway
		found   diag.List
	}{
		"names and fields": {
			"a, {name: b, agc: 2}", []v1alpha1.Gateway{{Name: "a"}, {Name: "b", AGC: 2}}, nil,
		},
		"a number is no name": {"1", nil, diag.List{{
			Code: "wrong-type", Message: `want text, and "1" is read as something else`, Fix: `put it in quotes: "1"`,
		}}},
		"nothing is no name": {"~", nil, diag.List{{
			Code: "wrong-type", Message: "want text, and here is nothing", Fix: "write text",
		}}},
		"a list is no gateway": {"[a]", nil, diag.List{{
			Code: "wrong-type", Message: "want fields, and here is a list", Fix: "write fields",
		}}},
		"an AGC that no controller serves": {"{name: a, agc: 6}", nil, diag.List{{
			Code: "out-of-range", Message: "agc is 6", Fix: "write a number from 1 to 5",
		}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := fleettest.FleetFile(tt.written)
			files, found, err := load.Load(fleettest.With(fleettest.Repo("contoso"), map[string]string{"clusters/fleet.yaml": text}))
			if err != nil {
				t.Fatal(err)
			}
			for i := range found {
				found[i].Pos = diag.Pos{}
			}
			if diff := cmp.Diff(tt.found, found); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if tt.found == nil {
				if diff := cmp.Diff(tt.want, files.Fleet.Value.Spec.Gateways); diff != "" {
					t.Errorf("gateways (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestLoadHoldsWordsAgainstTheFormat(t *testing.T) {
	t.Parallel()
	tests := map[string]diag.Finding{
		"secondary": {Code: "unknown-value", Message: `role cannot be "secondary"`, Fix: "write one of primary, dr"},
		"primry":    {Code: "unknown-value", Message: `role cannot be "primry"`, Fix: `write "primary"`},
		`""`:        {Code: "unknown-value", Message: `role cannot be ""`, Fix: "write one of primary, dr"},
		"DR":        {Code: "unknown-value", Message: `role cannot be "DR"`, Fix: "write one of primary, dr"},
	}
	for word, want := range tests {
		want.Pos = diag.Pos{File: "clusters/prod-neu.yaml", Line: 6, Col: 9}
		text := fleettest.ClusterFile("prod-neu", word, "northeurope", "10.20.0.0/16")
		if diff := cmp.Diff(diag.List{want}, find(t, map[string]string{"clusters/prod-neu.yaml": text})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", word, diff)
		}
	}
	// An alias is what it stands for.
	text := strings.Replace(fleettest.ClusterFile("prod-neu", "*r", "northeurope", "10.20.0.0/16"),
		"metadata:", "x: &r dr\nmetadata:", 1)
	want := diag.List{{
		Pos: diag.Pos{File: "clusters/prod-neu.yaml", Line: 3, Col: 1}, Code: "unknown-field",
		Message: `no field is called "x"`, Fix: "the fields here are apiVersion, kind, metadata, spec",
	}}
	if diff := cmp.Diff(want, find(t, map[string]string{"clusters/prod-neu.yaml": text})); diff != "" {
		t.Errorf("an alias (-want +got):\n%s", diff)
	}
}

func TestLoadTakesAChartsValuesOfAnyShape(t *testing.T) {
	t.Parallel()
	chart := func(values string) string {
		return strings.Replace(fleettest.TenantFile("contoso", "shared-1"),
			"{oci: oci://acmefleet.azurecr.io/tenants/contoso, tag: stable}",
			"\n    chart: oci://acmefleet.azurecr.io/charts/shop\n    version: 1.x\n    values: "+values, 1)
	}
	repo := fleettest.With(fleettest.Repo(), map[string]string{"tenants/contoso.yaml": chart(
		`{a: text, b: 4, c: 1.5, d: true, e: false, f: null, g: [1, [x], {y: z}], h: {i: {}}, j: "2024-01-01", k: "4", l: []}`)})
	files, found, err := load.Load(repo)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	want := v1alpha1.Values{
		"a": "text", "b": int64(4), "c": 1.5, "d": true, "e": false, "f": nil,
		"g": []any{int64(1), []any{"x"}, map[string]any{"y": "z"}}, "h": map[string]any{"i": map[string]any{}},
		"j": "2024-01-01", "k": "4", "l": []any{},
	}
	if diff := cmp.Diff(want, files.Tenants[0].Value.Spec.Source.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	got := find(t, map[string]string{"tenants/contoso.yaml": chart(`{a: .nan, b: 0x10, c: [.inf], d: {e: 1, e: 2}, f: 2024-01-01}`)})
	finding := func(col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.Finding {
		return diag.Finding{Pos: diag.Pos{File: "tenants/contoso.yaml", Line: 12, Col: col}, Code: code, Message: message, Fix: fix, Seen: seen}
	}
	findings := diag.List{
		finding(17, "wrong-type", `".nan" is no number that JSON has`, "write it in plain decimal digits"),
		finding(26, "wrong-type", `"0x10" is not a whole number in plain decimal digits`, "write 16"),
		finding(36, "wrong-type", `".inf" is no number that JSON has`, "write it in plain decimal digits"),
		finding(53, "duplicate-key", `"e" is written twice`, "keep one of the two", diag.Pos{File: "tenants/contoso.yaml", Line: 12, Col: 47}),
		finding(63, "wrong-type", `"2024-01-01" is neither text nor a whole number, true, false or null`, `put it in quotes: "2024-01-01"`),
	}
	if diff := cmp.Diff(findings, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
