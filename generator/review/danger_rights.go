package review

import (
	"cmp"
	"slices"

	"github.com/tenantry/tenantry/generator/build"
)

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
