package load_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
)

const contoso = "tenants/contoso.yaml"

// tenant is contoso's file with another text for one of its lines, which is
// known by its beginning.
func tenant(t *testing.T, line, instead string) string {
	t.Helper()
	lines := strings.Split(fleettest.TenantFile("contoso", "shared-1"), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, line) {
			lines[i] = instead
			return strings.Join(lines, "\n")
		}
	}
	t.Fatalf("no line begins with %q", line)
	return ""
}

// find loads a repository with the files of a map and returns the findings.
func find(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	_, found, err := load.Load(fleettest.With(fleettest.Repo("contoso"), files))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// finding is a finding in contoso's file.
func finding(line, col int, code diag.Code, message, fix string) diag.Finding {
	return diag.Finding{Pos: diag.Pos{File: contoso, Line: line, Col: col}, Code: code, Message: message, Fix: fix}
}

func TestLoadReturnsValuesAndTheirPlaces(t *testing.T) {
	t.Parallel()
	files, found, err := load.Load(fleettest.Repo("contoso", "fabrikam"))
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if len(files.Clusters) != 2 || len(files.Tenants) != 2 || files.ClustersIncomplete || files.TenantsIncomplete {
		t.Fatalf("%d clusters, %d tenants, incomplete %v %v", len(files.Clusters), len(files.Tenants),
			files.ClustersIncomplete, files.TenantsIncomplete)
	}
	doc := files.Tenants[0]
	want := v1alpha1.Tenant{
		TypeMeta: v1alpha1.TypeMeta{APIVersion: "tenantry.dev/v1alpha1", Kind: "Tenant"},
		Metadata: v1alpha1.Metadata{Name: "contoso"},
		Spec: v1alpha1.TenantSpec{
			Plan: "standard", Owners: []string{"33333333-3333-4333-8333-333333333333"},
			Hostnames: []string{"contoso.apps.acme.example"},
			Source:    v1alpha1.Source{OCI: "oci://acmefleet.azurecr.io/tenants/contoso", Tag: "stable"},
			Placement: v1alpha1.Placement{Gateway: "shared-1"},
		},
	}
	if diff := cmp.Diff(want, doc.Value); diff != "" {
		t.Errorf("value (-want +got):\n%s", diff)
	}
	if _, quoted := files.Fleet.Value.Spec.Plans["standard"]; !quoted {
		t.Error("the fleet has no plan called standard")
	}
	places := map[string]diag.Pos{
		"spec plan":              {File: contoso, Line: 6, Col: 9},
		"spec hostnames 0":       {File: contoso, Line: 8, Col: 15},
		"spec hostnames 7":       {File: contoso, Line: 8, Col: 14},
		"spec hostnames -1":      {File: contoso, Line: 8, Col: 14},
		"spec source tag":        {File: contoso, Line: 9, Col: 66},
		"spec placement stamp":   {File: contoso, Line: 10, Col: 14},
		"spec plan deeper still": {File: contoso, Line: 6, Col: 9},
		"":                       {File: contoso, Line: 1, Col: 1},
	}
	for steps, want := range places {
		if got := doc.At(strings.Fields(steps)...); got != want {
			t.Errorf("%q is at %v, want %v", steps, got, want)
		}
	}
}

func TestLoadTakesWhatEditorsAndPlatformsMakeOfAFile(t *testing.T) {
	t.Parallel()
	plain := fleettest.TenantFile("contoso", "shared-1")
	want, _, err := load.Load(fleettest.Repo("contoso"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"a byte order mark":     "\ufeff" + plain,
		"lines that end in CR":  strings.ReplaceAll(plain, "\n", "\r\n"),
		"no last line break":    strings.TrimSuffix(plain, "\n"),
		"a document marker":     "---\n" + plain + "...\n",
		"a comment and a blank": "# yaml-language-server: $schema=x\n\n" + plain,
		"tabs between tokens":   tenant(t, "  plan:", "  plan:\tstandard\t# tab"),
		"an alias":              tenant(t, "  plan:", "  plan: &p standard") + "# *p",
		"quoted keys":           tenant(t, "  plan:", `  "plan": 'standard'`),
		"a tag that says str":   tenant(t, "  plan:", "  plan: !!str standard"),
		"aliases for all parts": strings.Replace(tenant(t, "  name:", "  name: &n contoso"), "oci: ", "tag: &t stable, oci: ", 1),
	}
	tests["aliases for all parts"] = strings.Replace(tests["aliases for all parts"], ", tag: stable}", "}", 1)
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, found, err := load.Load(fleettest.With(fleettest.Repo(), map[string]string{contoso: text}))
			if err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
			if diff := cmp.Diff(want.Tenants[0].Value, got.Tenants[0].Value); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadFollowsAliasesToTheirValues(t *testing.T) {
	t.Parallel()
	text := `apiVersion: &a tenantry.dev/v1alpha1
kind: &k Tenant
metadata: &m {name: &n contoso}
spec: &s
  plan: *n
  *n : 1
`
	want := diag.List{
		finding(4, 7, "missing-field", `"hostnames" is missing`, `add "hostnames:"`),
		finding(4, 7, "missing-field", `"owners" is missing`, `add "owners:"`),
		finding(4, 7, "missing-field", `"source" is missing`, `add "source:"`),
		finding(3, 21, "unknown-field", `no field is called "contoso"`,
			"the fields here are hostnames, owners, placement, plan, source"),
	}.Sorted()
	// yaml.v3 places an anchored mapping at its anchor.
	if diff := cmp.Diff(want, find(t, map[string]string{contoso: text})); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	all := `x: &all
  apiVersion: tenantry.dev/v1alpha1
kind: *all
`
	want = diag.List{
		finding(1, 1, "wrong-kind", "the file does not say its apiVersion", `write "apiVersion: tenantry.dev/v1alpha1"`),
		finding(3, 7, "wrong-kind", `kind is "", and a file in this place has "Tenant"`, `write "kind: Tenant"`),
	}
	if diff := cmp.Diff(want, find(t, map[string]string{contoso: all})); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// The name may stand behind aliases, and is compared all the same.
func TestLoadComparesANameBehindAnAlias(t *testing.T) {
	t.Parallel()
	text := strings.Replace(fleettest.TenantFile("contoso", "shared-1"), "metadata:\n  name: \"contoso\"\n", "metadata: *m\n", 1)
	text = strings.Replace(text, "  owners:", "  plan: standard\n  owners:", 1)
	text = strings.Replace(text, "  plan: standard\n", "  x: &m {name: fabrikam}\n", 1)
	// The anchor must come first, so the spec does.
	at := strings.Index(text, "spec:")
	text = "apiVersion: tenantry.dev/v1alpha1\nkind: Tenant\n" + text[at:] + "metadata: *m\n"
	want := diag.List{
		finding(4, 3, "unknown-field", `no field is called "x"`, "the fields here are hostnames, owners, placement, plan, source"),
		finding(10, 11, "name-differs", `metadata.name is "fabrikam", and the file is called "contoso.yaml"`,
			`write "contoso", or rename the file to "fabrikam.yaml"`),
	}
	got := find(t, map[string]string{contoso: text})
	for i := range got {
		if got[i].Code == "name-differs" {
			got[i].Pos = want[1].Pos // wherever the alias or its anchor stands
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestLoadFindsWhatIsWrongInAFile(t *testing.T) {
	t.Parallel()
	const specFields = "the fields here are hostnames, owners, placement, plan, source"
	const look = "look for a missing colon, quote or bracket, or for a tab in the indentation, on this line or just above"
	long := strings.Repeat("x", 500_000)
	short := strings.Repeat("x", 60) + "…"
	tests := map[string]struct {
		text string
		want diag.List
	}{
		"an unknown field near a known one": {
			tenant(t, "  hostnames:", "  hostname: [shop.contoso.com]"),
			diag.List{
				finding(6, 3, "missing-field", `"hostnames" is missing`, `add "hostnames:"`),
				finding(8, 3, "unknown-field", `no field is called "hostname"`, `write "hostnames"`),
			},
		},
		"an unknown field near none": {
			tenant(t, "  plan:", "  plan: standard\n  flavour: sour"),
			diag.List{finding(7, 3, "unknown-field", `no field is called "flavour"`, specFields)},
		},
		"a list where text is wanted": {
			tenant(t, "  plan:", "  plan: [standard]"),
			diag.List{finding(6, 9, "wrong-type", "want text, and here is a list", "write text")},
		},
		"fields where a list is wanted": {
			tenant(t, "  hostnames:", "  hostnames: {a: b}"),
			diag.List{finding(8, 14, "wrong-type", "want a list, and here is fields", "write a list")},
		},
		"text where fields are wanted": {
			tenant(t, "  source:", "  source: oci"),
			diag.List{finding(9, 11, "wrong-type", `want fields, and here is "oci"`, "write fields")},
		},
		"text that YAML reads as a number": {
			tenant(t, "  plan:", "  plan: 1e3"),
			diag.List{finding(6, 9, "wrong-type", `want text, and "1e3" is read as something else`, `put it in quotes: "1e3"`)},
		},
		"text that YAML reads as a truth": {
			tenant(t, "  plan:", "  plan: true"),
			diag.List{finding(6, 9, "wrong-type", `want text, and "true" is read as something else`, `put it in quotes: "true"`)},
		},
		"text that YAML reads as a date": {
			tenant(t, "  plan:", "  plan: 2026-11-24"),
			diag.List{finding(6, 9, "wrong-type", `want text, and "2026-11-24" is read as something else`,
				`put it in quotes: "2026-11-24"`)},
		},
		"nothing where text is wanted": {
			tenant(t, "  plan:", "  plan:"),
			diag.List{finding(6, 8, "wrong-type", "want text, and here is nothing", "write text")},
		},
		"nothing where a list is wanted": {
			tenant(t, "  hostnames:", "  hostnames: ~"),
			diag.List{finding(8, 14, "wrong-type", "want a list, and here is nothing", "write a list")},
		},
		"nothing where fields are wanted": {
			tenant(t, "  source:", "  source: null"),
			diag.List{finding(9, 11, "wrong-type", "want fields, and here is nothing", "write fields")},
		},
		"nothing in a list": {
			tenant(t, "  hostnames:", "  hostnames: [~]"),
			diag.List{finding(8, 15, "wrong-type", "want text, and here is nothing", "write text")},
		},
		"a tag of another type": {
			tenant(t, "  plan:", "  plan: !!binary aGk="),
			diag.List{finding(6, 9, "wrong-type", `want text, and here is "aGk="`, "write text")},
		},
		"a tag of nobody's": {
			tenant(t, "  plan:", "  plan: !mine standard"),
			diag.List{finding(6, 9, "wrong-type", `want text, and here is "standard"`, "write text")},
		},
		"a key written twice": {
			tenant(t, "  plan:", "  plan: standard\n  plan: premium"),
			diag.List{{
				Pos: diag.Pos{File: contoso, Line: 7, Col: 3}, Code: "duplicate-key",
				Message: `"plan" is written twice`, Fix: "keep one of the two",
				Seen: []diag.Pos{{File: contoso, Line: 6, Col: 3}},
			}},
		},
		"a key that is a list": {
			tenant(t, "  plan:", "  plan: standard\n  ? [a, b]\n  : c"),
			diag.List{finding(7, 5, "wrong-type", "want a name, and here is a list", "write a name")},
		},
		"an empty list": {
			tenant(t, "  hostnames:", "  hostnames: []"),
			diag.List{finding(8, 14, "empty-list", "hostnames needs at least 1", "write one, or more")},
		},
		"more hostnames than a route holds": {
			tenant(t, "  hostnames:", "  hostnames: ["+strings.Repeat("a.example, ", 17)+"]"),
			diag.List{finding(8, 14, "too-many", "hostnames lists 17, and at most 16 fit", "keep 16 of them")},
		},
		"a merge key": {
			tenant(t, "  source:", "  x: &x {tag: stable}\n  source: {oci: oci://a/b, <<: *x}"),
			diag.List{
				finding(9, 3, "unknown-field", `no field is called "x"`, specFields),
				finding(10, 28, "unknown-field", `no field is called "<<"`, "write the fields out; YAML's merge key is not read"),
			},
		},
		"another kind and another version": {
			"apiVersion: v1\nkind: Cluster\nspec: {nonsense: 1}\n",
			diag.List{
				finding(1, 13, "wrong-kind", `apiVersion is "v1", and a file in this place has "tenantry.dev/v1alpha1"`,
					`write "apiVersion: tenantry.dev/v1alpha1"`),
				finding(2, 7, "wrong-kind", `kind is "Cluster", and a file in this place has "Tenant"`, `write "kind: Tenant"`),
			},
		},
		"neither kind nor version": {
			"{}\n",
			diag.List{
				finding(1, 1, "wrong-kind", "the file does not say its apiVersion", `write "apiVersion: tenantry.dev/v1alpha1"`),
				finding(1, 1, "wrong-kind", "the file does not say its kind", `write "kind: Tenant"`),
			},
		},
		"a name that is not the file's, beside another mistake": {
			strings.Replace(fleettest.TenantFile("fabrikam", "shared-1"), "  plan: standard\n", "  plan: 1\n", 1),
			diag.List{
				finding(4, 9, "name-differs", `metadata.name is "fabrikam", and the file is called "contoso.yaml"`,
					`write "contoso", or rename the file to "fabrikam.yaml"`),
				finding(6, 9, "wrong-type", `want text, and "1" is read as something else`, `put it in quotes: "1"`),
			},
		},
		"no name": {
			tenant(t, "  name:", "  {}"),
			diag.List{finding(4, 3, "missing-field", `"name" is missing`, `add "name:"`)},
		},
		"two documents": {
			fleettest.TenantFile("contoso", "shared-1") + "---\nkind: Tenant\n",
			diag.List{finding(11, 1, "several-documents", "the file holds more than one document",
				"put each tenant or cluster into a file of its own")},
		},
		"an empty file": {" \n", diag.List{finding(0, 0, "empty-file", "the file is empty",
			`write what it describes, or remove the file; "tenantry tenant add" writes a tenant's file`)}},
		"comments alone": {"# later\n", diag.List{finding(0, 0, "empty-file", "the file is empty",
			`write what it describes, or remove the file; "tenantry tenant add" writes a tenant's file`)}},
		"a marker alone": {"---\n", diag.List{finding(0, 0, "empty-file", "the file is empty",
			`write what it describes, or remove the file; "tenantry tenant add" writes a tenant's file`)}},
		"a list":     {"- a\n", diag.List{finding(1, 1, "wrong-type", "want fields, and here is a list", "write fields")}},
		"a sentence": {"to be done\n", diag.List{finding(1, 1, "wrong-type", `want fields, and here is "to be done"`, "write fields")}},
		"a bracket that nobody closes": {
			tenant(t, "  hostnames:", "  hostnames: [a.example"),
			diag.List{finding(8, 1, "yaml-syntax", "not valid YAML: did not find expected ',' or ']'", look)},
		},
		"a colon too many": {
			tenant(t, "  plan:", "  plan: a: b"),
			diag.List{finding(6, 1, "yaml-syntax", "not valid YAML: mapping values are not allowed in this context", look)},
		},
		"a tab as indentation": {
			tenant(t, "  plan:", "\tplan: standard"),
			diag.List{finding(6, 1, "yaml-syntax", "not valid YAML: found character that cannot start any token", look)},
		},
		"an alias of nothing": {
			tenant(t, "  plan:", "  plan: *plan"),
			diag.List{finding(6, 1, "yaml-syntax", "not valid YAML: unknown anchor 'plan' referenced", look)},
		},
		"an alias of nothing with a very long name": {
			tenant(t, "  plan:", "  plan: *"+long),
			diag.List{finding(0, 0, "yaml-syntax", "not valid YAML: unknown anchor '"+strings.Repeat("x", 184)+"…", look)},
		},
		"a very long value": {
			tenant(t, "  plan:", "  plan: ["+long+"]") + long + ": " + long,
			nil, // set below
		},
		"not UTF-8": {"name: \xff\n", diag.List{finding(0, 0, "not-text", "the file is not UTF-8", "save it as UTF-8")}},
		"UTF-16":    {"\xff\xfea\x00", diag.List{finding(0, 0, "not-text", "the file is not UTF-8", "save it as UTF-8")}},
		"a NUL": {"name: a\x00\n", diag.List{finding(0, 0, "not-text", "the file contains a NUL byte",
			"remove it; text has none")}},
		"over 1 MiB": {strings.Repeat("#", 1<<20+1), diag.List{finding(0, 0, "too-large",
			"the file has 1048577 bytes, and at most 1048576 are read", "split it: one file describes one tenant or cluster")}},
	}
	longs := tests["a very long value"]
	longs.text = "apiVersion: " + long + "\nkind: Tenant\n"
	longs.want = diag.List{finding(1, 13, "wrong-kind",
		`apiVersion is "`+short+`", and a file in this place has "tenantry.dev/v1alpha1"`, `write "apiVersion: tenantry.dev/v1alpha1"`)}
	tests["a very long value"] = longs
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, find(t, map[string]string{contoso: tt.text})); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadShortensWhatIsLong(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", 80_000)
	text := tenant(t, "  plan:", "  plan: [a]\n  ? "+long+"\n  : 1\n  ? "+long+"\n  : 2")
	text = strings.Replace(text, `name: "contoso"`, "name: "+long, 1)
	found := find(t, map[string]string{
		contoso: text, "clusters/fleet.yaml": strings.Replace(fleettest.FleetFile("shared-1"), "plans:", "forge: "+long+
			"\n  plans:", 1),
	})
	codes := map[diag.Code]int{}
	for _, f := range found {
		codes[f.Code]++
		if len(f.Message)+len(f.Fix) > 500 {
			t.Errorf("%s: a message of %d bytes", f.Code, len(f.Message)+len(f.Fix))
		}
		if !strings.Contains(f.Message, "…") && f.Code != "wrong-type" {
			t.Errorf("%s is not shortened: %s", f.Code, f.Message)
		}
	}
	want := map[diag.Code]int{"unknown-value": 1, "name-differs": 1, "unknown-field": 2, "duplicate-key": 1, "wrong-type": 1}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
}

func TestLoadTakesNumbersInPlainDecimalDigitsAlone(t *testing.T) {
	t.Parallel()
	tests := map[string]diag.Finding{
		"40":         {},
		"0":          {Code: "out-of-range", Message: "pods is 0", Fix: "write 1 or more"},
		"-1":         {Code: "out-of-range", Message: "pods is -1", Fix: "write 1 or more"},
		"5000000000": {Code: "out-of-range", Message: "pods is 5000000000", Fix: "write at most 2147483647"},
		"99999999999999999999": {Code: "wrong-type", Message: `want a whole number, and here is "99999999999999999999"`,
			Fix: "write a whole number"},
		"0x10":  {Code: "wrong-type", Message: `"0x10" is not a whole number in plain decimal digits`, Fix: "write 16"},
		"0o17":  {Code: "wrong-type", Message: `"0o17" is not a whole number in plain decimal digits`, Fix: "write 15"},
		"0b11":  {Code: "wrong-type", Message: `"0b11" is not a whole number in plain decimal digits`, Fix: "write 3"},
		"1_000": {Code: "wrong-type", Message: `"1_000" is not a whole number in plain decimal digits`, Fix: "write 1000"},
		"+5":    {Code: "wrong-type", Message: `"+5" is not a whole number in plain decimal digits`, Fix: "write 5"},
		"010": {Code: "wrong-type", Message: `"010" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits"},
		"-010": {Code: "wrong-type", Message: `"-010" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits"},
		`!!int ""`: {Code: "wrong-type", Message: `"" is not a whole number in plain decimal digits`,
			Fix: "write it in plain decimal digits"},
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

// What a file may expand to is bounded, however it is written: each of these is
// small, and would be read for hours or for ever without a bound.
func TestLoadEndsWhateverAFileExpandsTo(t *testing.T) {
	t.Parallel()
	var keys strings.Builder
	for i := range 60_000 {
		keys.WriteString("  a" + strings.Repeat("b", i%7) + string(rune('a'+i%26)) + strings.Repeat("c", i/5000) + ":\n")
	}
	bomb := "spec:\n  x: &x\n" + strings.ReplaceAll(keys.String(), "  a", "    a") + "  plans:\n"
	for i := range 50_000 {
		bomb += "    p" + strings.Repeat("q", i%5) + ": *x\n"
		if i > 2_000 {
			break
		}
	}
	const head = "apiVersion: tenantry.dev/v1alpha1\nkind: Fleet\nmetadata: {name: acme}\n"
	tests := map[string]struct{ text, code string }{
		"a value that contains itself": {head +
			"spec: &s\n  azure: *s\n  repository: *s\n  traffic: *s\n  gateways: [*s, *s]\n  plans: *s\n", "unknown-field"},
		"a list that contains itself": {head + "spec:\n  gateways: &g [*g, *g, *g]\n", "wrong-type"},
		"laughter by the billion": {head +
			"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
			"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nspec: {gateways: *e, plans: *e}\n", "unknown-field"},
		"many keys, many times":   {head + bomb, "too-large"},
		"more keys than are read": {head + "spec:\n" + keys.String(), "too-large"},
		"deep nesting":            {head + "spec: " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "\n", "wrong-type"},
		"nesting beyond the parser's bound": {
			head + "spec: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "\n", "yaml-syntax",
		},
		"deep fields": {head + "spec: " + strings.Repeat("{a: ", 9_000) + "b" + strings.Repeat("}", 9_000) + "\n", "unknown-field"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(tt.text) > 1<<20 {
				t.Fatalf("the text has %d bytes and would not be read", len(tt.text))
			}
			began := time.Now()
			found := find(t, map[string]string{"clusters/fleet.yaml": tt.text})
			if took := time.Since(began); took > time.Minute {
				t.Errorf("it took %v", took)
			}
			codes := map[diag.Code]int{}
			for _, f := range found {
				codes[f.Code]++
			}
			if codes[diag.Code(tt.code)] == 0 {
				t.Errorf("findings %v, want some %s", codes, tt.code)
			}
			if len(found) > 40_000 {
				t.Errorf("%d findings", len(found))
			}
		})
	}
}

func TestLoadReadsRegularYAMLFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fleettest.Repo("contoso")); err != nil {
		t.Fatal(err)
	}
	write := func(p, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, p), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("tenants/README.md", "about the tenants")
	write("tenants/.gitkeep", "")
	write("tenants/fabrikam.yml", "x")
	write("tenants/notes.txt", "x")
	write("tenants/tailspin.yaml~", "x")
	if err := os.MkdirAll(filepath.Join(dir, "tenants/contoso/base"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("tenants/contoso/base/x.yaml", "not: [read")
	if err := os.Symlink("contoso.yaml", filepath.Join(dir, "tenants/woodgrove.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/", filepath.Join(dir, "tenants/root")); err != nil {
		t.Fatal(err)
	}
	files, got, err := load.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	extension := func(file string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: file}, Code: "file-extension", Message: "this file is not read: its name does not end in .yaml",
			Fix: "give it the extension .yaml, or move it out of this folder",
		}
	}
	link := func(file string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: file}, Code: "not-a-file", Message: "only regular files are read here, and this is none",
			Fix: "replace it with a copy of the file that it stands for",
		}
	}
	want := diag.List{
		{
			Pos: diag.Pos{File: "tenants/fabrikam.yml"}, Code: "file-extension", Message: "this file is not read: its name ends in .yml",
			Fix: "rename it to tenants/fabrikam.yaml",
		},
		extension("tenants/notes.txt"), link("tenants/root"), extension("tenants/tailspin.yaml~"), link("tenants/woodgrove.yaml"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(files.Tenants) != 1 || !files.TenantsIncomplete || files.ClustersIncomplete {
		t.Errorf("%d tenants, incomplete %v, clusters incomplete %v", len(files.Tenants), files.TenantsIncomplete,
			files.ClustersIncomplete)
	}
}

func TestLoadReportsEveryFileInOneRunSortedByPlace(t *testing.T) {
	t.Parallel()
	found := find(t, map[string]string{
		"clusters/prod-weu.yaml": "kind: Cluster\n",
		"clusters/fleet.yaml":    "",
		"clusters/x.txt":         "x",
		"tenants/zeta.yaml":      "[",
		"tenants/alpha.yaml":     fleettest.TenantFile("beta", "shared-1"),
		contoso:                  tenant(t, "  plan:", "  pln: 1"),
	})
	var got []string
	for _, f := range found {
		got = append(got, f.Pos.String()+" "+string(f.Code))
	}
	want := []string{
		"clusters/fleet.yaml no-fleet",
		"clusters/prod-weu.yaml:1:1 wrong-kind",
		"clusters/x.txt file-extension",
		"tenants/alpha.yaml:4:9 name-differs",
		"tenants/contoso.yaml:6:3 missing-field",
		"tenants/contoso.yaml:6:3 unknown-field",
		"tenants/zeta.yaml:1:1 yaml-syntax",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestLoadSaysThatThereIsNoFleet(t *testing.T) {
	t.Parallel()
	none := diag.Finding{
		Pos: diag.Pos{File: "clusters/fleet.yaml"}, Code: "no-fleet", Message: "there is no fleet file",
		Fix: `run "tenantry init" in an empty folder, or pass the repository's folder with -C`,
	}
	files, found, err := load.Load(fstest.MapFS{})
	if err != nil || files.Fleet != nil {
		t.Fatal(files.Fleet, err)
	}
	if diff := cmp.Diff(diag.List{none}, found); diff != "" {
		t.Errorf("an empty folder (-want +got):\n%s", diff)
	}
	// What explains why there is none is said instead.
	yml := fleettest.With(fleettest.Repo("contoso"), map[string]string{"clusters/fleet.yaml": "", "clusters/fleet.yml": "x"})
	_, found, err = load.Load(yml)
	if err != nil || len(found) != 1 || found[0].Code != "file-extension" {
		t.Errorf("findings %v, error %v", found, err)
	}
	// The fleet's name is free; a tenant that is called fleet is not.
	text := fleettest.TenantFile("contoso", "shared-1")
	found = find(t, map[string]string{"tenants/fleet.yaml": text})
	if len(found) != 1 || found[0].Code != "name-differs" {
		t.Errorf("tenants/fleet.yaml with another name: %v", found)
	}
}

// brokenFS is a repository that cannot be read at one place.
type brokenFS struct {
	fs.FS
	path string
}

var errBroken = errors.New("the disk is broken")

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.path {
		return nil, errBroken
	}
	return b.FS.Open(name)
}

func TestLoadGivesAnErrorForWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	for p, want := range map[string]string{
		"tenants":              "list tenants: the disk is broken",
		"clusters":             "list clusters: the disk is broken",
		contoso:                "read tenants/contoso.yaml: the disk is broken",
		"clusters/fleet.yaml":  "read clusters/fleet.yaml: the disk is broken",
		"somewhere/else/alone": "",
	} {
		_, _, err := load.Load(brokenFS{fleettest.Repo("contoso"), p})
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", p, err)
		case want != "" && (err == nil || err.Error() != want || !errors.Is(err, errBroken)):
			t.Errorf("%s: error %v, want %s", p, err, want)
		}
	}
}
