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
			specFields()),
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
		finding(4, 3, "unknown-field", `no field is called "x"`, specFields()),
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
