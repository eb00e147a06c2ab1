package review

import (
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/review/arm"
)

// Dangers in Azure.
const (
	azureDeletes   dangerKind = "azure-deletes"
	azureReplaces  dangerKind = "azure-replaces"
	azureMoves     dangerKind = "azure-moves"
	azureImmutable dangerKind = "azure-immutable-property"
	azureLeaves    dangerKind = "azure-leaves-behind"
)

// dangers returns the dangers of a stack that stays or appears.
func (s stack) dangers() []danger {
	var out []danger
	for _, r := range s.resources {
		out = append(out, s.ofResource(r)...)
	}
	out = append(out, s.immutables()...)
	for _, tenant := range s.losers() {
		out = append(out, s.losses(tenant))
	}
	return out
}

// ofStacks returns the dangers of all stacks by the cluster that they hit. Stacks
// that are gone as a whole are said together, with all that they held.
func ofStacks(stacks []stack, note func(cluster string, found ...danger)) {
	type end struct {
		cluster string
		deletes bool
	}
	gone := map[end][]stack{}
	var ends []end
	for _, s := range stacks {
		if s.op != disappears {
			note(s.ofCluster(), s.dangers()...)
			continue
		}
		e := end{s.ofCluster(), s.deletes()}
		if gone[e] == nil {
			ends = append(ends, e)
		}
		gone[e] = append(gone[e], s)
	}
	for _, e := range ends {
		var names []string
		n := 0
		for _, s := range gone[e] {
			names = append(names, s.path)
			for _, r := range s.resources {
				if s.loses(r) {
					n++
				}
			}
		}
		l := say(count(n, "resource")+" of ").with(fewOf(names, mostNames), say(" stay in Azure, managed by nobody"))
		d := danger{kind: azureLeaves, line: l}
		if e.deletes {
			d = danger{kind: azureDeletes, line: say("Azure deletes " + count(n, "resource") + " with ").with(fewOf(names, mostNames))}
		}
		note(e.cluster, d)
	}
}

// ofResource applies the rules that need to see one resource only.
func (s stack) ofResource(r azureResource) []danger {
	var out []danger
	note := func(kind dangerKind, l line) {
		out = append(out, danger{kind: kind, line: l, tenant: r.tenant, object: r.Type + "/" + r.label()})
	}
	if r.op == appears && r.renamed() && !part(r) {
		words := r.kind() + " % takes the place of %, which stays in Azure"
		if s.deletes() {
			words = r.kind() + " % takes the place of %, which is deleted with what it holds"
		}
		note(azureReplaces, say(words, r.label(), r.other))
	}
	if r.from != "" && (stack{name: path.Base(r.from)}).deletes() {
		note(azureMoves, say(r.kind()+" % moves from stack % to %, and the old one deletes it", r.label(), r.from, s.path))
	}
	return out
}

// frozen is what cannot change about some resources of one tenant, or of the
// platform, and what to do instead.
type frozen struct {
	tenant, paths, way string
}

// immutables reports properties that Azure does not change. What is the same of
// several resources is said once.
func (s stack) immutables() []danger {
	broken := map[frozen][]azureResource{}
	said := map[frozen]line{}
	var order []frozen
	for _, r := range s.resources {
		paths := map[string][]string{} // by what to do instead
		var ways []string
		for _, f := range r.fields {
			if rule, found := arm.FindImmutable(r.Type, f); found {
				ways, paths[rule.Instead] = include(ways, rule.Instead), append(paths[rule.Instead], f.Path)
			}
		}
		for _, way := range ways {
			l := fewOf(paths[way], mostPaths)
			k := frozen{r.tenant, l.String(), way}
			if broken[k] == nil {
				order = append(order, k)
			}
			broken[k], said[k] = append(broken[k], r), l
		}
	}
	var out []danger
	for _, k := range order {
		if len(broken[k]) >= leastFold {
			var names []string
			for _, r := range broken[k] {
				names = append(names, r.kind()+" "+r.label())
			}
			l := said[k].with(say(" of "+count(len(names), "resource")+" of stack % cannot change: ", s.path), fewOf(names, mostNames),
				say(". Azure refuses the deployment; "+k.way))
			out = append(out, danger{kind: azureImmutable, tenant: k.tenant, line: l})
			continue
		}
		for _, r := range broken[k] {
			l := said[k].with(say(" of "+r.kind()+" % cannot change: Azure refuses the deployment; "+k.way, r.label()))
			out = append(out, danger{kind: azureImmutable, tenant: r.tenant, object: r.Type + "/" + r.label(), line: l})
		}
	}
	return out
}

// mostPaths is how many properties one warning names.
const mostPaths = 2

// loses reports whether a resource leaves without another in its place, of which
// is said so. The groups that members are in stay where a stack deletes.
func (s stack) loses(r azureResource) bool {
	return r.op == disappears && (!r.renamed() || part(r)) && (!s.deletes() || r.kind() != "resourceGroup")
}

// losers names the tenants of whom something leaves the stack; "" is the platform.
func (s stack) losers() []string {
	var out []string
	for _, r := range s.resources {
		if s.loses(r) && !slices.Contains(out, r.tenant) {
			out = append(out, r.tenant)
		}
	}
	return out
}

// losses says what leaves a stack with one tenant, or with the platform.
func (s stack) losses(tenant string) danger {
	var names, parts []string
	for _, r := range s.resources {
		switch {
		case !s.loses(r) || r.tenant != tenant:
		case part(r):
			parts = append(parts, r.kind()+" "+r.label())
		default:
			names = append(names, r.kind()+" "+r.label())
		}
	}
	if len(names) == 0 {
		names = parts
	}
	stays := say(" leaves stack % but stays in Azure, managed by nobody", s.path)
	d := danger{kind: azureLeaves, tenant: tenant, line: fewOf(names, mostNames).with(stays)}
	if s.deletes() {
		d.kind, d.line = azureDeletes, say("Azure deletes ").with(fewOf(names, mostNames), say(", with stack %", s.path))
	}
	if len(names) > 1 {
		d.line = d.line.plural()
	}
	return d
}

// plural makes the verbs of a sentence about one thing fit several.
func (l line) plural() line {
	out := slices.Clone(l)
	for i, s := range out {
		if !s.value {
			out[i].text = strings.NewReplacer(" leaves stack ", " leave stack ", " but stays in ", " but stay in ").Replace(s.text)
		}
	}
	return out
}

// part reports whether a resource is worth no word beside those that it belongs
// to: it goes with them, and nothing is lost with it.
func part(r azureResource) bool {
	switch r.kind() {
	case "roleAssignment", "federatedIdentityCredential", "diagnosticSetting", "privateDnsZoneGroup", "virtualNetworkLink",
		"dataCollectionRuleAssociation":
		return true
	}
	return false
}
