package check

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
)

// mayNeed reports whether a stack may use what another one makes: only what is
// deployed before it and lives at least as long, or, for traffic, what is made
// anew under the same name. No chain of such steps leads back, so a tree without
// findings has no cycle.
func (s *stack) mayNeed(other *stack) bool {
	switch other.kind {
	case sharedStack:
		return s.kind != sharedStack
	case platformStack:
		return s.kind == trafficStack && s.stamp == other.stamp || s.after(other, clusterStack, gitopsStack, tenantsStack)
	case clusterStack:
		return s.after(other, gitopsStack, tenantsStack)
	case gitopsStack:
		return s.after(other, tenantsStack)
	}
	return false
}

func (s *stack) after(other *stack, kinds ...stackKind) bool {
	return s.cluster != nil && s.cluster == other.cluster && slices.Contains(kinds, s.kind)
}

// checkOwners wants each resource in one stack. Two stacks that list one resource
// each take it for theirs, and the first one that forgets it deletes it for both
// (https://github.com/Azure/deployment-stacks/issues/15).
func (c *checker) checkOwners() {
	for _, s := range c.azure.stacks {
		for _, r := range s.Resources {
			if r.Existing {
				continue
			}
			key := strings.ToLower(r.ID)
			first, taken := c.azure.made[key]
			c.azure.broken = c.azure.broken || taken
			switch {
			case !taken:
				c.azure.made[key] = &made{r, s}
			case first.stack == s:
				c.addAzure(&made{r, s}, resourceTwice, "the stack makes it twice", "leave one of them out", c.place(s, first.Path...))
			default:
				c.addAzure(&made{r, s}, resourceTwice, fmt.Sprintf("stack %s makes it too, and either deletes it for both", first.stack),
					"leave it to one stack, and name it as existing in the other", c.place(first.stack, first.Path...))
			}
		}
	}
	for _, s := range c.azure.stacks {
		for _, r := range s.Resources {
			if group := text(r.Body, "properties", "nodeResourceGroup"); group != "" { // AKS makes the group of its nodes
				id := subscriptionOf(r.ID) + "/resourceGroups/" + group
				c.azure.made[strings.ToLower(id)] = &made{&arm.Resource{ID: id, Type: groupType, Path: r.Path}, s}
			}
		}
	}
}

func subscriptionOf(id string) string {
	const prefix = "/subscriptions/"
	if !strings.HasPrefix(id, prefix) {
		return ""
	}
	rest, _, _ := strings.Cut(id[len(prefix):], "/")
	return prefix + rest
}

// checkStacks follows every id that a stack names: of resources that it takes for
// existing, of the parents and groups of its own, and inside their properties. An
// id that nobody makes fails the deployment that needs it; one of a stack that is
// deployed later, or dies earlier, fails the day a region or a cluster is rebuilt.
func (c *checker) checkStacks() {
	if c.azure.broken {
		return // what is absent means nothing
	}
	for _, s := range c.azure.stacks {
		n := needs{checker: c, stack: s, seen: map[string]bool{}}
		for _, existing := range []bool{true, false} { // a declaration says more than its uses
			for _, r := range s.Resources {
				if r.Existing == existing {
					n.resource(r)
				}
			}
		}
	}
}

// needs is the search through one stack. Each thing that is missing is said once.
type needs struct {
	*checker
	stack *stack
	at    *arm.Resource
	seen  map[string]bool
}

func (n *needs) resource(r *arm.Resource) {
	n.at = r
	if r.Existing {
		n.id(r.ID)
		return
	}
	n.id(r.Scope)
	n.id(parentOf(r.ID))
	n.value(r.Body)
}

func (n *needs) value(v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			n.text(k)
			n.value(inner)
		}
	case []any:
		for _, inner := range v {
			n.value(inner)
		}
	case string:
		n.text(v)
	case arm.Runtime:
		n.id(v.ID)
	case arm.JSONText:
		n.value(v.Value)
	}
}

func (n *needs) text(s string) {
	if strings.HasPrefix(s, "/subscriptions/") && arm.Known(s) {
		n.id(s)
	}
}

// id judges one id.
func (n *needs) id(id string) {
	key := strings.ToLower(id)
	if !strings.HasPrefix(key, "/subscriptions/") || n.seen[key] {
		return
	}
	n.seen[key] = true
	owner, missing := n.azure.owner(id)
	here := &made{n.at, n.stack}
	switch {
	case missing != "" && n.seen["missing "+strings.ToLower(missing)]:
	case missing != "" && n.outside(missing):
	case missing != "":
		n.seen["missing "+strings.ToLower(missing)] = true
		fix := "name what a stack makes, or let an earlier one make it"
		if near := n.azure.nearest(missing); near != "" {
			fix = fmt.Sprintf("write %q", near)
		}
		fact := fmt.Sprintf("no stack makes %s", called(missing))
		if strings.EqualFold(missing, n.at.ID) {
			fact = "no stack makes it"
		}
		n.addAzure(here, missingResource, fact, fix)
	case owner != nil && owner.stack != n.stack && !n.stack.mayNeed(owner.stack):
		owner = n.azure.outermost(owner)
		if n.seen["order "+owner.ID] {
			return
		}
		n.seen["order "+owner.ID] = true
		fact := fmt.Sprintf("it needs %s of stack %s, which lives as long as %s; this stack lives as long as %s",
			owner.called(), owner.stack, owner.stack.kind.lives(), n.stack.kind.lives())
		if owner.stack.cluster != nil && n.stack.cluster != nil && owner.stack.cluster != n.stack.cluster {
			fact = fmt.Sprintf("it needs %s of stack %s, which is another cluster's", owner.called(), owner.stack)
		}
		n.addAzure(here, stackOrder, fact, "name what this stack makes, or one that is deployed before it and lives as long",
			n.place(owner.stack, owner.Path...))
	}
}

// outside reports whether a person's own Bicep names what is in no group of the
// fleet: they know what else their subscriptions hold.
func (n *needs) outside(missing string) bool {
	if _, own := n.azure.text.person(n.place(n.stack, n.at.Path...).File); !own {
		return false
	}
	for at := missing; at != ""; at = parentOf(at) {
		if n.azure.get(at) != nil {
			return false
		}
	}
	return true
}

// owner returns who makes an id, nil for what was there before the fleet, or the
// outermost resource of the id that nobody makes.
func (a *azureHalf) owner(id string) (owner *made, missing string) {
	for at := id; at != ""; at = parentOf(at) {
		m := a.get(at)
		switch {
		case m != nil && (missing == "" || m.hasInside(missing)):
			return m, ""
		case m != nil:
			return nil, missing
		case builtIn(at) || missing == "" && a.around[strings.ToLower(at)]:
			return nil, ""
		}
		if a.given[strings.ToLower(at)] {
			return nil, "" // with all that it holds
		}
		if parentOf(at) != "" && !a.around[strings.ToLower(at)] {
			missing = at // and not the subscription
		}
	}
	return nil, missing
}

// outermost is the resource of the same stack that a resource is in.
func (a *azureHalf) outermost(m *made) *made {
	for {
		outer := a.get(parentOf(m.ID))
		if outer == nil || outer.stack != m.stack || outer.Type == groupType {
			return m
		}
		m = outer
	}
}

const vaultType = "Microsoft.KeyVault/vaults"

const groupType = "Microsoft.Resources/resourceGroups"

// hasInside reports whether a resource brings a child without its being a resource
// of the template: as an element of a list, such as a network's subnets; because
// Azure makes it, such as an account's blobServices/default; or because people do, as
// they write a vault's secrets.
func (m *made) hasInside(child string) bool {
	kind, name := path.Base(path.Dir(child)), path.Base(child)
	if !strings.EqualFold(parentOf(child), m.ID) {
		return false
	}
	if name == "default" && strings.HasSuffix(kind, "Services") || m.Type == vaultType && kind == "secrets" {
		return true
	}
	if kind == "agentPools" {
		kind = "agentPoolProfiles"
	}
	return slices.ContainsFunc(list(m.Properties(), kind), func(v any) bool { return strings.EqualFold(text(v, "name"), name) })
}

// builtIn reports whether an id is that of one of Azure's own roles.
func builtIn(id string) bool {
	rest, ok := strings.CutPrefix(id, subscriptionOf(id))
	return ok && strings.HasPrefix(strings.ToLower(rest), "/providers/microsoft.authorization/roledefinitions/")
}

// parentOf returns the id of what a resource is in: its parent, its group, the
// resource that it extends; "" for a subscription.
func parentOf(id string) string {
	const marker = "/providers/"
	i := strings.LastIndex(strings.ToLower(id), marker)
	if i < 0 {
		if g := strings.LastIndex(strings.ToLower(id), "/resourcegroups/"); g >= 0 {
			return id[:g]
		}
		return ""
	}
	if strings.Count(id[i+len(marker):], "/") <= 2 {
		return id[:i]
	}
	return path.Dir(path.Dir(id))
}

// nearest is the name of a resource of the same type beside a missing one.
func (a *azureHalf) nearest(missing string) string {
	dir := strings.ToLower(path.Dir(missing)) + "/"
	var names []string
	for key, m := range a.made {
		if strings.HasPrefix(key, dir) && !strings.Contains(key[len(dir):], "/") {
			names = append(names, path.Base(m.ID))
		}
	}
	if outer := a.get(parentOf(missing)); outer != nil {
		for _, inside := range list(outer.Properties(), path.Base(path.Dir(missing))) {
			names = append(names, text(inside, "name"))
		}
	}
	return diag.Nearest(path.Base(missing), names)
}

// takeGiven collects the ids that people wrote into the fleet's files. What has one
// exists already, with all that is in it, and so does what it is in.
func (a *azureHalf) takeGiven(f *fleet.Fleet) {
	collectIDs(reflect.ValueOf(f), a.given)
	for id := range a.given {
		for at := parentOf(id); at != ""; at = parentOf(at) {
			a.around[at] = true
		}
	}
}

func collectIDs(v reflect.Value, out map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collectIDs(v.Elem(), out)
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			collectIDs(field, out)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			collectIDs(v.Index(i), out)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			collectIDs(it.Value(), out)
		}
	case reflect.String:
		if strings.HasPrefix(v.String(), "/subscriptions/") {
			out[strings.ToLower(v.String())] = true
		}
	}
}
