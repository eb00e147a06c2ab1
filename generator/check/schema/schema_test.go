package schema_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/check/schema"
)

func TestValidateSaysWhereAnObjectIsWrong(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		doc  string
		want []schema.Problem
	}{
		"a field that no type and no schema declares": {
			doc: deployment("replica: 2"),
			want: []schema.Problem{
				{Path: "spec.replica", Message: "unknown field"},
			},
		},
		"a value of another type": {
			doc: deployment(`replicas: "two"`),
			want: []schema.Problem{
				{Path: "spec.replicas", Message: "got string, want integer"},
			},
		},
		"a number that its type cannot hold": {
			doc: deployment("replicas: 3000000000"),
			want: []schema.Problem{
				{Path: "spec.replicas", Message: "got number 3000000000, want int32"},
			},
		},
		"a key twice": {
			doc: deployment("replicas: 2\n  replicas: 3"),
			want: []schema.Problem{
				{Message: `line 13: key "replicas" already set in map`},
			},
		},
		"a key twice in JSON": {
			doc: `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"k": "1", "k": "2"}}`,
			want: []schema.Problem{
				{Path: "data.k", Message: `duplicate field "data.k"`},
			},
		},
		"a required field that is absent": {
			doc: object("gateway.networking.k8s.io/v1", "Gateway", "gatewayClassName: a\nlisteners: [{name: a, port: 80}]"),
			want: []schema.Problem{
				{Path: "spec.listeners[0].protocol", Message: "missing, the schema requires it"},
			},
		},
		"a word outside of an enumeration that Kubernetes does not publish": {
			doc: object("networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}\npolicyTypes: [Ingress, Engress]"),
			want: []schema.Problem{
				{Path: "spec.policyTypes[1]", Message: "value must be one of 'Egress', 'Ingress'"},
			},
		},
		"a text that does not match its pattern": {
			doc: object("gateway.networking.k8s.io/v1", "HTTPRoute", "hostnames: [Shop.contoso.com]"),
			want: []schema.Problem{{
				Path: "spec.hostnames[0]",
				Message: `'Shop.contoso.com' does not match pattern ` +
					`'^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'`,
			}},
		},
		"a quantity that is none": {
			doc: object("v1", "ResourceQuota", "hard: {pods: many}"),
			want: []schema.Problem{{
				Path: "spec.hard.pods",
				Message: `'many' does not match pattern '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))` +
					`(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$'`,
			}},
		},
		"a duration that Flux cannot read": {
			doc: object("kustomize.toolkit.fluxcd.io/v1", "Kustomization",
				"interval: 1h\nprune: true\nsourceRef: {kind: GitRepository, name: fleet}\ntimeout: 5m5x"),
			want: []schema.Problem{{
				Path:    "spec.timeout",
				Message: `'5m5x' does not match pattern '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$'`,
			}},
		},
		"a substitution that was never made": {
			doc: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: ${azure_outputs}\n",
			want: []schema.Problem{
				{Path: "data", Message: "got string, want object"},
			},
		},
		"an unquoted number where text is wanted": {
			doc: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {replicas: 3}\n",
			want: []schema.Problem{
				{Path: "data.replicas", Message: "got number, want string"},
			},
		},
		"a typo in the metadata of a kind without a Go type": {
			doc: "apiVersion: alb.networking.azure.io/v1\nkind: RoutePolicy\nmetadata: {name: a, label: {}}\n" +
				"spec: {targetRef: {group: a, kind: A, name: a}}\n",
			want: []schema.Problem{
				{Path: "metadata.label", Message: `unknown field "label"`},
			},
		},
		"several mistakes, all at once and ordered": {
			doc: object("alb.networking.azure.io/v1", "HealthCheckPolicy", "targetRef: {kind: Service, nam: web}\nport: 1"),
			want: []schema.Problem{
				{Path: "spec.port", Message: "unknown field"},
				{Path: "spec.targetRef.group", Message: "missing, the schema requires it"},
				{Path: "spec.targetRef.nam", Message: "unknown field"},
				{Path: "spec.targetRef.name", Message: "missing, the schema requires it"},
			},
		},
		"a kind that nothing is known of": {
			doc:  object("example.com/v1", "Thing", "{}"),
			want: []schema.Problem{{Path: "kind", Message: "no schema for example.com/v1 Thing"}},
		},
		"a version that nothing is known of": {
			doc:  object("apps/v1beta1", "Deployment", "{}"),
			want: []schema.Problem{{Path: "kind", Message: "no schema for apps/v1beta1 Deployment"}},
		},
		"a kind that leads out of the schemas": {
			doc:  object("v1", "../../v1/namespace", "{}"),
			want: []schema.Problem{{Path: "kind", Message: "no schema for v1 ../../v1/namespace"}},
		},
		"an object that does not say what it is": {
			doc: "metadata: {}\n",
			want: []schema.Problem{
				{Path: "apiVersion", Message: "missing, every object has this text"},
				{Path: "kind", Message: "missing, every object has this text"},
				{Path: "metadata.name", Message: "missing, every object has this text"},
			},
		},
		"two objects": {
			doc:  object("v1", "Namespace", "{}") + "---\n" + object("v1", "Namespace", "{}"),
			want: []schema.Problem{{Message: "2 documents, want one object"}},
		},
		"no object": {
			doc:  "---\n# nothing\n",
			want: []schema.Problem{{Message: "0 documents, want one object"}},
		},
		"a list": {
			doc:  "- a\n",
			want: []schema.Problem{{Message: "not a mapping"}},
		},
		"a marker inside a text is text": {
			doc: "---\n# a comment\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n" +
				"data:\n  doc: |\n    a\n    ---\n    b\n",
		},
	}
	v := newValidator(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, v.Validate([]byte(tt.doc))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExemptKindsNeedNoSchema(t *testing.T) {
	t.Parallel()
	v := newValidator(t, runtimeschema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Thing"})
	if found := v.Validate([]byte(object("example.com/v1", "Thing", "{}"))); found != nil {
		t.Errorf("an exempt kind gave %v", found)
	}
}

// TestEverySchemaAcceptsAnObjectOfItsKind also proves that every schema compiles
// and that testdata has an object for each.
func TestEverySchemaAcceptsAnObjectOfItsKind(t *testing.T) {
	t.Parallel()
	v := newValidator(t)
	untried := schemaFiles(t)
	for _, doc := range objects(t) {
		asJSON, err := yaml.YAMLToJSON(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range [][]byte{doc, asJSON} {
			if found := v.Validate(form); found != nil {
				t.Errorf("%v in\n%s", found, form)
			}
		}
		delete(untried, fileOf(t, doc))
	}
	for file := range untried {
		t.Errorf("testdata/objects.yaml has no object for %s", file)
	}
}

// TestEveryKindIsClosed adds an undeclared field to an object of every kind, at
// its root and in its metadata: whatever proof the kind has, it must be seen.
func TestEveryKindIsClosed(t *testing.T) {
	t.Parallel()
	v := newValidator(t)
	for _, doc := range objects(t) {
		for _, broken := range [][]byte{
			append(bytes.TrimSuffix(doc, []byte("\n")), "\nundeclared: 1\n"...),
			bytes.Replace(doc, []byte("\nmetadata:\n"), []byte("\nmetadata:\n  undeclared: 1\n"), 1),
		} {
			found := v.Validate(broken)
			if len(found) != 1 || !strings.HasSuffix(found[0].Path, "undeclared") {
				t.Errorf("an undeclared field gave %v in\n%s", found, broken)
			}
		}
	}
}

func newValidator(tb testing.TB, exempt ...runtimeschema.GroupVersionKind) *schema.Validator {
	tb.Helper()
	v, err := schema.New(exempt...)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// object writes an object called "a" with the given spec.
func object(apiVersion, kind, spec string) string {
	return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: a\nspec:\n  " +
		strings.ReplaceAll(spec, "\n", "\n  ") + "\n"
}

// deployment writes a Deployment with one more line in its spec.
func deployment(line string) string {
	return object("apps/v1", "Deployment",
		"selector: {matchLabels: {app: a}}\ntemplate:\n  metadata: {labels: {app: a}}\n  spec:\n    containers:\n"+
			"      - {name: a, image: a}") + "  " + line + "\n"
}

// objects returns one object of every kind.
func objects(tb testing.TB) [][]byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/objects.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return bytes.Split(data, []byte("\n---\n"))
}

// schemaFiles lists the embedded schemas of kinds.
func schemaFiles(t *testing.T) map[string]bool {
	t.Helper()
	files, err := fs.Glob(os.DirFS("schemas"), "*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	set := make(map[string]bool)
	for _, f := range files {
		set[f] = true
	}
	return set
}

// fileOf names the schema file of an object.
func fileOf(t *testing.T, doc []byte) string {
	t.Helper()
	var o struct{ APIVersion, Kind string }
	if err := yaml.Unmarshal(doc, &o); err != nil {
		t.Fatal(err)
	}
	folder, version := path.Split(o.APIVersion)
	if folder == "" {
		folder = version
	}
	return path.Join(folder, strings.ToLower(o.Kind)+"_"+version+".json")
}
