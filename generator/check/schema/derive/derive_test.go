package derive_test

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tenantry/tenantry/generator/check/schema/derive"
	"github.com/tenantry/tenantry/templates/upstream"
)

var update = flag.Bool("update", false, "write the derived schemas instead of comparing them")

const embedded = "../schemas"

// TestEmbeddedSchemasAreWhatTheirAuthorsPublished derives every schema again.
func TestEmbeddedSchemasAreWhatTheirAuthorsPublished(t *testing.T) {
	t.Parallel()
	want := derived(t)
	if *update {
		write(t, want)
	}
	got := embeddedFiles(t)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs from its source: run the test with -update", name)
		}
		delete(got, name)
	}
	for name := range got {
		t.Errorf("%s is embedded but comes from no source", name)
	}
}

// derived makes the schemas from the pinned modules and the catalogue.
func derived(t *testing.T) map[string][]byte {
	t.Helper()
	open := func(m upstream.Module) fs.FS {
		files, err := m.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	files, err := derive.Files(derive.Sources{
		Kubernetes: open(upstream.Kubernetes()),
		CRDs: []fs.FS{
			open(upstream.SourceController()),
			open(upstream.KustomizeController()),
			open(upstream.HelmController()),
			open(upstream.GatewayAPI()),
			open(upstream.CertManager()),
		},
		Catalog: os.DirFS("catalog"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// embeddedFiles reads the schemas that package schema embeds.
func embeddedFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	disk := os.DirFS(embedded)
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".json" {
			return err
		}
		files[name], err = fs.ReadFile(disk, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// write replaces the embedded schemas, licences apart.
func write(t *testing.T, files map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(embedded, 0o755); err != nil {
		t.Fatal(err)
	}
	for name := range embeddedFiles(t) {
		if _, keep := files[name]; keep {
			continue
		}
		if err := os.Remove(filepath.Join(embedded, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		path := filepath.Join(embedded, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
