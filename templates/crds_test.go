package templates_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/tenantry/tenantry/templates"
	"github.com/tenantry/tenantry/templates/upstream"
)

var update = flag.Bool("update", false, "write the derived files instead of comparing them")

// TestCRDsAreWhatTheirAuthorsPublished derives the CRD files again: the text of
// the published files, in the order of their names, without the empty status that
// the tool which wrote some of them left there.
func TestCRDsAreWhatTheirAuthorsPublished(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		module  upstream.Module
		files   string // in the module
		content string // what they are, for the reader of the derived file
	}{
		"crds/gateway-api.yaml": {
			module: upstream.GatewayAPI(),
			files:  "config/crd/standard/gateway.networking.k8s.io_*.yaml",
			content: "Gateway API " + upstream.GatewayAPI().Version +
				", standard channel: the CRDs, and the policy that refuses to downgrade them.",
		},
		"crds/cert-manager.yaml": {
			module:  upstream.CertManager(),
			files:   "deploy/crds/*.yaml",
			content: "cert-manager " + upstream.CertManager().Version + ": the CRDs alone.",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			module, err := tt.module.Open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			fmt.Fprintf(&want, "# %s\n# Source: %s, %s. Licence: Apache-2.0.\n",
				tt.content, tt.module, path.Dir(tt.files))
			if err := concatenate(&want, module, tt.files); err != nil {
				t.Fatal(err)
			}
			compare(t, name, want.Bytes())
		})
	}
}

// concatenate writes the documents of every matching file.
func concatenate(out *bytes.Buffer, files fs.FS, pattern string) error {
	emptyStatus := regexp.MustCompile(`(?m)^status:\n  acceptedNames:\n    kind: ""\n    plural: ""\n` +
		`  conditions: null\n  storedVersions: null\n`)
	names, err := fs.Glob(files, pattern)
	if err != nil || len(names) == 0 {
		return fmt.Errorf("find %s: %d files, %w", pattern, len(names), err)
	}
	for i, name := range names { // fs.Glob sorts
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if i > 0 {
			out.WriteString("---\n")
		}
		out.Write(emptyStatus.ReplaceAll(bytes.TrimPrefix(data, []byte("---\n")), nil))
	}
	return nil
}

// compare fails the test unless the embedded file is want. With -update it
// writes the file instead.
func compare(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		file := filepath.FromSlash(name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from its source: run the test with -update", name)
	}
}
