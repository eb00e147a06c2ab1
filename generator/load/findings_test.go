package load_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

func TestLoadFindsWhatIsWrongInAFile(t *testing.T) {
	t.Parallel()
	specFields := specFields()
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

// specFields is how a tenant's fields are listed, in the order of their names.
func specFields() string {
	var names []string
	for f := range reflect.TypeFor[v1alpha1.TenantSpec]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
	}
	slices.Sort(names)
	return "the fields here are " + strings.Join(names, ", ")
}
