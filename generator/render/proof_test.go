package render_test

import (
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// proved puts a text into a tree and proves it.
func proved(t *testing.T, text string, objects []tree.Object) error {
	t.Helper()
	out := &tree.Tree{}
	if err := out.Add("a.yaml", tree.File{Data: []byte(text), Origin: "tenants/a.yaml", Objects: objects}); err != nil {
		t.Fatal(err)
	}
	return render.Prove(out, []string{"a.yaml"})
}

// two are the objects that the texts of these tests hold.
func two() []tree.Object {
	return []tree.Object{
		{APIVersion: "v1", Kind: "Namespace", Name: "a"},
		{APIVersion: "v1", Kind: "ConfigMap", Namespace: "a", Name: "b"},
	}
}

const twoText = `# Rendered by Tenantry from tenants/a.yaml: change that file, not this one.

apiVersion: v1
kind: Namespace
metadata:
  name: a
---
# the second
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
  namespace: a
data:
  key: |
    ---
    %not a directive
  list: [&, a] # no anchor
`

func TestProveAcceptsWhatWasPlanned(t *testing.T) {
	t.Parallel()
	text := strings.Replace(twoText, "[&, a]", "['&x', \"*x\", '!!int', '%y', <<]", 1)
	if err := proved(t, text, two()); err != nil {
		t.Error(err)
	}
	if err := proved(t, "# a comment first\n---\nresources: [a.yaml]\n", nil); err != nil {
		t.Errorf("a file without objects: %v", err)
	}
	out := &tree.Tree{}
	if err := out.Add("a.yaml", tree.File{Data: []byte("]"), Verbatim: true}); err != nil {
		t.Fatal(err)
	}
	if err := render.Prove(out, []string{"a.yaml", "not-there.yaml"}); err != nil {
		t.Errorf("a file that no template printed: %v", err)
	}
	if err := render.Prove(out, nil); err != nil {
		t.Errorf("nothing: %v", err)
	}
}

// TestProveFindsTampering changes a right text in every way that a value could, if
// it got out of its place.
func TestProveFindsTampering(t *testing.T) {
	t.Parallel()
	right := strings.Replace(twoText, "[&, a] # no anchor", "[a]", 1)
	tests := map[string]struct{ old, instead, want string }{
		"another document": {
			"\ndata:", "\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\n---\nx:",
			"it holds [Namespace/a ConfigMap/a/b Secret/x /], and",
		},
		"an empty document":            {"---\n# the", "---\n---\n# the", "document 2: line"},
		"an empty document at the end": {"list: [a]", "list: [a]\n---", "document 3: line"},
		"a list for a document":        {"list: [a]", "list: [a]\n---\n- a", "document 3: line 20 holds no fields"},
		"a document less": {
			"---\n# the second\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: a\n", "",
			"it holds [Namespace/a], and",
		},
		"another order": {"kind: Namespace", "kind: ConfigMap", "it holds [ConfigMap/a ConfigMap/a/b], and"},
		"another kind":  {"kind: ConfigMap", "kind: Secret", "it holds [Namespace/a Secret/a/b], and"},
		"another name":  {"name: b", "name: c", "it holds [Namespace/a ConfigMap/a/c], and"},
		"another namespace": {
			"namespace: a", "namespace: kube-system",
			"it holds [Namespace/a ConfigMap/kube-system/b], and",
		},
		"no namespace":                   {"  namespace: a\n", "", "it holds [Namespace/a ConfigMap/b], and"},
		"another version":                {"apiVersion: v1\nkind: ConfigMap", "apiVersion: v2\nkind: ConfigMap", "it holds"},
		"a name that is a number":        {"name: b", "name: 0xb", "it holds [Namespace/a ConfigMap/a/], and"},
		"a kind that is a list":          {"kind: ConfigMap", "kind: [ConfigMap]", "it holds"},
		"metadata that is a list":        {"metadata:\n  name: a", "metadata: [name]", "it holds"},
		"a key twice":                    {"kind: Namespace", "kind: Namespace\nkind: Namespace", `line 5 repeats the key "kind"`},
		"a key twice, the second quoted": {"kind: Namespace", "kind: Namespace\n\"kind\": Namespace", `line 5 repeats the key "kind"`},
		"a key twice, deep":              {"list: [a]", "list: [{a: {b: 1, b: 2}}]", `repeats the key "b"`},
		"a key that is a number":         {"list: [a]", "1: a", "has a key that is no text"},
		"a key that is a truth":          {"list: [a]", "true: a", "has a key that is no text"},
		"a key that is nothing":          {"list: [a]", "~: a", "has a key that is no text"},
		"a key that is a list":           {"list: [a]", "? [a]\n  : b", "has a key that is no text"},
		"a directive":                    {"# Rendered", "%YAML 1.1\n---\n# Rendered", "a line begins with a YAML directive"},
		"a directive later":              {"---\n# the", "...\n%TAG ! tag:x,2026:\n---\n# the", "a line begins with a YAML directive"},
		"a tag":                          {"list: [a]", "list: !!set {a}", "has a tag"},
		"a tag on a value":               {"name: b", "name: !!str b", "line 12 has a tag"},
		"a tag of nobody's":              {"list: [a]", "list: !x [a]", "has a tag"},
		"a tag on a key":                 {"list: [a]", "!!str list: [a]", "has a tag"},
		"a tag on a document":            {"---\n# the second\n", "--- !!map\n", "has a tag"},
		"an anchor":                      {"list: [a]", "list: &x [a]", "has an anchor or alias"},
		"an anchor on a key":             {"list: [a]", "&x list: [a]", "has an anchor or alias"},
		"an alias":                       {"list: [a]", "list: &x [*x]", "has an anchor or alias"},
		"a merge key":                    {"list: [a]", "<<: {a: b}", "has a key that is no text"},
		"a carriage return":              {"list: [a]", "list: [a] # x\r  more: b", "a line break that is no line feed"},
		"a directive behind one":         {"---\n# the", "...\r%YAML 1.1\r---\n# the", "a line break that is no line feed"},
		"a line separator":               {"list: [a]", "list: [a] # x\u2028  more: b", "a line break that is no line feed"},
		"a next line":                    {"list: [a]", "list: [a] # x\u0085  more: b", "a line break that is no line feed"},
		"no YAML":                        {"list: [a]", "list: [a", "document 2: yaml: line"},
		"a tab":                          {"  list: [a]", "\tlist: [a]", "document 2: yaml: line"},
	}
	if err := proved(t, right, two()); err != nil {
		t.Fatalf("the text is not right to begin with: %v", err)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(right, tt.old) {
				t.Fatalf("there is no %q in the text", tt.old)
			}
			err := proved(t, strings.Replace(right, tt.old, tt.instead, 1), two())
			if err == nil {
				t.Fatal("it is accepted")
			}
			if want := "prove a.yaml (from tenants/a.yaml): "; !strings.HasPrefix(err.Error(), want) ||
				!strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want %q", err, tt.want)
			}
		})
	}
	for text, want := range map[string]string{
		"":                                 "it holds 0 documents, and one was planned",
		"resources: []\n---\na: b\n":       "it holds 2 documents, and one was planned",
		"resources: []\nresources: [x]\n":  `line 2 repeats the key "resources"`,
		"- a\n":                            "document 1: line 1 holds no fields",
		"# a comment alone, and no object": "it holds 0 documents, and one was planned",
	} {
		if err := proved(t, text, nil); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q without objects: error %v, want %q", text, err, want)
		}
	}
}

func TestProveNamesTheFirstOfSeveral(t *testing.T) {
	t.Parallel()
	out := &tree.Tree{}
	for _, p := range []string{"a.yaml", "b.yaml", "c.yaml", "d.yaml"} {
		text := "a: b\n"
		if p != "a.yaml" {
			text = "]"
		}
		if err := out.Add(p, tree.File{Data: []byte(text), Origin: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		if err := render.Prove(out, out.Paths()); err == nil || !strings.HasPrefix(err.Error(), "prove b.yaml") {
			t.Fatalf("error %v, want one about b.yaml", err)
		}
	}
}
