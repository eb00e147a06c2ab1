package derive

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
)

const (
	openAPIFile = "api/openapi-spec/swagger.json"
	localRef    = "#/definitions/"
)

// coreKinds lists the kinds of Kubernetes itself that a fleet repository holds.
func coreKinds() []runtimeschema.GroupVersionKind {
	groups := []struct {
		group, version string
		kinds          []string
	}{
		{"", "v1", []string{
			"ConfigMap", "LimitRange", "Namespace", "ResourceQuota", "Secret", "Service", "ServiceAccount",
		}},
		{"admissionregistration.k8s.io", "v1", []string{
			"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
		}},
		{"apiextensions.k8s.io", "v1", []string{"CustomResourceDefinition"}},
		{"apps", "v1", []string{"DaemonSet", "Deployment", "StatefulSet"}},
		{"autoscaling", "v2", []string{"HorizontalPodAutoscaler"}},
		{"batch", "v1", []string{"CronJob", "Job"}},
		{"networking.k8s.io", "v1", []string{"Ingress", "NetworkPolicy"}},
		{"policy", "v1", []string{"PodDisruptionBudget"}},
		{"rbac.authorization.k8s.io", "v1", []string{"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"}},
		{"scheduling.k8s.io", "v1", []string{"PriorityClass"}},
		{"storage.k8s.io", "v1", []string{"StorageClass"}},
	}
	var all []runtimeschema.GroupVersionKind
	for _, g := range groups {
		for _, kind := range g.kinds {
			all = append(all, runtimeschema.GroupVersionKind{Group: g.group, Version: g.version, Kind: kind})
		}
	}
	return all
}

// core makes one small schema for each core kind, and the definitions that they
// all refer to.
func core(kubernetes fs.FS) (map[string]node, error) {
	var doc struct{ Definitions map[string]node }
	if err := decodeFile(kubernetes, openAPIFile, &doc); err != nil {
		return nil, err
	}
	if err := addEnums(kubernetes, doc.Definitions); err != nil {
		return nil, err
	}
	names := kindNames(doc.Definitions)
	for name, schema := range doc.Definitions {
		closeDefinition(name, schema)
	}

	schemas := make(map[string]node)
	needed := make(map[string]any)
	for _, gvk := range coreKinds() {
		schema, ok := doc.Definitions[names[gvk]]
		if !ok {
			return nil, fmt.Errorf("find %s in %s: no such kind", gvk, openAPIFile)
		}
		collect(doc.Definitions, schema, needed)
		root := maps.Clone(schema)
		properties := make(node)
		for field, s := range schema["properties"].(node) {
			properties[field] = elsewhere(s)
		}
		root["properties"] = properties
		nameKind(root, properties, gvk)
		schemas[kindFile(gvk)] = root
	}
	schemas[definitionsFile] = node{"definitions": needed}
	return schemas, nil
}

// kindNames finds the definition of each kind.
func kindNames(definitions map[string]node) map[runtimeschema.GroupVersionKind]string {
	names := make(map[runtimeschema.GroupVersionKind]string)
	for name, schema := range definitions {
		kinds, _ := schema["x-kubernetes-group-version-kind"].([]any)
		for _, k := range kinds {
			kind, _ := k.(node)
			text := func(field string) string { s, _ := kind[field].(string); return s }
			gvk := runtimeschema.GroupVersionKind{
				Group: text("group"), Version: text("version"), Kind: text("kind"),
			}
			if strings.HasSuffix(name, "."+gvk.Kind) {
				names[gvk] = name
			}
		}
	}
	return names
}

// closeDefinition closes one definition. OpenAPI declares four types by the form
// they take in Go; on the wire they are wider.
func closeDefinition(name string, schema node) {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "IntOrString":
		replace(schema, node{"type": []any{"integer", "string"}})
	case "Quantity":
		replace(schema, node{"type": []any{"number", "string"}, "pattern": quantity})
	case "Time", "MicroTime":
		// Go prints a time that was never set as null.
		replace(schema, node{"type": []any{"string", "null"}, "format": "date-time"})
	case "RawExtension", "FieldsV1":
		replace(schema, node{"type": "object"})
	default:
		if _, declared := schema["properties"]; !declared {
			dropUnread(schema) // a wrapper of any JSON
			return
		}
		closeStructural(schema)
	}
}

// quantity is the form of a resource quantity, as CRDs write it.
const quantity = `^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))` +
	`(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`

func replace(schema, with node) {
	clear(schema)
	maps.Copy(schema, with)
}

// collect adds to needed every definition that schema refers to, itself or
// through another.
func collect(definitions map[string]node, v any, needed map[string]any) {
	switch v := v.(type) {
	case node:
		if ref, ok := v["$ref"].(string); ok {
			name := strings.TrimPrefix(ref, localRef)
			if _, seen := needed[name]; !seen {
				needed[name] = definitions[name]
				collect(definitions, definitions[name], needed)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			collect(definitions, v[key], needed)
		}
	case []any:
		for _, s := range v {
			collect(definitions, s, needed)
		}
	}
}

// elsewhere returns v with its references pointing into the shared file.
func elsewhere(v any) any {
	switch v := v.(type) {
	case node:
		out := make(node, len(v))
		for key, s := range v {
			if ref, ok := s.(string); ok && key == "$ref" {
				out[key] = "../" + definitionsFile + ref
				continue
			}
			out[key] = elsewhere(s)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = elsewhere(s)
		}
		return out
	}
	return v
}
