package load_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
)

// FuzzLoad reads any bytes as a tenant's file: they give a value or findings, each
// with a place inside the file, and never both or neither.
func FuzzLoad(f *testing.F) {
	whole := fleettest.TenantFile("contoso", "shared-1")
	for _, seed := range []string{
		whole, "\ufeff" + whole, strings.ReplaceAll(whole, "\n", "\r\n"), "---\n" + whole + "---\n", whole + "...\n",
		"", "#", "---", "a: *a", "a: &a [*a]", "&a {*a : *a}", "? [a]\n: b", "<<: *x", "%YAML 1.1\n---\n" + whole,
		"a:\tb", "\ta: b", "a: b: c", "a: [", "a: {", "a: \"", "a: |\n  x\n y", "- - - a", "!!binary a: !!null b",
		"apiVersion: tenantry.dev/v1alpha1\nkind: Tenant\nmetadata: *m\n",
		"apiVersion: tenantry.dev/v1alpha1\nkind: Tenant\nmetadata: &m\n  name: *m\nspec: *m\n",
		"apiVersion: tenantry.dev/v1alpha1\nkind: Tenant\nmetadata: ~\nspec: {owners: ~, hostnames: [~], source: [], placement: 1}\n",
		"\"a\\x00\\u2028\": \"\\U0001F600\"", "a\u2028b: c", "a\u0085b: c", "a\x7fb: c", "0x10: 1_0", "? |\n  a\n: b",
	} {
		f.Add([]byte(seed))
	}
	const file = "tenants/contoso.yaml"
	f.Fuzz(func(t *testing.T, data []byte) {
		repo := fleettest.With(fleettest.Repo(), map[string]string{file: string(data)})
		if len(data) == 0 {
			return // no file at all
		}
		files, found, err := load.Load(repo)
		if err != nil {
			t.Fatal(err)
		}
		if (len(files.Tenants) == 1) == (len(found) > 0) {
			t.Fatalf("%d values and findings %v", len(files.Tenants), found)
		}
		for _, finding := range found {
			checkPlace(t, data, finding)
		}
		for _, d := range files.Tenants {
			if p := d.At("spec", "hostnames", "0"); p.Line < 1 || p.Line > lines(data) {
				t.Errorf("a hostname at %v", p)
			}
		}
	})
}

func checkPlace(t *testing.T, data []byte, f diag.Finding) {
	t.Helper()
	for _, p := range append([]diag.Pos{f.Pos}, f.Seen...) {
		if p.File != "tenants/contoso.yaml" || (p.Line == 0) != (p.Col == 0) || p.Line < 0 || p.Line > lines(data) || p.Col < 0 {
			t.Errorf("%v is no place inside the file: %v", p, f)
		}
	}
	if f.Code == "" || f.Message == "" || f.Fix == "" || strings.ContainsAny(f.Message+f.Fix, "\r\n") {
		t.Errorf("a finding that nobody can read: %q", f)
	}
}

// lines counts the lines of a file as YAML 1.1 does, which knows more line breaks
// than the line feed.
func lines(data []byte) int {
	n := 1
	for _, end := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
		n += bytes.Count(data, []byte(end))
	}
	return n
}
