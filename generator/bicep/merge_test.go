package bicep_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
)

const rendered = `// A cluster, and its pools.
resource cluster 'Microsoft.ContainerService/managedClusters@2026-01-01' = {
  name: 'aks-a' // known to others
  properties: {
    dnsPrefix: 'a'
    autoScalerProfile: {
      // Nodes go early.
      'scan-interval': '10s'
    }
    identityProfile: {}
    agentPoolProfiles: [
      { // the only one
        name: 'system'
        count: 3
      }
    ]
    list: [{ name: 'a', count: 1 }]
    zones: ['1', '2']
    issuer: id.properties.url
    network: { plugin: 'azure' }
  }
}

output id string = cluster.id
`

// places remembers nothing: every finding stands at the path of the change.
func places(steps ...string) diag.Pos { return diag.Pos{File: strings.Join(steps, "/")} }

type body = map[string]any

func TestMerge(t *testing.T) {
	t.Parallel()
	properties := func(b body) body { return body{"properties": b} }
	tests := map[string]struct {
		set          body
		old, instead string
	}{
		"a value takes another's place": {
			properties(body{"autoScalerProfile": body{"scan-interval": "20s"}}),
			"      'scan-interval': '10s'\n", "      // From fleet.yaml:\n      'scan-interval': '20s'\n",
		},
		"a property comes last": {
			properties(body{"autoScalerProfile": body{"expander": "random", "max-count": int64(3)}}),
			"'10s'\n", "'10s'\n      // From fleet.yaml:\n      expander: 'random'\n      'max-count': 3\n",
		},
		"a property comes into an empty object": {
			properties(body{"identityProfile": body{"a": true}}),
			"identityProfile: {}", "identityProfile: {\n      // From fleet.yaml:\n      a: true\n    }",
		},
		"a property comes into an object on one line": {
			properties(body{"network": body{"mode": "x"}}),
			"{ plugin: 'azure' }", "{\n      plugin: 'azure'\n      // From fleet.yaml:\n      mode: 'x'\n    }",
		},
		"null takes a property out": {
			properties(body{"dnsPrefix": nil}), "    dnsPrefix: 'a'\n", "    // dnsPrefix is taken out by fleet.yaml.\n",
		},
		"null within a line stays there": {
			properties(body{"network": body{"plugin": nil}}), "plugin: 'azure'", "plugin: null",
		},
		"an item is found by its name": {
			properties(body{"agentPoolProfiles": []any{body{"name": "system", "count": int64(5)}}}),
			"        count: 3\n", "        // From fleet.yaml:\n        count: 5\n",
		},
		"an item of a new name comes last": {
			properties(body{"agentPoolProfiles": []any{body{"count": int64(1), "name": "second"}}}),
			"        count: 3\n      }\n",
			"        count: 3\n      }\n      // From fleet.yaml:\n      {\n        name: 'second'\n        count: 1\n      }\n",
		},
		"an item of a new name comes into a list on one line": {
			properties(body{"list": []any{body{"name": "b"}}}),
			"count: 1 }]", "count: 1 }, {\n      name: 'b'\n    }]",
		},
		"a list without names is replaced": {
			properties(body{"zones": []any{"3"}}),
			"    zones: ['1', '2']\n", "    // From fleet.yaml:\n    zones: [\n      '3'\n    ]\n",
		},
		"what reads from Azure is replaced by anything": {
			properties(body{"issuer": "https://example.com"}),
			"    issuer: id.properties.url\n", "    // From fleet.yaml:\n    issuer: 'https://example.com'\n",
		},
		"no text ends its string": {
			properties(body{"dnsPrefix": "a'${b}\\\n"}),
			"    dnsPrefix: 'a'\n", "    // From fleet.yaml:\n    dnsPrefix: 'a\\'\\${b}\\\\\\u{a}'\n",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, found := bicep.Read("aks.bicep", rendered)
			if doc == nil {
				t.Fatal(found)
			}
			got, found := doc.Merge("cluster", bicep.Change{Body: tt.set, Origin: "fleet.yaml", At: places})
			if len(found) > 0 {
				t.Fatal(found)
			}
			want := strings.Replace(rendered, tt.old, tt.instead, 1)
			if diff := cmp.Diff(want, got); diff != "" || want == rendered {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, found := bicep.Read("aks.bicep", got); len(found) > 0 {
				t.Error("it is no Bicep any more:", found)
			}
		})
	}
}

func TestMergeSetsANewerVersion(t *testing.T) {
	t.Parallel()
	doc, _ := bicep.Read("aks.bicep", rendered)
	got, found := doc.Merge("cluster", bicep.Change{Version: "2026-05-02-preview", Origin: "fleet.yaml", At: places})
	if want := strings.Replace(rendered, "2026-01-01", "2026-05-02-preview", 1); got != want || len(found) > 0 {
		t.Error(cmp.Diff(want, got), found)
	}
}

func TestMergeReportsWhatCannotStandThere(t *testing.T) {
	t.Parallel()
	doc, _ := bicep.Read("aks.bicep", rendered)
	_, found := doc.Merge("cluster", bicep.Change{Origin: "fleet.yaml", At: places, Body: body{"properties": body{
		"dnsPrefix":         int64(3),
		"autoScalerProfile": "none",
		"identityProfil":    nil,
		"zones":             body{"a": "b"},
		"agentPoolProfiles": []any{body{"name": "system", "count": "3"}},
	}}})
	finding := func(at, message, fix string) diag.Finding {
		return diag.Finding{Pos: diag.Pos{File: "properties/" + at}, Code: "override-mismatch", Message: message, Fix: fix}
	}
	want := diag.List{
		finding("agentPoolProfiles/0/count", `properties.agentPoolProfiles.0.count of "cluster" is an int, not a string`, "write an int"),
		finding("autoScalerProfile", `properties.autoScalerProfile of "cluster" is an object, not a string`, "write an object"),
		finding("dnsPrefix", `properties.dnsPrefix of "cluster" is a string, not an int`, "write a string"),
		finding("identityProfil", `"cluster" has no properties.identityProfil to take out`, "write identityProfile"),
		finding("zones", `properties.zones of "cluster" is an array, not an object`, "write an array"),
	}
	if diff := cmp.Diff(want, found.Sorted()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMergeChangesNothingElse puts a property into every resource of the reference
// fleet, and takes its two lines out again.
func TestMergeChangesNothingElse(t *testing.T) {
	t.Parallel()
	repo, resources := os.DirFS("../.."), 0
	err := fs.WalkDir(repo, "infrastructure/azure", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(p) != ".bicep" {
			return err
		}
		text, err := fs.ReadFile(repo, p)
		if err != nil {
			return err
		}
		doc, found := bicep.Read(p, string(text))
		if doc == nil {
			t.Fatal(found)
		}
		for _, r := range doc.Resources() {
			got, found := doc.Merge(r.Symbol, bicep.Change{Body: body{"zz": "zz"}, Origin: "fleet.yaml", At: places})
			without := strings.Replace(got, "  // From fleet.yaml:\n  zz: 'zz'\n", "", 1)
			if resources++; len(found) > 0 || without != string(text) || got == without {
				t.Errorf("%s: %s: %v\n%s", p, r.Symbol, found, cmp.Diff(string(text), without))
			}
		}
		return nil
	})
	if err != nil || resources < 100 {
		t.Errorf("%d resources, %v", resources, err)
	}
}
