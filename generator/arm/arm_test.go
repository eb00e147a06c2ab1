package arm_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/arm"
)

const subscription = "22222222-2222-4222-8222-222222222222"

// template is a subscription's template with one module in a group: an identity,
// whose object id the other module's role is for.
const template = `{
  "languageVersion": "2.0",
  "parameters": {"name": {"type": "string"}, "mode": {"type": "string", "defaultValue": "on"}},
  "variables": {"names": ["[parameters('name')]", "[[kept]"]},
  "resources": {
    "group": {"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2025-04-01", "name": "rg", "location": "[deployment().location]"},
    "one": {
      "type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "one", "resourceGroup": "rg",
      "properties": {
        "parameters": {"name": {"value": "[format('id-{0}{{}}', variables('names')[0])]"}},
        "template": {
          "parameters": {"name": {"type": "string"}},
          "resources": {"identity": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "1", "name": "[parameters('name')]"}},
          "outputs": {"principalId": {"type": "string", "value": "[reference('identity').principalId]"}}
        }
      }
    },
    "two": {
      "type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "two", "resourceGroup": "rg",
      "properties": {
        "parameters": {"id": {"value": "[reference('one').outputs.principalId.value]"}, "none": "[if(empty(''), createObject('value', null()), createObject('value', 'x'))]"},
        "template": {
          "parameters": {"id": {"type": "string"}, "none": {"type": "string"}},
          "resources": {
            "zone": {"existing": true, "type": "Microsoft.Network/dnsZones", "apiVersion": "1", "name": "example.com", "resourceGroup": "rg-other"},
            "role": {
              "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2", "scope": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]",
              "name": "[guid(resourceGroup().id, parameters('id'))]",
              "properties": {"principalId": "[parameters('id')]", "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'abc')]", "none": "[parameters('none')]"}
            },
            "gone": {"condition": false, "type": "Microsoft.Network/dnsZones", "apiVersion": "1", "name": "gone"}
          }
        }
      }
    }
  },
  "outputs": {
    "values": {"type": "object", "value": {"id": "[reference('one').outputs.principalId.value]", "kept": "[variables('names')[1]]"}},
    "text": {"type": "string", "value": "[string(createObject('a', 1))]"},
    "unheard": {"type": "string", "value": "[unheard('of')]"}
  }
}`

func TestModulesAreFollowedAndWhatIsNotKnownSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	const (
		rg       = "/subscriptions/" + subscription + "/resourceGroups/rg"
		identity = rg + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop{}"
		subnet   = rg + "/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"
	)
	principal := arm.Runtime{ID: identity, Path: "principalId"}
	role := "guid-119081418a741494b91b34c917a14037"
	want := &arm.Template{
		Resources: []*arm.Resource{
			{
				ID: rg, Type: "Microsoft.Resources/resourceGroups", Name: "rg", APIVersion: "2025-04-01", Path: []string{"group"},
				Body: map[string]any{"location": arm.Runtime{ID: "deployment", Path: "location"}},
			},
			{
				ID: identity, Type: "Microsoft.ManagedIdentity/userAssignedIdentities", Name: "id-shop{}", APIVersion: "1",
				Path: []string{"one", "identity"}, Body: map[string]any{},
			},
			{
				ID: subnet + "/providers/Microsoft.Authorization/roleAssignments/" + role, Type: "Microsoft.Authorization/roleAssignments",
				Name: role, APIVersion: "2", Scope: subnet, Path: []string{"two", "role"},
				Body: map[string]any{"properties": map[string]any{
					"principalId": principal, "none": nil,
					"roleDefinitionId": "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleDefinitions/abc",
				}},
			},
			{
				ID:   "/subscriptions/" + subscription + "/resourceGroups/rg-other/providers/Microsoft.Network/dnsZones/example.com",
				Type: "Microsoft.Network/dnsZones", Name: "example.com", APIVersion: "1", Existing: true,
				Path: []string{"two", "zone"}, Body: map[string]any{},
			},
		},
		Outputs: map[string]any{
			"values": map[string]any{"id": principal, "kept": "[kept]"}, "text": arm.JSONText{Value: map[string]any{"a": int64(1)}},
			"unheard": arm.Runtime{ID: "function unheard"},
		},
		Deployments: 2,
	}
	got, err := arm.Expand([]byte(template), arm.Options{Subscription: subscription, Parameters: map[string]any{"name": "shop"}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("expanded otherwise (-want +got):\n%s", d)
	}
}

func TestWhatIsNoTemplateIsAnError(t *testing.T) {
	t.Parallel()
	wrap := func(value string) string { return `{"outputs": {"a": {"value": "` + value + `"}}}` }
	for name, text := range map[string]string{
		"no JSON":                  `{`,
		"an expression that stops": wrap("[concat('a'" + "]"),
		"a text without its end":   wrap("[concat('a)]"),
		"no function":              wrap("[!]"),
		"two expressions":          wrap("[concat('a') 'b']"),
		"a value of itself":        `{"variables": {"v": "[variables('v')]"}, "outputs": {"a": {"value": "[variables('v')]"}}}`,
		"parentheses without end":  wrap("[" + strings.Repeat("f(", 100) + strings.Repeat(")", 100) + "]"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := arm.Expand([]byte(text), arm.Options{}); err == nil || got != nil {
				t.Errorf("got %v and error %v, want an error alone", got, err)
			}
		})
	}
}

func TestEveryIDOfTheReferenceFleetIsComputed(t *testing.T) {
	t.Parallel()
	root, resources := os.DirFS("../.."), 0
	err := fs.WalkDir(root, "infrastructure/azure", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(p) != "main.json" {
			return err
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		expanded, err := arm.Expand(text, arm.Options{Subscription: subscription})
		if err != nil {
			return err
		}
		for _, r := range expanded.Resources {
			resources++
			if !arm.Known(r.ID) {
				t.Errorf("%s: %v has the id %q", p, r.Path, r.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if resources == 0 {
		t.Error("no resource was seen")
	}
}

func FuzzExpand(f *testing.F) {
	f.Add(template)
	f.Add(`{"outputs": {"a": {"value": "[string()]"}, "b": {"value": "[if(true(), 'x')]"}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := arm.Expand([]byte(text), arm.Options{Subscription: subscription})
		if (got == nil) == (err == nil) {
			t.Errorf("got %v and error %v, want one of them", got, err)
		}
	})
}
