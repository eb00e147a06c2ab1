package generator_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/tree"
)

// coverage is docs/coverage.yaml.
type coverage []struct {
	Section string        `yaml:"section"`
	Rows    []coverageRow `yaml:"rows"`
}

type coverageRow struct {
	What   string   `yaml:"what"`
	Fields []string `yaml:"fields"`
	Where  string   `yaml:"where"`
	Types  []string `yaml:"types"`
	Tests  []string `yaml:"tests"`
	People string   `yaml:"people"`
}

func readCoverage(t *testing.T) coverage {
	t.Helper()
	data, err := os.ReadFile("../docs/coverage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out coverage
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCoverageIsTrue proves each entry: its fields are in the format, its types
// are rendered, its tests exist. What nothing of this holds is left to people.
func TestCoverageIsTrue(t *testing.T) {
	t.Parallel()
	reference, found, err := generator.Generate(os.DirFS(".."), generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	trees := []*tree.Tree{reference.Tree, generate(t, everyPart(t, fleettest.Repo("contoso", "4games"))).Tree}
	rendered, tests, schemas := renderedTypes(trees), testNames(t), schemasOf(t, reference.Tree)
	for _, s := range readCoverage(t) {
		for _, r := range s.Rows {
			for _, f := range r.Fields {
				kind, field, _ := strings.Cut(f, ".")
				if !hasField(schemas[kind], schemas[kind], strings.Split("spec."+field, ".")) {
					t.Errorf("%s: %q: no file has a field %s", s.Section, r.What, f)
				}
			}
			for _, k := range r.Types {
				if !rendered[k] {
					t.Errorf("%s: %q: no fleet has a %s", s.Section, r.What, k)
				}
			}
			for _, name := range r.Tests {
				if !tests[name] {
					t.Errorf("%s: %q: there is no %s", s.Section, r.What, name)
				}
			}
			if held := len(r.Types) > 0 && len(r.Tests) > 0 && r.Where != ""; r.What == "" || !held && r.People == "" {
				t.Errorf("%s: %q is held by nothing and left to nobody", s.Section, r.What)
			}
		}
	}
}

// renderedTypes are the types of all ARM templates and the kinds of all objects.
func renderedTypes(trees []*tree.Tree) map[string]bool {
	arm, kind := regexp.MustCompile(`"type": "(Microsoft\.[^"]+)"`), regexp.MustCompile(`(?m)^kind: (\w+)$`)
	out := map[string]bool{}
	for _, files := range trees {
		for _, p := range files.Paths() {
			f, _ := files.Get(p)
			is := kind
			if path.Base(p) == "main.json" {
				is = arm
			}
			for _, m := range is.FindAllSubmatch(f.Data, -1) {
				out[string(m[1])] = true
			}
		}
	}
	return out
}

// testNames are those of every test of the repository.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	name := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	out := map[string]bool{}
	repo := os.DirFS("..")
	err := fs.WalkDir(repo, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && p != "." {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(repo, p)
		for _, m := range name.FindAllSubmatch(text, -1) {
			out[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// schemasOf are the JSON Schemas of the files that people write, by kind.
func schemasOf(t *testing.T, files *tree.Tree) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, kind := range []string{"fleet", "cluster", "tenant"} {
		f, _ := files.Get(".schemas/" + kind + ".v1alpha1.json")
		var schema map[string]any
		if err := json.Unmarshal(f.Data, &schema); err != nil {
			t.Fatal(err)
		}
		out[kind] = schema
	}
	return out
}

// hasField follows a path of fields; the items of lists and maps are passed over.
func hasField(root, at any, fields []string) bool {
	schema, ok := at.(map[string]any)
	if !ok || len(fields) == 0 {
		return ok
	}
	if ref, ok := schema["$ref"].(string); ok {
		at = root
		for key := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			m, _ := at.(map[string]any)
			at = m[key]
		}
		return hasField(root, at, fields)
	}
	inside := []any{schema["items"], schema["additionalProperties"]}
	for _, choice := range []string{"anyOf", "oneOf"} {
		list, _ := schema[choice].([]any)
		inside = append(inside, list...)
	}
	if slices.ContainsFunc(inside, func(s any) bool { return hasField(root, s, fields) }) {
		return true
	}
	properties, _ := schema["properties"].(map[string]any)
	return hasField(root, properties[fields[0]], fields[1:])
}

// TestCoveragePageIsWhatTheTableSays writes docs/coverage.md anew with -update.
func TestCoveragePageIsWhatTheTableSays(t *testing.T) {
	t.Parallel()
	const file = "../docs/coverage.md"
	page := coveragePage(readCoverage(t))
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(page, string(kept)); diff != "" {
		t.Errorf("-want +got (run with -update):\n%s", diff)
	}
}

func coveragePage(c coverage) string {
	var b strings.Builder
	b.WriteString(`# Coverage

What the reference architecture of a multitenant AKS cluster behind Application Gateway for Containers recommends, by its
headings, and where it is here: the field that chooses it, the stack or folder that holds it, what it is, and the test that
proves it. The last column is what no file can do. Made from [coverage.yaml](coverage.yaml), of which a test proves every entry.
`)
	for _, s := range c {
		fmt.Fprintf(&b, "\n## %s\n\n| recommendation | field | where | what | test | left to people |\n|---|---|---|---|---|---|\n", s.Section)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.What, codes(r.Fields), places(r.Where), codes(r.Types),
				codes(r.Tests), r.People)
		}
	}
	return b.String()
}

func codes(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "`" + w + "`"
	}
	return strings.Join(out, ", ")
}

func places(where string) string {
	if where == "" {
		return ""
	}
	return codes(strings.Split(where, ", "))
}
