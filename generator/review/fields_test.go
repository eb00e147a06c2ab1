package review_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFieldsNameWhatDiffersAndNothingElse(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		before, after string // of spec
		want          []fieldJSON
	}{
		"a value changes": {
			before: "{a: {b: 1}, same: x}", after: "{a: {b: 2}, same: x}",
			want: []fieldJSON{{Path: "spec.a.b", Op: "changes", Before: 1.0, After: 2.0}},
		},
		"keys that are no identifiers stand in brackets": {
			before: "{hard: {requests.cpu: 1}}", after: "{hard: {requests.cpu: 2}}",
			want: []fieldJSON{{Path: "spec.hard[requests.cpu]", Op: "changes", Before: 1.0, After: 2.0}},
		},
		"a key appears and one disappears": {
			before: "{a: {x: 1}}", after: "{b: [2]}",
			want: []fieldJSON{
				{Path: "spec.a", Op: "disappears", Before: map[string]any{"x": 1.0}},
				{Path: "spec.b", Op: "appears", After: []any{2.0}},
			},
		},
		"items are compared by name, wherever they stand": {
			before: "{l: [{name: a, v: 1}, {name: b, v: 1}]}", after: "{l: [{name: c}, {name: a, v: 2}]}",
			want: []fieldJSON{
				{Path: "spec.l[c]", Op: "appears", After: map[string]any{"name": "c"}},
				{Path: "spec.l[a].v", Op: "changes", Before: 1.0, After: 2.0},
				{Path: "spec.l[b]", Op: "disappears", Before: map[string]any{"name": "b", "v": 1.0}},
			},
		},
		"a name that stands twice is none": {
			before: "{l: [{name: a, v: 1}, {name: a, v: 2}]}", after: "{l: [{name: a, v: 1}, {name: a, v: 3}]}",
			want: []fieldJSON{{Path: "spec.l[1].v", Op: "changes", Before: 2.0, After: 3.0}},
		},
		"one item more in the middle is one field": {
			before: "{l: [{v: 1}, {v: 2}, {v: 3}]}", after: "{l: [{v: 1}, {v: 9}, {v: 2}, {v: 4}]}",
			want: []fieldJSON{
				{Path: "spec.l[1]", Op: "appears", After: map[string]any{"v": 9.0}},
				{Path: "spec.l[3].v", Op: "changes", Before: 3.0, After: 4.0},
			},
		},
		"words in a list appear and disappear": {
			before: "{l: [a, b]}", after: "{l: [b, c]}",
			want: []fieldJSON{
				{Path: "spec.l", Op: "disappears", Before: "a"},
				{Path: "spec.l", Op: "appears", After: "c"},
			},
		},
		"another order is said as such": {
			before: "{l: [a, b], n: [{name: x}, {name: y}]}", after: "{l: [b, a], n: [{name: y}, {name: x}]}",
			want: []fieldJSON{
				{Path: "spec.l", Op: "changes", Reordered: true},
				{Path: "spec.n", Op: "changes", Reordered: true},
			},
		},
		"a list in place of a map is a change of both": {
			before: "{a: {b: 1}}", after: "{a: [1]}",
			want: []fieldJSON{{Path: "spec.a", Op: "changes", Before: map[string]any{"b": 1.0}, After: []any{1.0}}},
		},
		"a text is not the number that it looks like": {
			before: `{a: "4"}`, after: `{a: 4}`,
			want: []fieldJSON{{Path: "spec.a", Op: "changes", Before: "4", After: 4.0}},
		},
		"what Azure knows alone stays as it is": {
			before: "{a: '${x}'}", after: "{a: '${y}'}",
			want: []fieldJSON{{Path: "spec.a", Op: "changes", Before: "${x}", After: "${y}"}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := decode(t, compareTrees(t, treeOf(t, policies(thing(tt.before))), treeOf(t, policies(thing(tt.after)))))
			if n := len(p.Clusters[0].Objects); n != 1 {
				t.Fatalf("%d objects change, want 1", n)
			}
			if diff := cmp.Diff(tt.want, p.Clusters[0].Objects[0].Fields); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func thing(spec string) string {
	return "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x}\nspec: " + spec + "\n"
}
