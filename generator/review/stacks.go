package review

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/review/arm"
	"github.com/tenantry/tenantry/generator/review/fields"
	"github.com/tenantry/tenantry/generator/tree"
)

// stack is what happens to one deployment stack.
type stack struct {
	path      string // its folder below infrastructure/azure, such as prod-weu/platform
	owner     string // the cluster or the stamp; empty for the fleet's
	name      string // platform, tenants-3, traffic-shared-1, shared
	op        op     // of the stack as a whole
	resources []azureResource
}

// ofCluster returns the cluster whose stack it is, or "".
func (s stack) ofCluster() string {
	if strings.HasPrefix(s.name, trafficStack) {
		return ""
	}
	return s.owner
}

// azureResource is what happens to one resource of Azure.
type azureResource struct {
	arm.Resource // as it is afterwards; as it was, if it disappears
	op           op
	tenant       string // whose it is; empty for the platform
	from         string // the stack that had it, if it moves
	other        string // the name that gives way to it, or that takes its place
	fields       []fields.Field
}

// The names of the stacks that depend on no cluster's name, and their beginnings.
const (
	tenantStack  = "tenants-"
	trafficStack = "traffic-"
)

// deletes reports what a deployment does to a resource that has left the
// template: stacks that a rebuild replaces delete it, all others leave it in
// Azure, since what they hold outlives a mistake in a file.
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-stacks#control-detachment-and-deletion
func (s stack) deletes() bool { return s.name == "cluster" || strings.HasPrefix(s.name, tenantStack) }

// stage is a stack's place in the order of a deployment.
func (s stack) stage() int {
	for i, name := range []string{"shared", "platform", "cluster", "gitops", tenantStack, trafficStack} {
		if s.name == name || strings.HasSuffix(name, "-") && strings.HasPrefix(s.name, name) {
			return i
		}
	}
	return -1 // one that this version does not know
}

// The files of a stack that Azure is given.
const (
	templateFile   = "main.json"
	parametersFile = "main.parameters.json"
)

// compareStacks opens the templates of the stacks whose files differ, and only
// of those.
func (c *comparison) compareStacks(before, after *tree.Tree) {
	for _, s := range c.differingStacks() {
		var sides [2]*arm.Template
		var resources [2][]arm.Resource
		sound := true
		check := func(side int, err error) {
			if err == nil {
				return
			}
			sound = false
			c.review.problems = append(c.review.problems, problem{
				cluster: s.ofCluster(), stack: s.path, side: sideNames()[side], message: err.Error(),
			})
		}
		for i, t := range []*tree.Tree{before, after} {
			template, err := readStack(t, s.path)
			check(i, err)
			sides[i] = template
		}
		alike := arm.Alike(sides[0], sides[1])
		for i, t := range sides {
			opened, err := t.Resources(alike)
			check(i, err)
			resources[i] = opened
		}
		if sound {
			s.op = (&presence{there: [2]bool{sides[0] != nil, sides[1] != nil}}).op()
			s.resources = s.changes(resources[0], resources[1])
			c.review.stacks = append(c.review.stacks, s)
		}
	}
	moveBetween(c.review.stacks)
	c.review.stacks = slices.DeleteFunc(c.review.stacks, func(s stack) bool { return len(s.resources) == 0 })
}

// readStack returns nil for a stack that is not there.
func readStack(t *tree.Tree, stack string) (*arm.Template, error) {
	template, there := t.Get(path.Join(layout.Azure, stack, templateFile))
	if !there {
		return nil, nil
	}
	parameters, _ := t.Get(path.Join(layout.Azure, stack, parametersFile))
	return arm.Parse(template.Data, parameters.Data)
}

// differingStacks lists the stacks whose files differ, as they are deployed: by
// stage, then in the order of the clusters.
func (c *comparison) differingStacks() []stack {
	var out []stack
	seen := map[string]bool{}
	for p := range c.differ {
		if s, ok := stackOf(p); ok && !seen[s.path] {
			seen[s.path] = true
			out = append(out, s)
		}
	}
	rank := map[string]int{}
	for i, cl := range c.review.clusters {
		rank[cl.name] = i
	}
	slices.SortFunc(out, func(a, b stack) int {
		return cmp.Or(
			cmp.Compare(a.stage(), b.stage()), cmp.Compare(rank[a.owner], rank[b.owner]), cmp.Compare(a.path, b.path))
	})
	return out
}

// stackOf names the stack that a file is given to Azure for.
func stackOf(p string) (stack, bool) {
	dir, file := path.Split(p)
	rest, ok := strings.CutPrefix(strings.TrimSuffix(dir, "/"), layout.Azure+"/")
	if !ok || file != templateFile && file != parametersFile {
		return stack{}, false
	}
	owner, name := path.Split(rest)
	return stack{path: rest, owner: strings.TrimSuffix(owner, "/"), name: name}, true
}

// deployed reports whether a file that differs has been told of as what it does
// to a stack: the template itself, its parameters, and the Bicep that they are
// made from.
func (c *comparison) deployed(p string) bool {
	told := func(dir string) bool {
		return c.differ[path.Join(dir, templateFile)] || c.differ[path.Join(dir, parametersFile)]
	}
	switch {
	case !strings.HasSuffix(p, ".bicep"):
		_, ok := stackOf(p)
		return ok
	case strings.HasPrefix(p, layout.Tenants+"/"), path.Dir(p) == layout.AzureModules:
		return slices.ContainsFunc(c.review.stacks, func(s stack) bool { return strings.HasPrefix(s.name, tenantStack) })
	}
	return told(path.Dir(p))
}
