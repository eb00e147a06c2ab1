package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	helmv2 "github.com/fluxcd/helm-controller/api/v2"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	extensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	gatewayv1beta1 "sigs.k8s.io/gateway-api/apis/v1beta1"
	kjson "sigs.k8s.io/json"
)

// goTypes registers every kind that has a Go type here.
func goTypes() (*runtime.Scheme, error) {
	types := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		admissionv1.AddToScheme, appsv1.AddToScheme, autoscalingv2.AddToScheme, batchv1.AddToScheme,
		corev1.AddToScheme, extensionsv1.AddToScheme, networkingv1.AddToScheme, policyv1.AddToScheme,
		rbacv1.AddToScheme, schedulingv1.AddToScheme, storagev1.AddToScheme,
		gatewayv1.Install, gatewayv1beta1.Install,
		helmv2.AddToScheme, kustomizev1.AddToScheme, sourcev1.AddToScheme,
	} {
		if err := add(types); err != nil {
			return nil, fmt.Errorf("register Go types: %w", err)
		}
	}
	return types, nil
}

// typeProblems decodes the object strictly into its Go type or, where there is
// none, its metadata into Kubernetes' own.
func (v *Validator) typeProblems(
	gvk runtimeschema.GroupVersionKind, typed bool, data []byte, tree map[string]any,
) []Problem {
	if typed {
		object, err := v.types.New(gvk)
		if err != nil {
			return []Problem{{Message: err.Error()}}
		}
		return decodeProblems(data, object, "")
	}
	metadata, err := json.Marshal(tree["metadata"])
	if err != nil {
		return []Problem{{Path: "metadata", Message: err.Error()}}
	}
	return decodeProblems(metadata, &metav1.ObjectMeta{}, "metadata.")
}

// decodeProblems decodes data and says what did not fit. Paths get the prefix.
func decodeProblems(data []byte, object any, prefix string) []Problem {
	strict, err := kjson.UnmarshalStrict(data, object, kjson.DisallowUnknownFields)
	found := strictProblems(strict)
	for i := range found {
		found[i].Path = prefix + found[i].Path
	}
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mismatch):
		found = append(found, Problem{
			Path:    prefix + mismatch.Field,
			Message: fmt.Sprintf("got %s, want %s", mismatch.Value, mismatch.Type),
		})
	case err != nil:
		found = append(found, Problem{Message: err.Error()})
	}
	return found
}

// strictProblems turns what the decoder would have passed over into problems.
func strictProblems(strict []error) []Problem {
	var found []Problem
	for _, err := range strict {
		p := Problem{Message: err.Error()}
		if field, ok := errors.AsType[kjson.FieldError](err); ok {
			p.Path = field.FieldPath()
		}
		found = append(found, p)
	}
	return found
}

// unplaced returns the problems of more that known does not already place: both
// proofs see most mistakes, and a reader needs each once. The decoder names no
// list index, for a value of a map only the map, and sometimes no place at all.
func unplaced(known, more []Problem) []Problem {
	if len(known) == 0 {
		return more
	}
	return slices.DeleteFunc(more, func(p Problem) bool {
		at := withoutIndexes(p.Path)
		return at == "" || slices.ContainsFunc(known, func(k Problem) bool {
			rest, below := strings.CutPrefix(withoutIndexes(k.Path), at)
			return below && (rest == "" || rest[0] == '.' || rest[0] == '[')
		})
	})
}

// withoutIndexes drops [0] and the like from a path.
func withoutIndexes(path string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(path, "[") {
		if _, rest, indexed := strings.Cut(part, "]"); indexed && part[0] != '"' {
			part = rest
		}
		b.WriteString(part)
	}
	return b.String()
}
