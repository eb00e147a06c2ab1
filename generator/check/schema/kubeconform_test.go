package schema_test

import (
	"bytes"
	"testing"

	"github.com/yannh/kubeconform/pkg/resource"
	"github.com/yannh/kubeconform/pkg/validator"
)

// TestKubeconformReadsTheSchemasAlike gives kubeconform the folder of embedded
// schemas, and expects of it the answer that the Validator gives: about an object
// of every kind, and about the same with a field that nobody declared.
func TestKubeconformReadsTheSchemasAlike(t *testing.T) {
	t.Parallel()
	const layout = "schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"
	kubeconform, err := validator.New([]string{layout}, validator.Opts{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	ours := newValidator(t)
	for _, doc := range objects(t) {
		broken := append(bytes.TrimSuffix(doc, []byte("\n")), "\nundeclared: 1\n"...)
		for _, doc := range [][]byte{doc, broken} {
			result := kubeconform.ValidateResource(resource.Resource{Bytes: doc})
			valid := ours.Validate(doc) == nil
			if result.Status == validator.Error || valid != (result.Status == validator.Valid) {
				t.Errorf("kubeconform says %v (%v), the Validator says valid=%t of\n%s",
					result.Status, result.Err, valid, doc)
			}
		}
	}
}
