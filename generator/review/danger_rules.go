package review

import (
	"cmp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/review/fields"
)

// quotas reports a ResourceQuota that allows less than before.
func quotas(ch change) (dangerKind, line) {
	if ch.object.Kind != "ResourceQuota" || ch.op == disappears {
		return "", nil
	}
	var less []line
	for _, f := range ch.fields {
		name, ok := strings.CutPrefix(f.Path, "spec.hard")
		if !ok || !shrinks(f) {
			continue
		}
		name = strings.Trim(strings.TrimPrefix(name, "."), "[]")
		b, a := pair(f.Before, f.After)
		if f.Op == appears {
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
func shrinks(f fields.Field) bool {
	if f.Op == appears {
		return true
	}
	b, errB := resource.ParseQuantity(compact(f.Before, true))
	a, errA := resource.ParseQuantity(compact(f.After, true))
	return f.Op == changes && errB == nil && errA == nil && a.Cmp(b) < 0
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
	frozen := immutableFields(ch.object.Kind)
	if all, _ := ch.before["immutable"].(bool); all { // a ConfigMap or a Secret
		frozen = append(frozen, "data", "binaryData", "stringData")
	}
	for _, f := range ch.fields {
		if !slices.ContainsFunc(frozen, func(p string) bool { return fields.Within(f.Path, p) }) {
			continue
		}
		return immutableField, say("% of % cannot change: the API server refuses it, and Kustomization % with it",
			f.Path, ch.object.String(), ch.unit)
	}
	return "", nil
}

// frontends reports a Gateway that is told to take another AGC, or another
// frontend of it, and an AGC that goes with its object in Kubernetes.
func frontends(ch change) (dangerKind, line) {
	if ch.object.Kind == "ApplicationLoadBalancer" && ch.op == disappears {
		return frontendChanges, say("AGC % goes, with its frontends: their FQDNs never come back", ch.object.Name)
	}
	if ch.object.Kind != "Gateway" || ch.op != changes {
		return "", nil
	}
	for _, f := range ch.fields {
		if strings.HasPrefix(f.Path, "metadata.annotations[alb.networking.azure.io/") || fields.Within(f.Path, "spec.addresses") {
			return frontendChanges, say("gateway % gets another frontend: its FQDN changes for all its tenants", ch.object.Name)
		}
	}
	return "", nil
}

// mostRights is how many new rights one warning names.
const mostRights = 5

// rights reports what a role or a binding allows that was not allowed before.
// It returns nil if that is nothing.
func rights(ch change) line {
	if ch.op == disappears {
		return nil
	}
	switch ch.object.Kind {
	case "Role", "ClusterRole":
		if more := newPowers(ch); len(more) > 0 {
			return say("% allows more: ", ch.object.String()).with(fewOf(more, mostRights))
		}
	case "RoleBinding", "ClusterRoleBinding":
		role := refOf(ch.after)
		before := subjectsOf(ch.before)
		if refOf(ch.before) != role {
			before = nil
		}
		more := slices.DeleteFunc(subjectsOf(ch.after), func(s string) bool { return slices.Contains(before, s) })
		if len(more) > 0 {
			return say("% gives % to ", ch.object.String(), role).with(fewOf(more, mostRights))
		}
	}
	return nil
}

func refOf(binding map[string]any) string {
	return build.Field(binding, "roleRef", "kind") + " " + build.Field(binding, "roleRef", "name")
}

// subjectsOf lists whom a binding names.
func subjectsOf(binding map[string]any) []string {
	var out []string
	for _, s := range list(binding, "subjects") {
		m, _ := s.(map[string]any)
		name := build.Field(m, "name")
		if ns := build.Field(m, "namespace"); ns != "" {
			name = ns + "/" + name
		}
		out = append(out, build.Field(m, "kind")+" "+name)
	}
	return out
}

// power is one thing that a role allows; a star stands for all, and an empty
// name too.
type power struct{ verb, group, resource, name string }

// String is the power as one would say it: "delete deployments.apps".
func (p power) String() string {
	out := p.verb + " " + p.resource
	if p.group != "" {
		out += "." + p.group
	}
	if p.name != "" {
		out += "/" + p.name
	}
	return out
}

// covers reports whether p allows everything that q does.
func (p power) covers(q power) bool {
	fits := func(p, q string) bool { return p == "*" || p == q }
	return fits(p.verb, q.verb) && fits(p.group, q.group) && fits(p.resource, q.resource) &&
		(p.name == "" || p.name == q.name)
}

func newPowers(ch change) []string {
	before := powersOf(ch.before)
	var out []string
	for _, q := range powersOf(ch.after) {
		known := slices.ContainsFunc(before, func(p power) bool { return p.covers(q) })
		if s := q.String(); !known && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// powersOf spells out the rules of a role.
func powersOf(role map[string]any) []power {
	var out []power
	for _, r := range list(role, "rules") {
		rule, _ := r.(map[string]any)
		names := words(rule, "resourceNames")
		if len(names) == 0 {
			names = []string{""}
		}
		for _, verb := range words(rule, "verbs") {
			for _, u := range words(rule, "nonResourceURLs") {
				out = append(out, power{verb: verb, resource: u})
			}
			for _, res := range words(rule, "resources") {
				for _, group := range words(rule, "apiGroups") {
					for _, name := range names {
						out = append(out, power{verb, group, res, name})
					}
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b power) int { return cmp.Compare(a.group+a.resource, b.group+b.resource) })
	return out
}

func words(rule map[string]any, field string) []string {
	var out []string
	for _, v := range list(rule, field) {
		s, _ := v.(string)
		out = append(out, s)
	}
	return out
}
