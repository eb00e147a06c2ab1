package schema_test

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/tenantry/tenantry/templates"
)

// TestEmbeddedCRDsAreSound proves the CRDs that a fleet installs. They are also
// the largest objects that the Validator meets.
func TestEmbeddedCRDsAreSound(t *testing.T) {
	t.Parallel()
	v := newValidator(t)
	for _, file := range []string{"crds/gateway-api.yaml", "crds/cert-manager.yaml"} {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		for doc := range bytes.SplitSeq(data, []byte("\n---\n")) {
			if found := v.Validate(doc); found != nil {
				t.Errorf("%s: %v in\n%.300s", file, found, doc)
			}
		}
	}
}
