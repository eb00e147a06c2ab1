package schema_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/check/schema"
)

// BenchmarkNew measures what a run pays once: the Go types and, with the first
// object of each kind, its compiled schema.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	docs := objects(b)
	for b.Loop() {
		v, err := schema.New()
		if err != nil {
			b.Fatal(err)
		}
		for _, doc := range docs {
			if found := v.Validate(doc); found != nil {
				b.Fatal(found)
			}
		}
	}
}

// BenchmarkValidate measures one object of a tenant, averaged over the kinds that
// a tenant has. No object's bytes were seen before, but for "seen".
func BenchmarkValidate(b *testing.B) {
	docs := tenantObjects(b)
	for _, form := range []string{"json", "yaml", "seen"} {
		b.Run(form, func(b *testing.B) {
			benchmarkValidate(b, slices.Clone(docs), form)
		})
	}
}

func benchmarkValidate(b *testing.B, docs [][]byte, form string) {
	b.ReportAllocs()
	v, err := schema.New()
	if err != nil {
		b.Fatal(err)
	}
	if form == "json" {
		for i, doc := range docs {
			if docs[i], err = yaml.YAMLToJSON(doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, doc := range docs {
		v.Validate(doc) // compiles the schemas
	}
	n := 0
	for b.Loop() {
		doc := docs[n%len(docs)]
		if n++; form != "seen" {
			doc = bytes.ReplaceAll(doc, []byte("contoso"), fmt.Appendf(nil, "t%06d", n))
		}
		if found := v.Validate(doc); found != nil {
			b.Fatal(found)
		}
	}
}

// tenantObjects are the objects of one tenant.
func tenantObjects(b *testing.B) [][]byte {
	b.Helper()
	kinds := [][]byte{
		[]byte("kind: Namespace\n"), []byte("kind: ResourceQuota\n"), []byte("kind: LimitRange\n"),
		[]byte("kind: NetworkPolicy\n"), []byte("kind: ServiceAccount\n"), []byte("kind: RoleBinding\n"),
		[]byte("kind: HTTPRoute\n"), []byte("kind: HealthCheckPolicy\n"), []byte("kind: OCIRepository\n"),
		[]byte("kind: Kustomization\n"),
	}
	var docs [][]byte
	for _, doc := range objects(b) {
		for _, kind := range kinds {
			if bytes.Contains(doc, append([]byte("\n"), kind...)) {
				docs = append(docs, doc)
			}
		}
	}
	return docs
}
