package review_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

// pairs are two fleets each, for promises that hold whatever differs.
func pairs(t *testing.T) map[string][2]*generator.Result {
	t.Helper()
	small := generate(t, fleetFiles())
	other := with(newTenant())
	other["tenants/tailspin.yaml"] = strings.ReplaceAll(
		tenantFile("tailspin", "small", "tailspin.apps.acme.example, www.b.example", "branch: x"),
		"oci: oci://acmefleet.azurecr.io/tenants/", "git: https://git.example/")
	other["tenants/fabrikam.yaml"] = ""
	return map[string][2]*generator.Result{
		"a new tenant":  {small, generate(t, with(newTenant()))},
		"eight tenants": {small, generate(t, with(manyTenants(8)))},
		"many things":   {small, generate(t, other)},
		"another DR":    {small, generate(t, with(otherDR()))},
	}
}

func TestATreeComparedWithItselfIsEmpty(t *testing.T) {
	t.Parallel()
	r := generate(t, with(newTenant()))
	if rev := compare(t, r, r); !rev.Empty() {
		t.Errorf("not empty:\n%s", review.Markdown(rev, review.Room{}))
	}
}

// TestThereAndBack compares in both directions: what appears one way disappears
// the other, and no description exceeds its limit or cuts a line.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	for what, p := range pairs(t) {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			there, back := compare(t, p[0], p[1]), compare(t, p[1], p[0])
			for _, ops := range [][2]string{{"appears", "disappears"}, {"disappears", "appears"}, {"changes", "changes"}} {
				if diff := cmp.Diff(objects(decode(t, there), ops[0]), objects(decode(t, back), ops[1])); diff != "" {
					t.Errorf("%s there, %s back (-there +back):\n%s", ops[0], ops[1], diff)
				}
			}
			for _, r := range []*review.Review{there, back} {
				full := review.Markdown(r, review.Room{})
				for limit := 200; limit < 6000; limit += 211 {
					checkMarkdown(t, review.Markdown(r, room(limit)), full, limit)
				}
			}
		})
	}
}

func objects(p planJSON, op string) []string {
	var out []string
	for _, c := range p.Clusters {
		for _, o := range c.Objects {
			if o.Op == op {
				out = append(out, strings.Join([]string{c.Name, o.Kustomization, o.Kind, o.Namespace, o.Name}, "/"))
			}
		}
	}
	slices.Sort(out)
	return out
}

// room is what a pull request's description has.
func room(limit int) review.Room {
	return review.Room{Limit: limit, Rest: "the full plan is in the comment"}
}

func checkMarkdown(t *testing.T, got, full string, limit int) {
	t.Helper()
	if n := len(utf16.Encode([]rune(got))); n > limit {
		t.Errorf("limit %d: %d characters", limit, n)
	}
	if got != full && !strings.HasSuffix(got, "\n_Shortened: the full plan is in the comment._\n") {
		t.Errorf("limit %d: shorter, and does not say so:\n%s", limit, got)
	}
	for l := range strings.Lines(got) {
		if strings.Count(l, "`")%2 != 0 || !strings.HasSuffix(l, "\n") {
			t.Errorf("limit %d: a line is cut: %q", limit, l)
		}
	}
	if strings.Count(got, "<details>") != strings.Count(got, "</details>") {
		t.Errorf("limit %d: a fold is cut:\n%s", limit, got)
	}
}

// TestMarkdownFitsWhateverTheNames takes names as long as they may be, on more
// clusters than there is room for.
func TestMarkdownFitsWhateverTheNames(t *testing.T) {
	t.Parallel()
	before, after, p := &tree.Tree{}, &tree.Tree{}, &plan.Plan{}
	for i := range 12 {
		cluster := fmt.Sprintf("%s-%02d", strings.Repeat("c", 60), i)
		p.Clusters = append(p.Clusters, plan.Cluster{Name: name.Label(cluster), Stamp: "default"})
		for j, side := range []*tree.Tree{before, after} {
			u := policies(thing(fmt.Sprintf("{a: %d, b%d: %d}", j, i, j)))
			u.path = "clusters/" + cluster + "/" + strings.Repeat("p", 60)
			addUnit(t, side, cluster, u)
		}
	}
	r, err := review.Compare(t.Context(), before, after, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	full := review.Markdown(r, review.Room{})
	for limit := 200; limit < 3000; limit += 7 {
		checkMarkdown(t, review.Markdown(r, room(limit)), full, limit)
	}
}

func TestValuesCannotBecomeMarkup(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ value, want string }{
		"HTML":             {"<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"},
		"a link":           {"[x](https://evil.example)", "`[x](https://evil.example)`"},
		"mentions":         {"@team fixes #123, !4", "`@team fixes #123, !4`"},
		"a table":          {"a | b", "`a | b`"},
		"a code span":      {"a`b``c", "``` a`b``c ```"},
		"a fence":          {"```", "```` ``` ````"},
		"a line":           {"a\n\n# b", "`(3 lines)`"},
		"a line's end":     {"a\r", "`\"a\\r\"`"},
		"turned direction": {"a\u202eb", "`\"a\\u202eb\"`"},
		"nothing":          {"", "`\"\"`"},
		"spaces":           {"  ", "`\"  \"`"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			before, after := thing("{a: {}}"), thing(fmt.Sprintf("{a: {b: %q}}", tt.value))
			got := review.Markdown(compareTrees(t, treeOf(t, policies(before)), treeOf(t, policies(after))), review.Room{})
			if want := "  - **+** `spec.a.b`: " + tt.want + "\n"; !strings.Contains(got, want) {
				t.Errorf("want the line %q in:\n%s", want, got)
			}
		})
	}
}

func TestTextMovesNoCursorAndHasColoursOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	r := compareTrees(t, treeOf(t, policies(thing("{}"))), treeOf(t, policies(thing(`{a: "\e[2Jx", "k\e[1m": 1}`))))
	var plain, colored bytes.Buffer
	if err := review.WriteText(&plain, r, false); err != nil {
		t.Fatal(err)
	}
	if err := review.WriteText(&colored, r, true); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(plain.String(), "\x1b") {
		t.Errorf("escape sequences without colour: %q", plain.String())
	}
	bare := colored.String()
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m"} {
		bare = strings.ReplaceAll(bare, code, "")
	}
	if diff := cmp.Diff(plain.String(), bare); diff != "" || bare == colored.String() {
		t.Errorf("with colours the text is another (-plain +coloured without colours):\n%s", diff)
	}
}

func TestCompareStopsWhenItIsTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	before, after := treeOf(t, policies(thing("{}"))), treeOf(t, policies(thing("{a: 1}")))
	_, err := review.Compare(ctx, before, after, onePlan(), func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want %v", err, context.Canceled)
	}
}

func TestProgressCountsEveryBuildOnce(t *testing.T) {
	t.Parallel()
	before := treeOf(t, policies(thing("{}")), tenantUnit("contoso", namespace), tenantUnit("same", namespace))
	after := treeOf(t,
		policies(thing("{a: 1}")), tenantUnit("contoso", namespace+"---\n"+quota("{}")), tenantUnit("same", namespace))
	var got [][2]int
	_, err := review.Compare(t.Context(), before, after, onePlan(), func(done, total int) { got = append(got, [2]int{done, total}) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][2]int{{1, 4}, {2, 4}, {3, 4}, {4, 4}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFilesOfPeopleDoNotCount(t *testing.T) {
	t.Parallel()
	before, after := treeOf(t, policies(thing("{}"))), treeOf(t, policies(thing("{}")))
	for path, text := range map[string]string{"clusters/fleet.yaml": "x", "tenants/contoso.yaml": "y", ".gitattributes": "z"} {
		if err := before.Add(path, tree.File{Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	if r := compareTrees(t, before, after); !r.Empty() {
		t.Errorf("not empty:\n%s", review.Markdown(r, review.Room{}))
	}
}
