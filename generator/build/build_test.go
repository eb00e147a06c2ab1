package build_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/tree"
)

// files is a tree as a table writes it.
type files map[string]string

func (f files) tree(tb testing.TB) *tree.Tree {
	tb.Helper()
	t := &tree.Tree{}
	for p, text := range f {
		if err := t.Add(p, tree.File{Data: []byte(text)}); err != nil {
			tb.Fatal(err)
		}
	}
	return t
}

func (f files) builder(tb testing.TB) *build.Builder {
	tb.Helper()
	b, err := build.New(f.tree(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// with returns the files with others added or put in their places.
func (f files) with(others files) files {
	out := files{}
	for _, m := range []files{f, others} {
		maps.Copy(out, m)
	}
	return out
}

// fluxUnit is a Flux Kustomization in the root.
func fluxUnit(name, source, path string) string {
	return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: " + name +
		"\n  namespace: flux-system\nspec:\n  sourceRef: {kind: GitRepository, name: " + source + "}\n  path: " + path + "\n"
}

func configMap(name, value string) string {
	return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name +
		"\n  namespace: shop\ndata:\n  key: " + value + "\n"
}

const overlay = `resources: [../base]
patches:
  - target: {kind: ConfigMap}
    patch: |
      - {op: replace, path: /data/key, value: prod}
`

// small is a cluster with one tenant and one folder of Azure's values.
func small() files {
	return files{
		"clusters/prod/flux/tenant-shop.yaml":                     fluxUnit("tenant-shop", "fleet", "./tenants/shop/prod"),
		"clusters/prod/flux/crds.yaml":                            fluxUnit("crds", "fleet", "./infrastructure/crds"),
		"clusters/prod/flux/elsewhere.yaml":                       fluxUnit("elsewhere", "another", "./deploy"),
		"clusters/prod/flux/.gitkeep":                             "",
		"clusters/prod/azure-outputs/platform/configmap.yaml":     configMap("azure-outputs", "a"),
		"clusters/prod/azure-outputs/platform/notes/more/read.me": "no YAML",
		"clusters/prod/bootstrap/sync.yaml":                       fluxUnit("flux", "fleet", "./clusters/prod/flux"),
		"infrastructure/crds/b.yaml":                              configMap("b", "b"),
		"infrastructure/crds/a.yaml":                              configMap("a", "a"),
		"tenants/shop/base/kustomization.yaml":                    "resources: [settings.yaml]\n",
		"tenants/shop/base/settings.yaml":                         "# why\n\n" + configMap("settings", "base"),
		"tenants/shop/prod/kustomization.yaml":                    overlay,
	}
}

func TestTheOutlineIsWhatFluxFinds(t *testing.T) {
	t.Parallel()
	got := small().builder(t).Outline("prod")
	want := &build.Cluster{Name: "prod", Units: []*build.Unit{
		{Cluster: "prod", Name: "flux", Path: "clusters/prod/flux"},
		{Cluster: "prod", Name: "azure-outputs-platform", Path: "clusters/prod/azure-outputs/platform"},
		{Cluster: "prod", Name: "crds", Path: "infrastructure/crds"},
		{Cluster: "prod", Name: "tenant-shop", Path: "tenants/shop/prod"},
	}}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(build.Unit{}, "Spec", "Objects")); d != "" {
		t.Errorf("outline differs (-want +got):\n%s", d)
	}
}

func TestAClusterThatIsNotThereHasNoUnits(t *testing.T) {
	t.Parallel()
	got := small().builder(t).Outline("dev")
	if d := cmp.Diff(&build.Cluster{Name: "dev"}, got); d != "" {
		t.Errorf("outline differs (-want +got):\n%s", d)
	}
}

func TestBuildGivesWhatFluxApplies(t *testing.T) {
	t.Parallel()
	object := func(name, value string) build.Object {
		return build.Object{
			Object: tree.Object{APIVersion: "v1", Kind: "ConfigMap", Namespace: "shop", Name: name},
			Value: map[string]any{
				"apiVersion": "v1", "kind": "ConfigMap",
				"metadata": map[string]any{"name": name, "namespace": "shop"},
				"data":     map[string]any{"key": value},
			},
		}
	}
	tests := map[string]struct {
		path string
		want []build.Object
	}{
		"an overlay patches its base": {"tenants/shop/prod", []build.Object{object("settings", "prod")}},
		"a base alone":                {"tenants/shop/base", []build.Object{object("settings", "base")}},
		"a folder without a kustomization is all its files": {
			"infrastructure/crds", []build.Object{object("a", "a"), object("b", "b")},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := &build.Unit{Path: tt.path}
			b := small().builder(t)
			for range 2 { // the second build is not disturbed by the first
				b.Build(u)
				if u.Err != nil {
					t.Fatal(u.Err)
				}
				if d := cmp.Diff(tt.want, u.Objects); d != "" {
					t.Errorf("objects differ (-want +got):\n%s", d)
				}
			}
		})
	}
}

func TestInputsAreTheFilesOfAUnitAndOfItsBases(t *testing.T) {
	t.Parallel()
	b := small().builder(t)
	got := map[string][]string{}
	for _, dir := range []string{
		"tenants/shop/prod", "infrastructure/crds", "clusters/prod/azure-outputs/platform", "nowhere",
	} {
		got[dir] = b.Inputs(dir)
	}
	want := map[string][]string{
		"tenants/shop/prod": {
			"tenants/shop/base/kustomization.yaml", "tenants/shop/base/settings.yaml", "tenants/shop/prod/kustomization.yaml",
		},
		"infrastructure/crds":                  {"infrastructure/crds/a.yaml", "infrastructure/crds/b.yaml"},
		"clusters/prod/azure-outputs/platform": {"clusters/prod/azure-outputs/platform/configmap.yaml"},
		"nowhere":                              nil,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("inputs differ (-want +got):\n%s", d)
	}
}

func TestSameKnowsWhatChangesABuild(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change files
		want   bool
	}{
		"nothing changed":            {nil, true},
		"another tenant is new":      {files{"tenants/bank/base/settings.yaml": configMap("a", "a")}, true},
		"a file that is no YAML":     {files{"tenants/shop/prod/notes.txt": "a"}, true},
		"the base changed":           {files{"tenants/shop/base/settings.yaml": configMap("settings", "new")}, false},
		"the overlay changed":        {files{"tenants/shop/prod/kustomization.yaml": "resources: [../base]\n"}, false},
		"the base has one file more": {files{"tenants/shop/base/more.yaml": configMap("more", "a")}, false},
		"the overlay has another base": {
			files{"tenants/shop/prod/kustomization.yaml": "resources: [../../../infrastructure/crds]\n"}, false,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := small().builder(t), small().with(tt.change).builder(t)
			if got := build.Same(a, b, "tenants/shop/prod"); got != tt.want {
				t.Errorf("Same is %v, want %v", got, tt.want)
			}
		})
	}
}

func TestABuildThatIsRefusedNamesItsFile(t *testing.T) {
	t.Parallel()
	const (
		overlay  = "tenants/shop/prod/kustomization.yaml"
		base     = "tenants/shop/base/kustomization.yaml"
		settings = "tenants/shop/base/settings.yaml"
	)
	tests := map[string]struct {
		change files
		file   string // of the FileError; empty when none is known
		want   string
	}{
		"no YAML": {
			files{settings: "kind: ConfigMap\nmetadata: {\n"},
			settings,
			"build tenants/shop/prod: tenants/shop/base/settings.yaml:2: did not find expected node content",
		},
		"no object": {
			files{settings: "- a\n"},
			settings,
			"build tenants/shop/prod: tenants/shop/base/settings.yaml:1: an object has no kind or no metadata.name",
		},
		"an object without a name": {
			files{settings: "apiVersion: v1\nkind: ConfigMap\n"},
			settings,
			"build tenants/shop/prod: tenants/shop/base/settings.yaml:1: an object has no kind or no metadata.name",
		},
		"one object twice": {
			files{settings: configMap("a", "a") + "---\n" + configMap("a", "b")},
			settings,
			"build tenants/shop/prod: tenants/shop/base/settings.yaml:9: " +
				"ConfigMap/shop/a stands in tenants/shop/base/settings.yaml:1 already",
		},
		"a resource that does not exist": {
			files{base: "resources:\n  - settings.yaml\n  - more.yaml\n"},
			base,
			`build tenants/shop/prod: tenants/shop/base/kustomization.yaml:3: resource "more.yaml" does not exist`,
		},
		"an address, which kustomize would fetch": {
			files{overlay: "resources: [https://example.com/base.yaml]\n"},
			overlay,
			"build tenants/shop/prod: tenants/shop/prod/kustomization.yaml:1: " +
				`resource "https://example.com/base.yaml" is no path inside the repository`,
		},
		"a repository, which kustomize would clone": {
			files{
				overlay: "resources: [github.com/example/base]\n",
				"tenants/shop/prod/github.com/example/base/a.yaml": configMap("a", "a"),
			},
			overlay,
			"build tenants/shop/prod: tenants/shop/prod/kustomization.yaml:1: " +
				`resource "github.com/example/base" does not exist`,
		},
		"a field that reads files or runs programs": {
			files{overlay: "resources: [../base]\ngenerators: [run.yaml]\n"},
			overlay,
			`build tenants/shop/prod: tenants/shop/prod/kustomization.yaml: unknown field "generators"`,
		},
		"a patch from a file": {
			files{overlay: "resources: [../base]\npatches: [{path: https://example.com/patch.yaml}]\n"},
			overlay,
			`build tenants/shop/prod: tenants/shop/prod/kustomization.yaml: unknown field "path"`,
		},
		"an alias of itself, which would overflow the stack": {
			files{settings: configMap("a", "&a [*a]")},
			settings,
			"build tenants/shop/prod: tenants/shop/base/settings.yaml:7: a YAML alias is not allowed in a rendered file",
		},
		"a patch that does not fit": {
			files{overlay: "resources: [../base]\npatches:\n  - target: {kind: ConfigMap}\n    patch: |\n" +
				"      - {op: test, path: /data/key, value: other}\n"},
			"",
			"build tenants/shop/prod: testing value /data/key failed: test failed",
		},
		"a panic of kustomize": {
			files{settings: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n" +
				"    internal.config.kubernetes.io/previousNames: a,b\n" +
				"    internal.config.kubernetes.io/previousNamespaces: a\n" +
				"    internal.config.kubernetes.io/previousKinds: ConfigMap\n"},
			"",
			"build tenants/shop/prod: kustomize gave up: " +
				"number of previous names, number of previous namespaces, number of previous kinds not equal",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := &build.Unit{Path: "tenants/shop/prod"}
			small().with(tt.change).builder(t).Build(u)
			if u.Err == nil || u.Err.Error() != tt.want || u.Objects != nil {
				t.Errorf("got %d objects and error\n%v, want\n%s", len(u.Objects), u.Err, tt.want)
			}
			var cause *build.FileError
			if file := ""; errors.As(u.Err, &cause) {
				if file = cause.File; file != tt.file {
					t.Errorf("the error is about %q, want %q", file, tt.file)
				}
			} else if tt.file != "" {
				t.Errorf("the error names no file, want %q", tt.file)
			}
		})
	}
}

func TestAFolderThatDoesNotExistIsAnError(t *testing.T) {
	t.Parallel()
	u := &build.Unit{Path: "tenants/shop/dev"}
	small().builder(t).Build(u)
	const want = "build tenants/shop/dev: there is no such folder, or it is empty"
	if u.Err == nil || u.Err.Error() != want {
		t.Errorf("got error %v, want %s", u.Err, want)
	}
}

func TestWhereLeadsToTheDocumentOfAnObject(t *testing.T) {
	t.Parallel()
	b := small().with(files{
		"infrastructure/crds/a.yaml": "# first\n---\n" + configMap("one", "a") + "---\n# second\n" + configMap("two", "b"),
	}).builder(t)
	tests := map[string]struct {
		path, name string
		want       build.Document
		found      bool
	}{
		"the second document of a file": {
			"infrastructure/crds", "two", build.Document{
				Object: tree.Object{APIVersion: "v1", Kind: "ConfigMap", Namespace: "shop", Name: "two"},
				File:   "infrastructure/crds/a.yaml", Line: 12,
			}, true,
		},
		"an object of the base": {
			"tenants/shop/prod", "settings", build.Document{
				Object: tree.Object{APIVersion: "v1", Kind: "ConfigMap", Namespace: "shop", Name: "settings"},
				File:   "tenants/shop/base/settings.yaml", Line: 3,
			}, true,
		},
		"an object of another unit": {"tenants/shop/prod", "one", build.Document{}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, found := b.Where(&build.Unit{Path: tt.path}, tree.Object{Kind: "ConfigMap", Namespace: "shop", Name: tt.name})
			if d := cmp.Diff(tt.want, got); d != "" || found != tt.found {
				t.Errorf("found is %v, want %v; documents differ (-want +got):\n%s", found, tt.found, d)
			}
		})
	}
}

func TestDecodeReadsAFileWithoutKustomize(t *testing.T) {
	t.Parallel()
	got, err := build.Decode("a.yaml", []byte("# why\n---\n"+configMap("a", "1")+"---\n---\n"+configMap("b", "x")))
	if err != nil {
		t.Fatal(err)
	}
	want := []build.Object{}
	for _, o := range []struct {
		name  string
		value any
	}{{"a", 1}, {"b", "x"}} {
		want = append(want, build.Object{
			Object: tree.Object{APIVersion: "v1", Kind: "ConfigMap", Namespace: "shop", Name: o.name},
			Value: map[string]any{
				"apiVersion": "v1", "kind": "ConfigMap",
				"metadata": map[string]any{"name": o.name, "namespace": "shop"}, "data": map[string]any{"key": o.value},
			},
		})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("objects differ (-want +got):\n%s", d)
	}
	const refused = "a.yaml:1: did not find expected node content"
	if _, err := build.Decode("a.yaml", []byte("a: [\n")); err == nil || err.Error() != refused {
		t.Errorf("got error %v for a file that is no YAML, want %s", err, refused)
	}
}
