package diagnostics_test

import (
	"go/constant"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/tenantry/tenantry/docs/diagnostics"
)

// codes finds every constant of type diag.Code in the generator's source.
func codes(t *testing.T) []string {
	t.Helper()
	mode := packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports |
		packages.NeedExportFile | packages.NeedFiles
	pkgs, err := packages.Load(&packages.Config{Mode: mode}, "../../generator/...")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			t.Fatal(e)
		}
		for _, v := range p.TypesInfo.Types {
			if v.Value == nil || v.Value.Kind() != constant.String || !strings.HasSuffix(v.Type.String(), "generator/diag.Code") {
				continue
			}
			if code := constant.StringVal(v.Value); code != "" {
				found[code] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestEveryFindingHasItsPageAndEveryPageItsFinding(t *testing.T) {
	t.Parallel()
	pages, err := fs.Glob(diagnostics.FS, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, p := range pages {
		code := strings.TrimSuffix(p, ".md")
		named = append(named, code)
		text, err := fs.ReadFile(diagnostics.FS, p)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "# "+code+"\n\n") || !strings.Contains(string(text), "**Why it matters.**") {
			t.Errorf("%s does not say what %s is and why it matters", p, code)
		}
	}
	slices.Sort(named) // a glob's order is that of file names, dots included
	if diff := cmp.Diff(codes(t), named); diff != "" {
		t.Errorf("codes in the source (-) and pages (+):\n%s", diff)
	}
}
