package crd_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/crd"
)

func TestASchemaBecomesWhatAnAPIServerTakes(t *testing.T) {
	t.Parallel()
	got, err := crd.Load(fstest.MapFS{
		"crds.yaml": {Data: []byte(
			"- {group: acme.example, version: v1, kind: Rocket, plural: rockets, scope: Namespaced, schema: rocket.json}\n")},
		"rocket.json": {Data: []byte(`{"$schema": "x", "type": "object", "additionalProperties": false, "properties": {
			"spec": {"type": "object", "additionalProperties": false, "properties": {
				"labels": {"type": "object", "additionalProperties": {"type": "string"}}}}}}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{"rockets.acme.example": []byte(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: rockets.acme.example
spec:
  group: acme.example
  names:
    kind: Rocket
    listKind: RocketList
    plural: rockets
    singular: rocket
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              labels:
                additionalProperties:
                  type: string
                type: object
            type: object
        type: object
    served: true
    storage: true
    subresources:
      status: {}
`)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
