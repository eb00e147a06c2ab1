// Package v1alpha1 is the format of the files that people write: Fleet, Cluster
// and Tenant, in the shape of Kubernetes objects.
//
// The Go types are the only description of the format. The strict reader, the
// JSON Schemas and the documentation of fields are all derived from them: the
// json tag gives a field's name, the jsonschema tag says what is required, which
// words are allowed and what the default is, and the comment is what an editor
// shows.
package v1alpha1

// APIVersion is the first line of every file of this format.
const APIVersion = "tenantry.dev/v1alpha1"

// TypeMeta says what a file is.
type TypeMeta struct {
	// Version of the file's format.
	APIVersion string `json:"apiVersion" jsonschema:"required,enum=tenantry.dev/v1alpha1"`
	// What the file describes.
	Kind string `json:"kind" jsonschema:"required"`
}

// Metadata names what a file describes.
type Metadata struct {
	// The file's name without its extension.
	Name string `json:"name" jsonschema:"required"`
}

// Quantity is an amount as Kubernetes writes it: 4, 500m, 8Gi. A bare number is
// read as its text.
type Quantity string
