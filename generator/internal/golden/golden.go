// Package golden holds rendered trees against files that are kept below testdata.
package golden

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/tree"
)

// update is the flag -update of every test that uses this package.
var update = flag.Bool("update", false, "accept what is rendered") //nolint:gochecknoglobals // flags are registered once

// maxKept is the largest file, in bytes, that is kept as it is. Of larger ones the
// checksums are kept, in the file large.txt.
const maxKept = 16 << 10

// Tree fails the test unless a tree equals the files below testdata/<test's name>.
// With -update it rewrites them instead, and removes what is left over.
func Tree(t *testing.T, got *tree.Tree) {
	t.Helper()
	dir := filepath.Join("testdata", filepath.FromSlash(t.Name()))
	kept := keep(got)
	if *update {
		if err := rewrite(dir, kept); err != nil {
			t.Fatal(err)
		}
	}
	want, err := read(dir)
	if err != nil {
		t.Fatalf("%v (run with -update to accept what is rendered)", err)
	}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("rendered (-want +got, run with -update to accept):\n%s", diff)
	}
}

// keep returns what is kept of a tree, by path.
func keep(got *tree.Tree) map[string]string {
	out := map[string]string{}
	var large strings.Builder
	for _, p := range got.Paths() {
		f, _ := got.Get(p)
		if len(f.Data) > maxKept {
			fmt.Fprintf(&large, "%x  %s\n", sha256.Sum256(f.Data), p)
			continue
		}
		out[p] = string(f.Data)
	}
	if large.Len() > 0 {
		out["large.txt"] = large.String()
	}
	return out
}

func rewrite(dir string, files map[string]string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for p, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func read(dir string) (map[string]string, error) {
	out := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, p)
		out[p] = string(data)
		return err
	})
	return out, err
}
