package lab

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

//go:embed normalform.yaml
var dropped []byte

// rules is normalform.yaml.
type rules struct {
	Fields      []rule `json:"fields"`
	FieldsOf    []rule `json:"fieldsOf"`
	Annotations []rule `json:"annotations"`
	Children    struct {
		Controlled        bool   `json:"controlled"`
		Kinds             []rule `json:"kinds"`
		Objects           []rule `json:"objects"`
		SecretTypes       []rule `json:"secretTypes"`
		SecretAnnotations []rule `json:"secretAnnotations"`
	} `json:"children"`
}

// rule is one thing that is left out. Which fields it uses depends on its list; an empty one matches everything.
type rule struct {
	Kind      string `json:"kind,omitempty"` // "Kind" or "Kind.group"
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name,omitempty"`
	Path      string `json:"path,omitempty"`
	Key       string `json:"key,omitempty"`
	Type      string `json:"type,omitempty"`
	Why       string `json:"why"`
}

func (r rule) matches(object *unstructured.Unstructured) bool {
	return (r.Kind == "" || r.Kind == object.GroupVersionKind().GroupKind().String()) &&
		(r.Namespace == "" || r.Namespace == object.GetNamespace()) &&
		(r.Name == "" || r.Name == object.GetName())
}

// NormalForm is what a cluster holds apart from when and where it was made: each object as YAML, by
// "Kind.group namespace/name". Two clusters made from the same Git have the same one. normalform.yaml lists all that
// is left out, and why.
func NormalForm(objects []unstructured.Unstructured) (map[string]string, error) {
	var rules rules
	if err := yaml.UnmarshalStrict(dropped, &rules); err != nil {
		return nil, fmt.Errorf("read normalform.yaml: %w", err)
	}
	form := map[string]string{}
	for i := range objects {
		object := objects[i].DeepCopy()
		if rules.child(object) {
			continue
		}
		rules.strip(object)
		text, err := yaml.Marshal(object.Object)
		if err != nil {
			return nil, fmt.Errorf("print %s: %w", key(object), err)
		}
		form[key(object)] = string(text)
	}
	return form, nil
}

// child says that a controller made the object of another one.
func (r *rules) child(object *unstructured.Unstructured) bool {
	if r.Children.Controlled && slices.ContainsFunc(object.GetOwnerReferences(), isController) {
		return true
	}
	matches := func(one rule) bool { return one.matches(object) }
	if slices.ContainsFunc(r.Children.Kinds, matches) || slices.ContainsFunc(r.Children.Objects, matches) {
		return true
	}
	if object.GroupVersionKind().GroupKind().String() != "Secret" {
		return false
	}
	kind, _, _ := unstructured.NestedString(object.Object, "type")
	return slices.ContainsFunc(r.Children.SecretTypes, func(one rule) bool { return one.Type == kind }) ||
		slices.ContainsFunc(r.Children.SecretAnnotations, func(one rule) bool {
			return object.GetAnnotations()[one.Key] != ""
		})
}

// strip removes the fields that say nothing about what Git holds.
func (r *rules) strip(object *unstructured.Unstructured) {
	for _, one := range r.Fields {
		remove(object.Object, strings.Split(one.Path, "."))
	}
	for _, one := range r.FieldsOf {
		if one.matches(object) {
			remove(object.Object, strings.Split(one.Path, "."))
		}
	}
	annotations := object.GetAnnotations()
	for _, one := range r.Annotations {
		delete(annotations, one.Key)
	}
	if len(annotations) == 0 {
		annotations = nil
	}
	object.SetAnnotations(annotations)
}

// remove deletes one field; a step that ends in "[]" goes into each entry of a list.
func remove(at map[string]any, path []string) {
	step, inList := strings.CutSuffix(path[0], "[]")
	switch next := at[step].(type) {
	case map[string]any:
		if len(path) > 1 && !inList {
			remove(next, path[1:])
			return
		}
	case []any:
		if len(path) > 1 && inList {
			for _, entry := range next {
				if fields, ok := entry.(map[string]any); ok {
					remove(fields, path[1:])
				}
			}
			return
		}
	}
	if len(path) == 1 && !inList {
		delete(at, step)
	}
}

// Differences names what two normal forms do not have in common: "- key" for what only the first has, "+ key" for
// what only the second has, and for what both have differently the lines that differ.
func Differences(first, second map[string]string) []string {
	var out []string
	for object, text := range first {
		switch other, there := second[object]; {
		case !there:
			out = append(out, "- "+object)
		case other != text:
			out = append(out, object+"\n"+lineDiff(text, other))
		}
	}
	for object := range second {
		if _, there := first[object]; !there {
			out = append(out, "+ "+object)
		}
	}
	slices.Sort(out)
	return out
}

// lineDiff lists the lines that only one of two texts has. It is a hint for a reader and no patch.
func lineDiff(first, second string) string {
	a, b := strings.Split(first, "\n"), strings.Split(second, "\n")
	var out []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, "\t- "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, "\t+ "+line)
		}
	}
	return strings.Join(out, "\n")
}
