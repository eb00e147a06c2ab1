package derive

import (
	"strings"

	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
)

// closeStructural turns a CRD's structural schema, in place, into a draft-04
// schema that refuses undeclared fields.
//
// "Structural" is Kubernetes' word: each field is declared outside of allOf,
// anyOf, oneOf and not, which only restrict it, so that those are never closed
// ("Specifying a structural schema" in Kubernetes' documentation of CRDs).
func closeStructural(schema node) {
	intOrString(schema)
	nullable(schema)
	_, embedded := schema["x-kubernetes-embedded-resource"]
	_, open := schema["x-kubernetes-preserve-unknown-fields"]
	_, free := schema["additionalProperties"]
	if schema["type"] == "object" && !embedded && !open && !free {
		schema["additionalProperties"] = false
	}
	dropUnread(schema)
	properties, _ := schema["properties"].(node)
	for _, p := range properties {
		closeNode(p)
	}
	closeNode(schema["items"])
	closeNode(schema["additionalProperties"])
	for _, word := range []string{"allOf", "anyOf", "oneOf"} {
		list, _ := schema[word].([]any)
		for _, s := range list {
			dropAllUnread(s)
		}
	}
	dropAllUnread(schema["not"])
}

func closeNode(v any) {
	if schema, ok := v.(node); ok {
		closeStructural(schema)
	}
}

// closeRoot closes the schema of a whole object and names its kind.
func closeRoot(schema node, gvk runtimeschema.GroupVersionKind) {
	closeStructural(schema)
	properties, _ := schema["properties"].(node)
	// The metadata of every kind is Kubernetes' own type; a CRD does not repeat it.
	properties["metadata"] = node{"type": "object"}
	nameKind(schema, properties, gvk)
}

// nameKind makes schema accept one kind and demand that an object says so.
func nameKind(schema, properties node, gvk runtimeschema.GroupVersionKind) {
	properties["apiVersion"] = node{"type": "string", "enum": []any{gvk.GroupVersion().String()}}
	properties["kind"] = node{"type": "string", "enum": []any{gvk.Kind}}
	required := []any{"apiVersion", "kind", "metadata"}
	given, _ := schema["required"].([]any)
	for _, field := range given {
		if field != "apiVersion" && field != "kind" && field != "metadata" {
			required = append(required, field)
		}
	}
	schema["required"] = required
}

// intOrString says with two types what Kubernetes says with an extension, or
// with an anyOf of nothing but the two.
func intOrString(schema node) {
	if schema["x-kubernetes-int-or-string"] != true {
		return
	}
	schema["type"] = []any{"integer", "string"}
	for _, word := range []string{"anyOf", "oneOf"} {
		delete(schema, word)
	}
}

// nullable says with the type null what OpenAPI says with a keyword of its own.
func nullable(schema node) {
	if schema["nullable"] != true {
		return
	}
	if t, ok := schema["type"].(string); ok {
		schema["type"] = []any{t, "null"}
	}
	if values, ok := schema["enum"].([]any); ok {
		schema["enum"] = append(values, nil)
	}
}

// dropUnread removes the keywords that a proof does not read: prose, defaults,
// and Kubernetes' extensions, among them CEL rules.
func dropUnread(schema node) {
	for _, word := range []string{"title", "description", "default", "example", "externalDocs", "nullable"} {
		delete(schema, word)
	}
	for word := range schema {
		if strings.HasPrefix(word, "x-") {
			delete(schema, word)
		}
	}
}

// dropAllUnread does the same for schemas that restrict and do not declare.
func dropAllUnread(v any) {
	schema, ok := v.(node)
	if !ok {
		return
	}
	dropUnread(schema)
	properties, _ := schema["properties"].(node)
	for _, p := range properties {
		dropAllUnread(p)
	}
	for _, word := range []string{"items", "additionalProperties", "not"} {
		dropAllUnread(schema[word])
	}
	for _, word := range []string{"allOf", "anyOf", "oneOf"} {
		list, _ := schema[word].([]any)
		for _, s := range list {
			dropAllUnread(s)
		}
	}
}
