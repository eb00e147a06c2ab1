package build

import (
	"bytes"
	"path"
	"slices"

	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/tree"
)

// Same reports whether a path is built from equal files in two trees, so that
// building it twice would give equal objects.
func Same(a, b *Builder, dir string) bool {
	inA, inB := a.Inputs(dir), b.Inputs(dir)
	return slices.Equal(inA, inB) && !slices.ContainsFunc(inA, func(p string) bool {
		return !bytes.Equal(data(a.files, p), data(b.files, p))
	})
}

func data(t *tree.Tree, p string) []byte {
	f, _ := t.Get(p)
	return f.Data
}

// Inputs returns the files that a path is built from, in alphabetical order: its
// own, and those of the folders that its kustomization includes.
func (b *Builder) Inputs(dir string) []string {
	seen := map[string]bool{}
	var out []string
	var visit func(dir string)
	visit = func(dir string) {
		if seen[dir] {
			return
		}
		seen[dir] = true
		out = append(out, b.disk.below(dir)...)
		for _, other := range b.includes(dir) {
			visit(other)
		}
	}
	visit(dir)
	slices.Sort(out)
	return slices.Compact(out)
}

// includes returns the folders outside dir that its kustomization names.
func (b *Builder) includes(dir string) []string {
	var k struct {
		Resources []string `json:"resources"`
	}
	if err := yaml.Unmarshal(data(b.files, path.Join(dir, kustomizationFile)), &k); err != nil {
		return nil // the build itself says what is wrong
	}
	var out []string
	for _, r := range k.Resources {
		if p := path.Join(dir, r); b.disk.has(p) {
			out = append(out, p)
		}
	}
	return out
}
