package generator_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/templates"
)

// described takes a template's first line apart: the path that it prints, and the
// Go type that it takes. A file that lies at several depths has a path for each.
var described = regexp.MustCompile(`^\{\{- /\* ([^ :]+?)(?:: .+)?\. Input: ([\w.\[\]]+)\. \*/ -\}\}$`)

// TestEveryTemplateParsesAndIsUsed reads in each template's first line what it
// prints, and looks for it among what is rendered: every template prints at least
// one file, and every printed file has exactly one template.
func TestEveryTemplateParsesAndIsUsed(t *testing.T) {
	t.Parallel()
	patterns := map[string]string{} // by template
	for _, dir := range []string{"azure", "deploy", "flux", "pipeline", "platform", "tenant"} {
		if dir != "azure" { // its own functions are its package's
			if _, err := render.Parse(dir); err != nil {
				t.Error(err)
			}
		}
		err := fs.WalkDir(templates.FS, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(p) != ".tmpl" || strings.HasPrefix(p, "azure/parts/") { // parts stand in other templates
				return err
			}
			text, err := fs.ReadFile(templates.FS, p)
			if err != nil {
				return err
			}
			first, _, _ := strings.Cut(string(text), "\n")
			m := described.FindStringSubmatch(first)
			if m == nil {
				t.Errorf("templates/%s does not say in its first line what it prints: %s", p, first)
				return nil
			}
			longest := 130
			if dir == "azure" {
				longest = 180 // Bicep has one property a line
			}
			if lines := strings.Count(string(text), "\n"); lines > longest {
				t.Errorf("templates/%s has %d lines", p, lines)
			}
			patterns[p] = regexp.MustCompile(`<\w+>`).ReplaceAllString(m[1], "*")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	unused := map[string]bool{}
	for name := range patterns {
		unused[name] = true
	}
	for name, repo := range variants(t) {
		files := generate(t, repo).Tree
		for _, p := range files.Paths() {
			if f, _ := files.Get(p); f.Verbatim {
				continue
			}
			printers := printersOf(patterns, p)
			if len(printers) != 1 {
				t.Errorf("%s: %s is printed by %v, as far as their first lines tell", name, p, printers)
			}
			for _, printer := range printers {
				delete(unused, printer)
			}
		}
	}
	for name := range unused {
		t.Errorf("templates/%s is not used", name)
	}
}

// printersOf returns the templates whose pattern a path matches; of those only the
// ones that leave the least open.
func printersOf(patterns map[string]string, p string) []string {
	var out []string
	least := len(p)
	for name, pattern := range patterns {
		open := least + 1
		for one := range strings.SplitSeq(pattern, "|") {
			if ok, _ := path.Match(one, p); ok {
				open = strings.Count(one, "*")
			}
		}
		if open > least {
			continue
		}
		if open < least {
			out, least = nil, open
		}
		out = append(out, name)
	}
	return out
}
