package arm_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/review/arm"
)

func template(resources string) string {
	return `{"languageVersion": "2.0", "parameters": {"size": {"type": "int", "defaultValue": 3}, "day": {"type": "string"}},
		"variables": {"prefix": "id"}, "resources": {` + resources + `}}`
}

func nested(parameters, resources string) string {
	return `"m": {"type": "Microsoft.Resources/deployments", "name": "d", "resourceGroup": "rg-a", "properties": {
		"parameters": {` + parameters + `}, "template": {"languageVersion": "2.0", "parameters": {"name": {"type": "string"},
		"more": {"type": "object", "defaultValue": {}}}, "resources": {` + resources + `}}}}`
}

func TestReadOpensWhatIsKnownAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		template, parameters string
		want                 []arm.Resource
	}{
		"parameters have the value of their file, or their default, or stay": {
			template: template(`"a": {"type": "T/a", "name": "x", "properties": {"n": "[parameters('size')]",
				"d": "[parameters('day')]", "p": "[format('{0}-{1}', variables('prefix'), 7)]"}}`),
			want: []arm.Resource{{Symbol: "a", Type: "T/a", Name: "x", Body: map[string]any{"properties": map[string]any{
				"n": 3.0, "d": "[parameters('day')]", "p": "id-7",
			}}}},
		},
		"the file of parameters wins": {
			template:   template(`"a": {"type": "T/a", "name": "[parameters('day')]"}`),
			parameters: `{"parameters": {"day": {"value": "monday"}}}`,
			want:       []arm.Resource{{Symbol: "a", Type: "T/a", Name: "monday", Body: map[string]any{}}},
		},
		"a nested deployment is opened in its group, with its own parameters": {
			template: template(nested(`"name": {"value": "x"}`,
				`"b": {"type": "T/b/c", "name": "[format('{0}/{1}', parameters('name'), 'y')]", "dependsOn": ["a"],
				"scope": "[resourceId('T/a', parameters('name'))]", "location": "westeurope"}`)),
			want: []arm.Resource{{
				Symbol: "m.b", Type: "T/b/c", Name: "x/y", Group: "rg-a", Scope: "[resourceId('T/a', 'x')]",
				Body: map[string]any{"location": "westeurope"},
			}},
		},
		"what Azure computes stays an expression, through a parameter too": {
			template: template(nested(`"name": {"value": "[reference('c').id]"}, "more": {"value": {"k": "[reference('c').k]"}}`,
				`"b": {"type": "T/b", "name": "[guid(parameters('name'), 'it''s')]", "tags": {"v": "[parameters('more').k]"}}`)),
			want: []arm.Resource{{
				Symbol: "m.b", Type: "T/b", Name: "[guid(reference('c').id, 'it''s')]", Group: "rg-a",
				Body: map[string]any{"tags": map[string]any{"v": "[reference('c').k]"}},
			}},
		},
		"what exists already is not deployed": {
			template: template(`"a": {"existing": true, "type": "T/a", "name": "x"}`),
		},
		"an escaped bracket is text, and so is what no expression is": {
			template: template(`"a": {"type": "T/a", "name": "x", "tags": {"t": "[[x]", "u": "[x]"}}`),
			want: []arm.Resource{{
				Symbol: "a", Type: "T/a", Name: "x",
				Body: map[string]any{"tags": map[string]any{"t": "[x]", "u": "[x]"}},
			}},
		},
		"an object that is handed over as text is told key by key": {
			template: template(nested(`"name": {"value": "x"}, "more": {"value": {"k": "[reference('c').k]"}}`,
				`"b": {"type": "T/b", "name": "x", "tags": {"v": "[string(parameters('more'))]"}}`)),
			want: []arm.Resource{{
				Symbol: "m.b", Type: "T/b", Name: "x", Group: "rg-a",
				Body: map[string]any{"tags": map[string]any{"v": map[string]any{"k": "[reference('c').k]"}}},
			}},
		},
		"a choice that is known is made": {
			template: template(`"a": {"type": "T/a", "name": "x", "tags": {"t": "[if(empty(''), null(), parameters('day'))]"}}`),
			want:     []arm.Resource{{Symbol: "a", Type: "T/a", Name: "x", Body: map[string]any{"tags": map[string]any{"t": nil}}}},
		},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			var file []byte
			if tt.parameters != "" {
				file = []byte(tt.parameters)
			}
			got, err := parse(t, tt.template, file).Resources(nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAlikeIsWhatBothSidesWriteAlikeWithEqualParameters(t *testing.T) {
	t.Parallel()
	const a, b = `"a": {"type": "T/a", "name": "x"}`, `"b": {"type": "T/b", "name": "[parameters('day')]"}`
	before := parse(t, template(a+", "+b), nil)
	for what, tt := range map[string]struct {
		after *arm.Template
		want  map[string]bool
	}{
		"one differs":         {parse(t, template(a+`, "b": {"type": "T/b", "name": "z"}`), nil), map[string]bool{"a": true, "b": false}},
		"a parameter differs": {parse(t, template(a+", "+b), []byte(`{"parameters": {"day": {"value": "x"}}}`)), map[string]bool{}},
		"there is no other":   {nil, map[string]bool{}},
	} {
		if diff := cmp.Diff(tt.want, arm.Alike(before, tt.after)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", what, diff)
		}
	}
}

func TestParseRefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for what, text := range map[string]string{
		"no JSON":           `{`,
		"no symbolic names": `{"languageVersion": "1.0", "resources": {}}`,
		"a list":            `{"languageVersion": "2.0", "resources": []}`,
	} {
		if _, err := arm.Parse([]byte(text), nil); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}

func parse(t *testing.T, text string, parameters []byte) *arm.Template {
	t.Helper()
	out, err := arm.Parse([]byte(text), parameters)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
