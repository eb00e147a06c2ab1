package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/plan"
)

// owners says which tenant a word belongs to.
type owners struct {
	tenants  map[string]bool   // their names, which are their namespaces
	hosts    map[string]string // tenant by hostname
	prefixes map[string]string // tenant by what the names of its variables begin with
}

func newOwners(f *fleet.Fleet) owners {
	o := owners{tenants: map[string]bool{}, hosts: map[string]string{}, prefixes: map[string]string{}}
	for _, t := range f.Tenants {
		o.tenants[string(t.Name)] = true
		o.prefixes["t_"+strings.ReplaceAll(string(t.Name), "-", "_")] = string(t.Name)
		for _, h := range t.Hostnames {
			o.hosts[string(h)] = string(t.Name)
		}
	}
	return o
}

// variable returns the tenant that a variable belongs to, or "" for one of the
// platform. Where the names of two tenants fit, the longer one is meant:
// t_a_b_client_id is a variable of a-b, and not of a.
func (o owners) variable(name string) string {
	for i := len(name) - 1; i > 0; i-- {
		if name[i] == '_' {
			if t, ok := o.prefixes[name[:i]]; ok {
				return t
			}
		}
	}
	return ""
}

// checkNames looks through every word of a tenant's object, the patches inside
// its Flux objects included, for a word that is another tenant's.
func (c *checker) checkNames(o *object) {
	var found []fault
	see := func(at *place, key string, v any) {
		if fact := c.foreignWord(o, key, v); fact != "" {
			found = append(found, fault{
				at: o, path: at.String(), code: foreignRef, fact: fact,
				fix: fmt.Sprintf("name what belongs to tenant %q, or leave it out", o.unit.tenant),
			})
		}
	}
	for key, part := range o.value {
		if key == "metadata" {
			continue // its name and namespace are judged by checkInside
		}
		walkFrom(&place{nil, key, -1}, key, part, see)
	}
	for _, key := range []string{"labels", "annotations"} {
		at := &place{&place{nil, "metadata", -1}, key, -1}
		walkFrom(at, key, child(o.value, "metadata", key), see)
	}
	for _, p := range patchesOf(o) {
		walkFrom(&place{p.at, "patch", -1}, "", c.readPatch(text(p.value, "patch")).value, see)
	}
	for _, f := range found {
		c.report.add(f)
	}
}

// foreignWord says what is foreign about one string, or about one mapping that
// spells a label out as key and value; "" when nothing is.
func (c *checker) foreignWord(o *object, key string, v any) string {
	switch v := v.(type) {
	case map[string]any:
		var found []string // in the order of a map
		for k := range v {
			if fact := c.foreignVariable(o, k); fact != "" {
				found = append(found, fact)
			}
		}
		if len(found) > 0 {
			return slices.Min(found)
		}
		return c.foreignPair(o, v)
	case string:
		if namesTenant(key) && c.isForeign(o, v) {
			return fmt.Sprintf("this names tenant %q", v)
		}
		return c.foreignText(o, v)
	}
	return ""
}

// foreignPair judges {key: LABEL, value: X}, {key: LABEL, values: [X]}, and a JSON
// patch that sets a label.
func (c *checker) foreignPair(o *object, m map[string]any) string {
	label := text(m, "key")
	if at := text(m, "path"); at != "" {
		label = strings.ReplaceAll(at[strings.LastIndex(at, "/")+1:], "~1", "/")
	}
	if !namesTenant(label) {
		return ""
	}
	for _, v := range append(list(m, "values"), m["value"]) {
		if s, _ := v.(string); c.isForeign(o, s) {
			return fmt.Sprintf("%s names tenant %q", label, s)
		}
	}
	return ""
}

// namesTenant reports whether the value of a field or label is a tenant's name.
func namesTenant(key string) bool {
	switch key {
	case "namespace", "targetNamespace", "storageNamespace", namespaceLabel, "tenantry.dev/tenant", plan.PoolLabel:
		return true
	}
	return false
}

func (c *checker) isForeign(o *object, tenant string) bool {
	return c.owners.tenants[tenant] && tenant != o.unit.tenant
}

// foreignText judges a string wherever it stands: hostnames, variables, accounts,
// and names of Services.
func (c *checker) foreignText(o *object, s string) string {
	for host := range strings.SplitSeq(s, ",") {
		if t := c.owners.hosts[host]; t != "" && t != o.unit.tenant {
			return fmt.Sprintf("hostname %q belongs to tenant %q", host, t)
		}
	}
	if fact := c.foreignVariable(o, s); fact != "" {
		return fact
	}
	if ns := serviceAccountNamespace(s); c.isForeign(o, ns) {
		return fmt.Sprintf("%q is an account of tenant %q", s, ns)
	}
	if before, _, ok := strings.Cut(s, ".svc"); ok {
		if ns := before[strings.LastIndex(before, ".")+1:]; c.isForeign(o, ns) {
			return fmt.Sprintf("%q is a Service of tenant %q", s, ns)
		}
	}
	return ""
}

// foreignVariable judges the variables in a string.
func (c *checker) foreignVariable(o *object, s string) string {
	if !strings.Contains(s, "${") {
		return ""
	}
	for _, v := range variable.FindAllString(s, -1) {
		if v == plan.FrontDoorMatch(c.fleet) {
			continue // each tenant's route asks for it, and it is no secret
		}
		if t := c.owners.variable(v[2 : len(v)-1]); t != o.unit.tenant {
			return fmt.Sprintf("variable %s does not belong to tenant %q", v, o.unit.tenant)
		}
	}
	return ""
}

// serviceAccountNamespace returns the namespace of an account, or of a group of
// accounts, as Kubernetes calls them towards RBAC; "" for other names.
func serviceAccountNamespace(name string) string {
	for _, prefix := range []string{"system:serviceaccount:", "system:serviceaccounts:"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			ns, _, _ := strings.Cut(rest, ":")
			return ns
		}
	}
	return ""
}
