package review

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

// quotas reports a ResourceQuota that allows less than before.
func quotas(ch change) (dangerKind, line) {
	if ch.object.Kind != "ResourceQuota" || ch.op == disappears {
		return "", nil
	}
	var less []line
	for _, f := range ch.fields {
		name, ok := strings.CutPrefix(f.path, "spec.hard")
		if !ok || !shrinks(f) {
			continue
		}
		name = strings.Trim(strings.TrimPrefix(name, "."), "[]")
		b, a := pair(f.before, f.after)
		if f.op == appears {
			b = "no limit"
		}
		less = append(less, say("% % → %", name, b, a))
	}
	if len(less) == 0 {
		return "", nil
	}
	out := say("the quota of % shrinks: ", ch.object.Namespace)
	for i, l := range less {
		if i > 0 {
			out = out.with(say(", "))
		}
		out = out.with(l)
	}
	return quotaShrinks, out
}

// shrinks reports whether a limit is lower than before, or new.
func shrinks(f field) bool {
	if f.op == appears {
		return true
	}
	b, errB := resource.ParseQuantity(compact(f.before, true))
	a, errA := resource.ParseQuantity(compact(f.after, true))
	return f.op == changes && errB == nil && errA == nil && a.Cmp(b) < 0
}

// immutableFields lists fields that the API server lets nobody change, by kind:
// the checks of the validation packages below
// https://github.com/kubernetes/kubernetes/tree/v1.35.0/pkg/apis
func immutableFields(kind string) []string {
	switch kind {
	case "PriorityClass":
		return []string{"value", "preemptionPolicy"}
	case "Deployment", "DaemonSet", "ReplicaSet":
		return []string{"spec.selector"}
	case "StatefulSet":
		return []string{"spec.selector", "spec.serviceName", "spec.podManagementPolicy", "spec.volumeClaimTemplates"}
	case "Job":
		return []string{"spec.selector", "spec.template", "spec.completionMode"}
	case "RoleBinding", "ClusterRoleBinding":
		return []string{"roleRef"}
	case "PersistentVolumeClaim":
		return []string{"spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeMode", "spec.volumeName"}
	case "StorageClass":
		return []string{"parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"}
	case "CustomResourceDefinition":
		return []string{"spec.group", "spec.scope", "spec.names.kind", "spec.names.plural"}
	case "Secret":
		return []string{"type"}
	}
	return nil
}

// immutables reports a field that cannot change while the object exists.
func immutables(ch change) (dangerKind, line) {
	if ch.op != changes && ch.op != moves {
		return "", nil
	}
	fields := immutableFields(ch.object.Kind)
	if frozen, _ := ch.before["immutable"].(bool); frozen { // a ConfigMap or a Secret
		fields = append(fields, "data", "binaryData", "stringData")
	}
	for _, f := range ch.fields {
		if !slices.ContainsFunc(fields, func(p string) bool { return within(f.path, p) }) {
			continue
		}
		return immutableField, say("% of % cannot change: the API server refuses it, and Kustomization % with it",
			f.path, ch.object.String(), ch.unit)
	}
	return "", nil
}

// within reports whether a path is that of a field or of something inside it.
func within(path, field string) bool {
	rest, ok := strings.CutPrefix(path, field)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// frontends reports a Gateway that is told to take another AGC, or another
// frontend of it.
func frontends(ch change) (dangerKind, line) {
	if ch.object.Kind != "Gateway" || ch.op != changes {
		return "", nil
	}
	for _, f := range ch.fields {
		if within(f.path, "metadata.annotations[alb.networking.azure.io/alb-id]") || within(f.path, "spec.addresses") {
			return frontendChanges, say("gateway % gets another frontend: its FQDN changes for all its tenants", ch.object.Name)
		}
	}
	return "", nil
}
