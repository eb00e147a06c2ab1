package format_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/diag/format"
	"github.com/tenantry/tenantry/generator/internal/golden"
	"github.com/tenantry/tenantry/generator/tree"
)

// found holds every form of a finding, and each letter that a format escapes.
func found() diag.List {
	return diag.List{
		{Pos: diag.Pos{File: "clusters/fleet.yaml"}, Code: "no-tenants", Message: "there is no tenant"},
		{
			Pos: diag.Pos{File: "tenants/b.yaml", Line: 3, Col: 5}, Code: "hostname-taken",
			Message: `hostname "100%,a:b;c]d<e>" already belongs to tenant "a"`, Fix: "choose another\nhostname",
			Seen: []diag.Pos{{File: "tenants/a.yaml", Line: 2, Col: 13}, {File: "clusters/fleet.yaml"}},
		},
		{Pos: diag.Pos{File: "tenants/b.yaml", Line: 9, Col: 1}, Code: "hostname-taken", Message: "again"},
	}
}

func TestEachFormatSaysAllOfAFinding(t *testing.T) {
	t.Parallel()
	out := &tree.Tree{}
	for _, f := range format.All() {
		for name, list := range map[string]diag.List{"some": found(), "none": nil} {
			if err := out.Add(name+"."+f, tree.File{Data: written(t, format.Format(f), list)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	golden.Tree(t, out)
}

func TestSARIFIsWhatItsSchemaAsksFor(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]diag.List{"some": found(), "none": nil} {
		report, err := sarif.FromBytes(written(t, format.SARIF, list))
		if err != nil {
			t.Fatal(err)
		}
		// The library writes these although they were not given.
		run := report.Runs[0]
		run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
		if err := report.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPlaceThatTakesNothingIsAnError(t *testing.T) {
	t.Parallel()
	for _, f := range format.All() {
		if err := format.Write(full{}, format.Format(f), found(), ""); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func written(t *testing.T, f format.Format, list diag.List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := format.Write(&b, f, list, "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
