package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/tenantry/tenantry/"

// layers is the order of the data. A package may import earlier layers only: not
// its own, and never a later one. A new folder gets its place here.
func layers() []string {
	return []string{
		// the vocabulary, and leaves that know nothing of ours
		"generator/diag generator/layout generator/name generator/tree " +
			"cmd/demo docs docs/diagnostics generator/internal/fakeaz generator/check/schema/derive " +
			"generator/review/fields templates/upstream",
		"generator/api/v1alpha1 generator/internal/fleettest generator/internal/golden generator/review/arm templates",
		"generator/arm generator/bicep generator/diag/format generator/load generator/check/schema",
		"generator/fleet",
		"generator/plan/azure",
		"generator/plan",
		"generator/build generator/render generator/render/flux/gotk generator/worktree",
		"generator/render/extend",
		"generator/render/azure generator/render/deploy generator/render/flux generator/render/pipeline " +
			"generator/render/platform generator/render/tenant",
		"generator/check generator/cost generator/review",
		"generator/forge generator/repo",
		"generator",
		"generator/proposal",
		"cmd/tenantry/cli",
		"cmd/tenantry",
	}
}

// thirdParty says which packages may use which libraries. The longest prefix of an
// import decides. Tests may use all of them.
func thirdParty() map[string]string {
	return map[string]string{
		"code.gitea.io/sdk/gitea":                  "generator/forge",
		"github.com/Masterminds/sprig/v3":          "generator/render",
		"github.com/fluxcd/flux2/v2":               "generator/render/flux/gotk",
		"github.com/fluxcd/go-git-providers":       "generator/forge",
		"github.com/fluxcd/helm-controller/api":    "generator/check/schema",
		"github.com/fluxcd/kustomize-controller":   "generator/check/schema",
		"github.com/fluxcd/source-controller/api":  "generator/check/schema",
		"github.com/go-git/go-git/v5":              "generator/repo",
		"github.com/google/go-cmp":                 "generator/internal/golden",
		"github.com/google/go-github":              "generator/forge",
		"github.com/invopop/jsonschema":            "generator/api/v1alpha1",
		"github.com/jmespath/go-jmespath":          "generator/internal/fakeaz",
		"github.com/microsoft/azure-devops-go-api": "generator/forge",
		"github.com/santhosh-tekuri/jsonschema":    "generator/check/schema",
		"github.com/spf13/cobra":                   "cmd/tenantry/cli",
		"gitlab.com/gitlab-org/api/client-go":      "generator/forge",
		"go.yaml.in/yaml/v3":                       "generator/build generator/cost generator/load generator/render",
		"golang.org/x/net/publicsuffix":            "generator/fleet",
		"golang.org/x/sys":                         "generator/worktree",
		"golang.org/x/term":                        "cmd/tenantry/cli",
		"golang.org/x/text":                        "generator/check/schema",
		"k8s.io/api/":                              "generator/check/schema",
		"k8s.io/apiextensions-apiserver":           "generator/check/schema",
		"k8s.io/apimachinery":                      "generator/check generator/check/schema generator/check/schema/derive",
		"k8s.io/apimachinery/pkg/api/resource":     "generator/cost generator/fleet generator/plan/azure generator/review",
		"k8s.io/apimachinery/pkg/util/validation":  "generator/fleet",
		"sigs.k8s.io/gateway-api":                  "generator/check/schema",
		"sigs.k8s.io/json":                         "generator/check/schema",
		"sigs.k8s.io/kustomize":                    "generator/build generator/render/flux/gotk",
		"sigs.k8s.io/yaml": "generator/build generator/check generator/check/schema " +
			"generator/check/schema/derive",
	}
}

// source is one Go file of the module.
type source struct {
	path   string
	folder string
	test   bool
	file   *ast.File
	fset   *token.FileSet
	lines  []string
}

// sources parses every Go file of the module, whatever system it is built for.
func sources(t *testing.T) []source {
	t.Helper()
	root := os.DirFS("..")
	var out []source
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			// e2e is a module of its own.
			if p == "e2e" || d.Name() == "testdata" || p != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(p) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, p, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, source{p, path.Dir(p), strings.HasSuffix(p, "_test.go"), file, fset, strings.Split(string(text), "\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s source) imports(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, i := range s.file.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func TestImportsGoOneWay(t *testing.T) {
	t.Parallel()
	layer := map[string]int{}
	for i, names := range layers() {
		for name := range strings.FieldsSeq(names) {
			layer[name] = i
		}
	}
	seen := map[string]bool{}
	for _, s := range sources(t) {
		here, known := layer[s.folder]
		if !known && !seen[s.folder] {
			t.Errorf("%s is in no layer: give it one in arch_test.go", s.folder)
		}
		seen[s.folder] = true
		if !known || s.test {
			continue
		}
		for _, p := range s.imports(t) {
			name, ours := strings.CutPrefix(p, modulePath)
			if !ours {
				continue
			}
			if there, ok := layer[name]; !ok || there >= here {
				t.Errorf("%s imports %s, which is not an earlier layer", s.path, name)
			}
			if strings.HasPrefix(name, "generator/internal/") {
				t.Errorf("%s imports %s, which is for tests", s.path, name)
			}
		}
	}
	for name := range layer {
		if !seen[name] {
			t.Errorf("%s has a layer and no Go file", name)
		}
	}
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	allowed := thirdParty()
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, p := range s.imports(t) {
			if first, _, _ := strings.Cut(p, "/"); !strings.Contains(first, ".") || strings.HasPrefix(p, modulePath) {
				continue
			}
			var longest string
			for prefix := range allowed {
				if strings.HasPrefix(p, prefix) && len(prefix) > len(longest) {
					longest = prefix
				}
			}
			if longest == "" {
				t.Errorf("%s imports %s: say in arch_test.go who may", s.path, p)
			} else if !slices.Contains(strings.Fields(allowed[longest]), s.folder) {
				t.Errorf("%s imports %s, which is for %s", s.path, p, allowed[longest])
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	docs := map[string]int{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		docs[s.folder] += 0
		if s.file.Doc != nil {
			docs[s.folder]++
			want := "Package " + s.file.Name.Name + " "
			if text := s.file.Doc.Text(); s.file.Name.Name != "main" && !strings.HasPrefix(text, want) {
				t.Errorf("%s: the comment does not begin with %q", s.path, want)
			}
		}
		for _, bad := range []string{"util", "utils", "common", "helper", "helpers", "misc", "types", "model", "core", "pkg"} {
			if path.Base(s.folder) == bad || s.file.Name.Name == bad {
				t.Errorf("%s: a package called %s says nothing", s.path, bad)
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(docs)) {
		if docs[folder] != 1 {
			t.Errorf("%s has %d package comments", folder, docs[folder])
		}
	}
}

// The longest function and file, in lines; comments in a function do not count.
const maxFunction, maxFile = 60, 400

func TestFunctionsAndFilesStaySmall(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		if n := len(s.lines) - 1; n > maxFile {
			t.Errorf("%s has %d lines, and %d is the limit", s.path, n, maxFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			first, last := s.fset.Position(f.Pos()).Line, s.fset.Position(f.End()).Line
			n := 0
			for _, line := range s.lines[first-1 : last] {
				if line = strings.TrimSpace(line); !strings.HasPrefix(line, "//") {
					n++
				}
			}
			if n > maxFunction {
				t.Errorf("%s:%d: %s has %d lines, and %d is the limit", s.path, first, f.Name.Name, n, maxFunction)
			}
		}
	}
}
