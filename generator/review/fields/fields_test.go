package fields_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/review/fields"
)

func TestFieldsNameWhatDiffersAndNothingElse(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		before, after string // as YAML
		want          []fields.Field
	}{
		"a value changes": {
			before: "{a: {b: 1}, same: x}", after: "{a: {b: 2}, same: x}",
			want: []fields.Field{{Path: "a.b", Op: fields.Changes, Before: 1, After: 2}},
		},
		"keys that are no identifiers stand in brackets": {
			before: "{hard: {requests.cpu: 1}}", after: "{hard: {requests.cpu: 2}}",
			want: []fields.Field{{Path: "hard[requests.cpu]", Op: fields.Changes, Before: 1, After: 2}},
		},
		"a key appears and one disappears": {
			before: "{a: {x: 1}}", after: "{b: [2]}",
			want: []fields.Field{
				{Path: "a", Op: fields.Disappears, Before: map[string]any{"x": 1}},
				{Path: "b", Op: fields.Appears, After: []any{2}},
			},
		},
		"items are compared by name, wherever they stand": {
			before: "{l: [{name: a, v: 1}, {name: b, v: 1}]}", after: "{l: [{name: c}, {name: a, v: 2}]}",
			want: []fields.Field{
				{Path: "l[c]", Op: fields.Appears, After: map[string]any{"name": "c"}},
				{Path: "l[a].v", Op: fields.Changes, Before: 1, After: 2},
				{Path: "l[b]", Op: fields.Disappears, Before: map[string]any{"name": "b", "v": 1}},
			},
		},
		"a name that stands twice is none": {
			before: "{l: [{name: a, v: 1}, {name: a, v: 2}]}", after: "{l: [{name: a, v: 1}, {name: a, v: 3}]}",
			want: []fields.Field{{Path: "l[1].v", Op: fields.Changes, Before: 2, After: 3}},
		},
		"one item more in the middle is one field": {
			before: "{l: [{v: 1}, {v: 2}, {v: 3}]}", after: "{l: [{v: 1}, {v: 9}, {v: 2}, {v: 4}]}",
			want: []fields.Field{
				{Path: "l[1]", Op: fields.Appears, After: map[string]any{"v": 9}},
				{Path: "l[3].v", Op: fields.Changes, Before: 3, After: 4},
			},
		},
		"words in a list appear and disappear": {
			before: "{l: [a, b]}", after: "{l: [b, c]}",
			want: []fields.Field{
				{Path: "l", Op: fields.Disappears, Before: "a"},
				{Path: "l", Op: fields.Appears, After: "c"},
			},
		},
		"another order is said as such": {
			before: "{l: [a, b], n: [{name: x}, {name: y}]}", after: "{l: [b, a], n: [{name: y}, {name: x}]}",
			want: []fields.Field{
				{Path: "l", Op: fields.Changes, Reordered: true},
				{Path: "n", Op: fields.Changes, Reordered: true},
			},
		},
		"a list in place of a map is a change of both": {
			before: "{a: {b: 1}}", after: "{a: [1]}",
			want: []fields.Field{{Path: "a", Op: fields.Changes, Before: map[string]any{"b": 1}, After: []any{1}}},
		},
		"a text is not the number that it looks like": {
			before: `{a: "4"}`, after: `{a: 4}`,
			want: []fields.Field{{Path: "a", Op: fields.Changes, Before: "4", After: 4}},
		},
		"what Azure knows alone stays as it is": {
			before: "{a: '${x}'}", after: "{a: '${y}'}",
			want: []fields.Field{{Path: "a", Op: fields.Changes, Before: "${x}", After: "${y}"}},
		},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			got := fields.Diff(decode(t, tt.before), decode(t, tt.after))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := yaml.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLinesCountsWhatIsChangedAddedAndTaken(t *testing.T) {
	t.Parallel()
	for what, tt := range map[string]struct {
		before, after string
		want          int
	}{
		"nothing":           {"a\nb", "a\nb", 0},
		"one line":          {"a\nb\nc", "a\nx\nc", 1},
		"one line more":     {"a\nc", "a\nb\nc", 1},
		"one for two":       {"a\nb\nc\nd", "a\nx\nd", 2},
		"two places":        {"a\nb\nc\nd\ne", "x\nb\nc\nd\ny", 2},
		"from the very top": {"", "a\nb", 2},
	} {
		if got := fields.Lines(tt.before, tt.after); got != tt.want {
			t.Errorf("%s: %d lines, want %d", what, got, tt.want)
		}
	}
}

// TestLongListsAreStillCompared takes lists that are too long to be aligned item by item.
func TestLongListsAreStillCompared(t *testing.T) {
	t.Parallel()
	before, after := make([]any, 400), make([]any, 400)
	for i := range before {
		before[i], after[i] = i, i+1000
	}
	got := fields.Diff(map[string]any{"l": before}, map[string]any{"l": after})
	if len(got) != 800 {
		t.Errorf("%d fields differ, want 800", len(got))
	}
}
