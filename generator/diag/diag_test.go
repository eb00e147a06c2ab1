package diag_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
)

func TestAFindingReadsAsPlaceFactCodeAndHelp(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]diag.Finding{
		`tenants/b.yaml:3:5: hostname "x" already belongs to tenant "a" (hostname-taken)` +
			"\n\tsee: tenants/a.yaml:2:13\n\tsee: clusters/fleet.yaml\n\tfix: choose another hostname": {
			Pos:     diag.Pos{File: "tenants/b.yaml", Line: 3, Col: 5},
			Code:    "hostname-taken",
			Message: `hostname "x" already belongs to tenant "a"`,
			Fix:     "choose another hostname",
			Seen:    []diag.Pos{{File: "tenants/a.yaml", Line: 2, Col: 13}, {File: "clusters/fleet.yaml"}},
		},
		"clusters/fleet.yaml: there is no tenant (no-tenant)": {
			Pos: diag.Pos{File: "clusters/fleet.yaml"}, Code: "no-tenant", Message: "there is no tenant",
		},
	} {
		if diff := cmp.Diff(want, f.String()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAFindingAsJSONLeavesOutWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(diag.Finding{Pos: diag.Pos{File: "a.yaml"}, Code: "c", Message: "m"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"pos":{"file":"a.yaml"},"code":"c","message":"m"}`, string(got)); diff != "" {
		t.Error(diff)
	}
}

// at makes a finding from its place, code and message.
func at(file string, line, col int, code diag.Code, message string) diag.Finding {
	return diag.Finding{Pos: diag.Pos{File: file, Line: line, Col: col}, Code: code, Message: message}
}

func TestFindingsAreSortedByPlaceThenCodeThenMessageAndSaidOnce(t *testing.T) {
	t.Parallel()
	want := diag.List{
		at("a.yaml", 0, 0, "z", "about the file"),
		at("a.yaml", 2, 1, "a", "m"),
		at("a.yaml", 2, 9, "a", "m"),
		at("a.yaml", 10, 1, "a", "m"),
		at("a.yaml", 10, 1, "b", "m"),
		at("a.yaml", 10, 1, "b", "n"),
		at("b.yaml", 1, 1, "a", "m"),
	}
	given := slices.Concat(want, want)
	slices.Reverse(given)
	before := slices.Clone(given)
	if diff := cmp.Diff(want, given.Sorted()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, given); diff != "" {
		t.Errorf("the list itself changed:\n%s", diff)
	}
}

func TestNothingFoundIsSortedToo(t *testing.T) {
	t.Parallel()
	if got := diag.List(nil).Sorted(); len(got) != 0 {
		t.Error(got)
	}
}

func TestNearestFindsTheWordThatWasMeant(t *testing.T) {
	t.Parallel()
	fields := []string{"source", "plan", "owners", "hostnames", "routes", "state"}
	for word, want := range map[string]string{
		"hostname":   "hostnames", // one missing
		"hostnamess": "hostnames", // one too many
		"hosntames":  "hostnames", // two swapped
		"sorce":      "source",
		"Plan":       "plan", // the case of one letter
		"route":      "routes",
		"onwer":      "owners", // a swap and a missing letter
		"plan":       "plan",
		"hostlist":   "", // too far away
		"replicas":   "",
		"pl":         "", // every letter but none of the word's own would be changed
		"":           "",
	} {
		if got := diag.Nearest(word, fields); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestNearestDoesNotDependOnTheOrderOfTheCandidates(t *testing.T) {
	t.Parallel()
	for _, candidates := range [][]string{{"abx", "abd"}, {"abd", "abx"}} {
		if got := diag.Nearest("abc", candidates); got != "abd" {
			t.Errorf("%v: got %q", candidates, got)
		}
	}
	if got := diag.Nearest("word", nil); got != "" {
		t.Errorf("no candidates: got %q", got)
	}
}

func TestNearestTakesTheFewestEdits(t *testing.T) {
	t.Parallel()
	if got := diag.Nearest("gateways", []string{"gatewayed", "gateway"}); got != "gateway" {
		t.Errorf("got %q", got)
	}
}
