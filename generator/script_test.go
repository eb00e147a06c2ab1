package generator_test

import (
	"bytes"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"mvdan.cc/sh/v3/syntax"

	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
)

// oneShard is a fleet of one gateway, and of one shard unless the test says more.
func oneShard(t *testing.T, more string, tenants ...string) fstest.MapFS {
	t.Helper()
	repo := edit(t, fleettest.Repo(tenants...), layout.Fleet, "[shared-1, shared-2]", "[shared-1]")
	return edit(t, repo, layout.Fleet, "  plans:", "  shards: 1\n"+more+"  plans:")
}

const gotk = "  flux: {profile: gotk}\n"

// TestScriptsAreBashAsShfmtPrintsIt parses what is rendered for a shell.
func TestScriptsAreBashAsShfmtPrintsIt(t *testing.T) {
	t.Parallel()
	files := generate(t, oneShard(t, gotk, "contoso")).Tree
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash), syntax.KeepComments(true))
	printer := syntax.NewPrinter(syntax.Indent(2))
	seen := 0
	for _, p := range files.Paths() {
		if path.Ext(p) != ".sh" && path.Base(p) != "deploy" {
			continue
		}
		seen++
		f, _ := files.Get(p)
		script, err := parser.Parse(bytes.NewReader(f.Data), p)
		if err != nil {
			t.Error(err)
			continue
		}
		var printed bytes.Buffer
		if err := printer.Print(&printed, script); err != nil {
			t.Fatal(err)
		}
		for i, want := range strings.Split(printed.String(), "\n") {
			if lines := strings.Split(string(f.Data), "\n"); i >= len(lines) || lines[i] != want {
				t.Errorf("%s:%d: shfmt writes %q", p, i+1, want)
				break
			}
		}
	}
	if seen != 6 {
		t.Errorf("%d scripts are rendered below %s and %s", seen, layout.Clusters, layout.Deploy)
	}
}

// TestNoScriptNamesWhatBash3HasNot: macOS has no newer bash.
func TestNoScriptNamesWhatBash3HasNot(t *testing.T) {
	t.Parallel()
	files := generate(t, oneShard(t, "", "contoso")).Tree
	for _, p := range files.Paths() {
		if path.Ext(p) != ".sh" && path.Base(p) != "deploy" {
			continue
		}
		f, _ := files.Get(p)
		for _, word := range []string{"mapfile", "readarray", "declare -A", "local -A", "${!", ",,}", "^^}", "|&", "coproc"} {
			if strings.Contains(string(f.Data), word) {
				t.Errorf("%s has %s", p, word)
			}
		}
	}
}
