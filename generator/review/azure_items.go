package review

import (
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/tree"
)

// change is a resource as one line of a page, with a cluster's name taken out of
// it where several clusters are told at once.
func (r azureResource) change(cluster string) change {
	m := func(s string) string { return maskWord(s, cluster, clusterWord) }
	out := change{op: r.op, object: tree.Object{Kind: r.kind(), Name: m(r.label())}, fields: r.fields}
	switch {
	case r.from != "":
		out.note = say(" moves here from stack %", m(r.from))
	case r.other == "":
	case r.other == r.label():
		out.note = say(" under another id")
	case r.op == appears:
		out.note = say(" in place of %", m(r.other))
	default:
		out.note = say(" gives way to %", m(r.other))
	}
	return out
}

// stackGroup is what happens to one stack of several clusters, told once.
type stackGroup struct {
	op       op
	names    []string
	clusters []string
	stacks   []stack
}

// stackGroups brings together the stacks of one name, and all shards of tenants
// that appear or disappear as a whole.
func (p pager) stackGroups() []stackGroup {
	var out []stackGroup
	at := map[string]int{}
	for _, s := range p.stacks {
		key := string(s.op) + " " + s.path
		if s.ofCluster() != "" {
			key = string(s.op) + " / " + s.name
		}
		if s.op != changes && strings.HasPrefix(s.name, tenantStack) {
			key = string(s.op) + " / " + tenantStack
		}
		i, known := at[key]
		if !known {
			i, out = len(out), append(out, stackGroup{op: s.op})
			at[key] = i
		}
		g := &out[i]
		g.stacks = append(g.stacks, s)
		g.names = include(g.names, p.stackName(s))
		if c := s.ofCluster(); c != "" {
			g.clusters = include(g.clusters, c)
		}
	}
	return out
}

// stackName is a stack's name without its cluster, which is said apart.
func (p pager) stackName(s stack) string {
	if s.ofCluster() == "" && p.stamps > 1 {
		return s.path
	}
	return s.name
}

// mergedResources tells once what happens alike to the resources of several
// clusters, of those that are wanted.
func mergedResources(stacks []stack, wanted func(azureResource) bool) []merged {
	var owners []string
	for _, s := range stacks {
		owners = include(owners, s.ofCluster())
	}
	all := make([]cluster, len(owners))
	words := make([]string, len(owners)) // what is taken out of names
	for i, owner := range owners {
		if all[i].name = owner; len(owners) > 1 {
			words[i] = owner
		}
	}
	symbols := map[string]bool{}
	if len(owners) > 1 {
		symbols = worldNames(stacks)
	}
	for _, s := range stacks {
		i := slices.Index(owners, s.ofCluster())
		for _, r := range s.resources {
			if !wanted(r) {
				continue
			}
			ch := r.change(words[i])
			if symbols[s.name+" "+string(r.op)+" "+r.Symbol] {
				ch.object.Name = r.Symbol
			}
			all[i].changes = append(all[i].changes, ch)
		}
	}
	return merge(all)
}

// worldNames finds the resources of which each cluster has one, called by names
// that have nothing in common, since they are unique in the world. Of several
// clusters they are called by their symbols.
func worldNames(stacks []stack) map[string]bool {
	names := map[string][]string{}
	for _, s := range stacks {
		for _, r := range s.resources {
			k := s.name + " " + string(r.op) + " " + r.Symbol
			names[k] = include(names[k], maskWord(r.label(), s.ofCluster(), clusterWord))
		}
	}
	out := map[string]bool{}
	for k, all := range names {
		out[k] = len(all) > 1
	}
	return out
}

// stackItems lists the stacks in the order of their deployment. What belongs to a
// tenant is told there in full, and here by its name.
func (p pager) stackItems() []item {
	var out []item
	for _, g := range p.stackGroups() {
		platform := func(r azureResource) bool { return g.op != changes || r.tenant == "" }
		objects, at := mergedResources(g.stacks, platform), place{clusters: g.placeNames(), noun: "resource"}
		it := item{
			op: g.op, noun: "Azure stack", names: []string{strings.Join(g.names, ", ")}, where: p.where(g.clusters),
			facts: append(g.tenants(), g.leaving()...), objects: at.entries(objects), all: at.complete(objects),
			size: len(objects), unit: "resource",
		}
		if linesOf(it.objects) > mostLines {
			it.brief = at.brief(objects)
		}
		out = append(out, it)
	}
	return out
}

// linesOf counts entries with all that is below them.
func linesOf(entries []entry) int {
	n := len(entries)
	for _, e := range entries {
		n += linesOf(e.under)
	}
	return n
}

// brief says in one line for each thing that happens to how many resources, and of
// which kinds.
func (it place) brief(objects []merged) []entry {
	var out []entry
	for _, what := range []op{appears, changes, moves, disappears} {
		var same []merged
		for _, m := range objects {
			if m.op == what {
				m.note, m.clusters, m.variants = nil, it.clusters, nil
				same = append(same, m)
			}
		}
		if len(same) > 0 {
			out = append(out, it.lump(same))
		}
	}
	return out
}

// placeNames are the clusters as merged resources name them.
func (g stackGroup) placeNames() []string {
	if len(g.clusters) == 0 {
		return []string{""}
	}
	return g.clusters
}

// tenants names those whose part of a stack changes.
func (g stackGroup) tenants() []entry {
	if g.op != changes {
		return nil
	}
	var out []entry
	for _, what := range []op{appears, changes, moves, disappears} {
		var names, clusters []string
		for _, s := range g.stacks {
			for _, r := range s.resources {
				if r.op != what || r.tenant == "" {
					continue
				}
				names, clusters = include(names, r.tenant), include(clusters, s.ofCluster())
			}
		}
		if len(names) == 0 {
			continue
		}
		l := say("resources of ").with(fewOf(names, mostNames))
		if !slices.Equal(clusters, g.clusters) {
			l = l.with(say(" on "), enumerate(clusters))
		}
		out = append(out, entry{op: what, line: l})
	}
	return out
}

// include appends a word that is not there yet.
func include(all []string, word string) []string {
	if slices.Contains(all, word) {
		return all
	}
	return append(all, word)
}

// leaving says what becomes of the resources that leave a stack.
func (g stackGroup) leaving() []entry {
	for _, s := range g.stacks {
		for _, r := range s.resources {
			if r.op != disappears {
				continue
			}
			if s.deletes() {
				return []entry{{line: say("what leaves this stack is deleted")}}
			}
			return []entry{{line: say("what leaves this stack stays in Azure, managed by nobody")}}
		}
	}
	return nil
}

// azureEntries are a tenant's resources of Azure, as a part of what is said of
// the tenant.
func (p pager) azureEntries(t tenant, list func(place, []merged) []entry) []entry {
	objects := p.resourcesOf(t.name)
	if len(objects) == 0 {
		return nil
	}
	clusters := p.touchesAzure()[t.name]
	title := say("in Azure")
	if !slices.Equal(clusters, t.clusters) {
		title = title.with(say(" on "), enumerate(clusters))
	}
	return []entry{{line: title, under: list(place{clusters: clusters, noun: "resource"}, objects)}}
}

// resourcesOf tells once what happens alike to a tenant's resources of Azure.
func (p pager) resourcesOf(tenant string) []merged {
	var stacks []stack
	for _, s := range p.stacks {
		if slices.ContainsFunc(s.resources, func(r azureResource) bool { return r.tenant == tenant }) {
			stacks = append(stacks, s)
		}
	}
	return mergedResources(stacks, func(r azureResource) bool { return r.tenant == tenant })
}

// azureTotals says in one sentence what happens in Azure.
func (p pager) azureTotals() line {
	var n [4]int
	for _, s := range p.stacks {
		for _, r := range s.resources {
			n[slices.Index([]op{appears, changes, disappears, moves}, r.op)]++
		}
	}
	if n == [4]int{} {
		return nil
	}
	return say("In Azure " + tallyOf("resource", n[0], n[1], n[2], n[3]) + ", in " + count(len(p.stacks), "stack") + ".")
}

// leavesAzure reports whether anything disappears from a stack.
func (p pager) leavesAzure() bool {
	return slices.ContainsFunc(p.stacks, func(s stack) bool {
		return slices.ContainsFunc(s.resources, func(r azureResource) bool { return r.op == disappears })
	})
}

// inAzure reports whether anything happens in a cluster's stacks.
func (p pager) inAzure(cluster string) bool {
	return slices.ContainsFunc(p.stacks, func(s stack) bool { return s.ofCluster() == cluster })
}

// resources counts those to which something happens.
func (p pager) resources() int {
	n := 0
	for _, s := range p.stacks {
		n += len(s.resources)
	}
	return n
}
