package v1alpha1_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

// compiled returns the schema of every kind, checked against the metaschema.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	schemas, err := v1alpha1.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*jsonschema.Schema{}
	for _, s := range schemas {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.JSON))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(s.File, doc); err != nil {
			t.Fatal(err)
		}
		if out[s.Kind], err = c.Compile(s.File); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// validate holds a YAML text against a schema.
func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	data, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

// TestSchemasAcceptTheReferenceFleet reads the fleet of this very repository, and
// what the tests of other packages take for right.
func TestSchemasAcceptTheReferenceFleet(t *testing.T) {
	t.Parallel()
	schemas := compiled(t)
	for name, repo := range map[string]fs.FS{"reference": os.DirFS("../../.."), "fleettest": fleettest.Repo("contoso", "4games")} {
		seen := map[string]int{}
		for _, pattern := range []string{"clusters/*.yaml", "tenants/*.yaml"} {
			files, err := fs.Glob(repo, pattern)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range files {
				kind := map[string]string{"tenants": "Tenant", "clusters": "Cluster"}[path.Dir(p)]
				if path.Base(p) == "fleet.yaml" {
					kind = "Fleet"
				}
				seen[kind]++
				text, err := fs.ReadFile(repo, p)
				if err != nil {
					t.Fatal(err)
				}
				if err := validate(t, schemas[kind], string(text)); err != nil {
					t.Errorf("%s/%s: %v", name, p, err)
				}
				modeline := "# yaml-language-server: $schema=../.schemas/" + v1alpha1.SchemaFile(kind) + "\n"
				if name == "reference" && !strings.HasPrefix(string(text), modeline) {
					t.Errorf("%s does not name its schema in its first line", p)
				}
			}
		}
		if seen["Fleet"] != 1 || seen["Cluster"] != 2 || seen["Tenant"] < 2 {
			t.Errorf("%s: read %v", name, seen)
		}
	}
}

func TestSchemasRefuseWhatTheReaderRefuses(t *testing.T) {
	t.Parallel()
	tenant := fleettest.TenantFile("contoso", "shared-1")
	fleet := fleettest.FleetFile("shared-1")
	cluster := fleettest.ClusterFile("prod-weu", "primary", "westeurope", "10.10.0.0/16")
	tests := map[string]struct{ kind, text, old, instead string }{
		"an unknown field":          {"Tenant", tenant, "  plan: standard", "  plan: standard\n  colour: red"},
		"a missing field":           {"Tenant", tenant, "  plan: standard\n", ""},
		"a list for text":           {"Tenant", tenant, "plan: standard", "plan: [standard]"},
		"a number for text":         {"Tenant", tenant, "plan: standard", "plan: 4"},
		"text for a list":           {"Tenant", tenant, "hostnames: [contoso.apps.acme.example]", "hostnames: contoso"},
		"an empty list":             {"Tenant", tenant, "hostnames: [contoso.apps.acme.example]", "hostnames: []"},
		"too many hostnames":        {"Tenant", tenant, "[contoso.apps.acme.example]", "[" + strings.Repeat("a.b, ", 17) + "]"},
		"another kind":              {"Tenant", tenant, "kind: Tenant", "kind: Cluster"},
		"another version":           {"Tenant", tenant, "v1alpha1", "v1"},
		"a field of another kind":   {"Tenant", tenant, "  plan: standard", "  plan: standard\n  role: dr"},
		"an unknown source field":   {"Tenant", tenant, "tag: stable", "tag: stable, semver: x"},
		"an unknown role":           {"Cluster", cluster, "role: primary", "role: second"},
		"a version without quotes":  {"Cluster", cluster, `"1.35"`, "1.35"},
		"an AGC beyond the fifth":   {"Fleet", fleet, "[shared-1]", "[{name: shared-1, agc: 6}]"},
		"an AGC without a name":     {"Fleet", fleet, "[shared-1]", "[{agc: 1}]"},
		"an unknown gateway field":  {"Fleet", fleet, "[shared-1]", "[{name: a, agd: 1}]"},
		"no gateway":                {"Fleet", fleet, "[shared-1]", "[]"},
		"no pods":                   {"Fleet", fleet, "pods: 40", "pods: 0"},
		"half a pod":                {"Fleet", fleet, "pods: 40", "pods: 0.5"},
		"an unknown isolation":      {"Fleet", fleet, "isolation: dedicatedPool", "isolation: none"},
		"a priority beyond bounds":  {"Fleet", fleet, "priority: 2000", "priority: 1000001"},
		"too many shards":           {"Fleet", fleet, "  dnsZone", "  shards: 65\n  dnsZone"},
		"no GUID":                   {"Fleet", fleet, "tenantId: 11111111-1111-4111-8111-111111111111", "tenantId: acme"},
		"no plan":                   {"Fleet", fleet, fleet[strings.Index(fleet, "  plans:"):], "  plans: {}\n"},
		"a Flux that is not known":  {"Fleet", fleet, "  dnsZone", "  flux: {version: '3.0'}\n  dnsZone"},
		"a list for a quantity":     {"Fleet", fleet, "memory: 8Gi", "memory: [8Gi]"},
		"a truth for a quantity":    {"Fleet", fleet, "memory: 8Gi", "memory: true"},
		"nothing where text is due": {"Fleet", fleet, "location: swedencentral", "location:"},
	}
	schemas := compiled(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(tt.text, tt.old) {
				t.Fatalf("there is no %q in the text", tt.old)
			}
			if err := validate(t, schemas[tt.kind], strings.Replace(tt.text, tt.old, tt.instead, 1)); err == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

func TestSchemasSayTheSameEveryTime(t *testing.T) {
	t.Parallel()
	a, errA := v1alpha1.Schemas()
	b, errB := v1alpha1.Schemas()
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	for _, s := range a {
		if s.File != strings.ToLower(s.Kind)+".v1alpha1.json" || !json.Valid(s.JSON) || !bytes.HasSuffix(s.JSON, []byte("}\n")) {
			t.Errorf("%s is in %s", s.Kind, s.File)
		}
	}
}

// structs returns every struct type of the format, found from the three kinds.
func structs() []reflect.Type {
	var out []reflect.Type
	var add func(reflect.Type)
	add = func(t reflect.Type) {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || slices.Contains(out, t) {
			return
		}
		out = append(out, t)
		for f := range t.Fields() {
			add(f.Type)
		}
	}
	for _, t := range []reflect.Type{
		reflect.TypeFor[v1alpha1.Fleet](), reflect.TypeFor[v1alpha1.Cluster](), reflect.TypeFor[v1alpha1.Tenant](),
	} {
		add(t)
	}
	return out
}

// TestEveryFieldIsOfAKindThatTheReaderKnows keeps the format to what package load
// decodes: text, whole numbers, lists, fields and names with values.
func TestEveryFieldIsOfAKindThatTheReaderKnows(t *testing.T) {
	t.Parallel()
	for _, typ := range structs() {
		for f := range typ.Fields() {
			switch k := f.Type.Kind(); k {
			case reflect.String, reflect.Int, reflect.Struct, reflect.Slice:
			case reflect.Map:
				if f.Type.Key().Kind() != reflect.String {
					t.Errorf("%s.%s has keys that are no text", typ.Name(), f.Name)
				}
			default:
				t.Errorf("%s.%s is a %s", typ.Name(), f.Name, k)
			}
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !f.Anonymous && !strings.EqualFold(tag, f.Name) {
				t.Errorf("%s.%s is called %q in files", typ.Name(), f.Name, tag)
			}
			required := strings.Contains(f.Tag.Get("jsonschema"), "required")
			if optional := strings.Contains(f.Tag.Get("json"), ",omit"); !f.Anonymous && required == optional {
				t.Errorf("%s.%s is required and left out when empty, or neither", typ.Name(), f.Name)
			}
		}
	}
}

// TestEveryFieldHasACommentThatEditorsShow reads the source, because a comment is
// not part of a type, and then looks for each comment in the schemas.
func TestEveryFieldHasACommentThatEditorsShow(t *testing.T) {
	t.Parallel()
	schemas, err := v1alpha1.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	var shown string
	for _, s := range schemas {
		shown += string(s.JSON)
	}
	known := map[string]bool{}
	for _, typ := range structs() {
		known[typ.Name()] = true
	}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !known[spec.Name.Name] {
				return true
			}
			delete(known, spec.Name.Name)
			for _, field := range spec.Type.(*ast.StructType).Fields.List {
				for _, name := range field.Names {
					checkComment(t, spec.Name.Name+"."+name.Name, field.Doc.Text(), shown)
				}
			}
			return true
		})
	}
	for name := range known {
		t.Errorf("no file of this package declares %s", name)
	}
}

func checkComment(t *testing.T, field, comment, shown string) {
	t.Helper()
	text := strings.Join(strings.Fields(comment), " ")
	if text == "" {
		t.Errorf("%s has no comment", field)
		return
	}
	var quoted bytes.Buffer
	enc := json.NewEncoder(&quoted)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(shown, strings.TrimSpace(quoted.String())) {
		t.Errorf("the comment of %s is in no schema: %s", field, text)
	}
}

// TestGatewaySchemaSaysWhatItsTagsSay: a gateway may be written in two ways, so its
// schema is written by hand.
func TestGatewaySchemaSaysWhatItsTagsSay(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"Name": "required", "AGC": "minimum=1,maximum=5", "WAF": "", "API": "enum=gateway,enum=ingress,default=gateway",
	}
	typ := reflect.TypeFor[v1alpha1.Gateway]()
	for f := range typ.Fields() {
		if got := f.Tag.Get("jsonschema"); got != want[f.Name] {
			t.Errorf("Gateway.%s has the tag %q: change schema.go, and then this test", f.Name, got)
		}
	}
	if typ.NumField() != len(want) {
		t.Errorf("Gateway has %d fields: change schema.go, and then this test", typ.NumField())
	}
}
