package review

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/plan"
)

// page is a review as one reads it: what matters first, and alike things once.
// Every writer prints a page.
type page struct {
	headline []line // sentences, the most important first
	short    line   // the headline in counts alone
	problems []line
	dangers  []line
	items    []item
	notes    []line // totals
}

// item is one thing that something happens to: a tenant, a gateway, a part of
// the platform; or several tenants to which the same happens.
type item struct {
	op      op
	noun    string
	names   []string
	where   line    // empty if it is wherever the review is
	facts   []entry // what people know the thing by
	objects []entry // its objects, what repeats itself drawn together
	brief   []entry // instead of objects where there is little room and the rest is folded away; none if these are few
	all     []entry // its objects, one by one
	size    int     // how many objects these are
	unit    string  // what they are called; objects if empty
}

// entry is a line with what belongs below it.
type entry struct {
	op    op // the sign before the line; none if empty
	line  line
	under []entry
}

// How much of a list is shown where the whole would hide the rest. JSON and the
// details of Markdown hold everything.
const (
	mostAlike  = 6  // objects or listeners to which the same happens, one by one
	mostNames  = 4  // names of those beyond
	mostFields = 16 // fields of one object
	leastFold  = 3  // tenants that change alike, told once

	mostLines   = 24  // lines about one stack that a pull request shows unfolded
	mostMessage = 400 // characters of what kustomize says
)

// pager lays a review out.
type pager struct {
	*Review
	on []string              // the clusters on which anything happens
	at []string              // those of them that neither appear nor disappear
	of map[subject][]cluster // each subject's share of the changes
}

func (r *Review) pager() pager {
	p := pager{Review: r, of: map[subject][]cluster{}}
	for _, c := range r.clusters {
		if len(c.changes) > 0 {
			p.on = append(p.on, c.name)
		}
		if c.op == changes {
			p.at = append(p.at, c.name)
		}
		for _, ch := range c.changes {
			shares := p.of[ch.subject]
			if n := len(shares); n == 0 || shares[n-1].name != c.name {
				shares = append(shares, cluster{name: c.name})
			}
			last := &shares[len(shares)-1]
			last.changes = append(last.changes, ch)
			p.of[ch.subject] = shares
		}
	}
	return p
}

func (r *Review) page() page {
	p := r.pager()
	out := page{headline: p.headline(), short: p.short(), notes: p.notes()}
	for _, pr := range r.problems {
		what := say("Kustomization % on % does not build ", pr.unit, pr.cluster)
		if pr.stack != "" {
			what = say("Azure stack % cannot be read ", pr.stack)
		}
		out.problems = append(out.problems, what.with(say(pr.side+" the change: %", clip(pr.message, mostMessage))))
	}
	out.dangers = p.dangerLines()
	out.items = fold(p.tenantItems())
	out.items = append(out.items, p.gatewayItems()...)
	out.items = append(out.items, p.otherItems(platformSubject, "platform")...)
	out.items = append(out.items, p.stackItems()...)
	out.items = append(out.items, p.elsewhere()...)
	for _, it := range p.otherItems(fluxSubject, "Flux's root") {
		it.names = nil // there is one
		out.items = append(out.items, it)
	}
	return out
}

// sentence says what happens to an item, such as "tenant contoso appears", with
// at most so many names; zero is all.
func (it item) sentence(names int) line {
	if len(it.names) > 1 {
		return it.several().with(say(": "), fewOf(it.names, names))
	}
	who := say(it.noun)
	if len(it.names) == 1 {
		who = say(it.noun+" %", it.names[0])
	}
	return it.said(who, string(it.op))
}

// several says what happens to several of a kind, without their names.
func (it item) several() line {
	return it.said(say(count(len(it.names), it.noun)), strings.TrimSuffix(string(it.op), "s"))
}

func (it item) said(who line, verb string) line {
	if verb != "" {
		who = who.with(say(" " + verb))
	}
	if it.where != nil {
		who = who.with(say(" "), it.where)
	}
	return who
}

// where names the clusters of a part, if they are not those of the whole.
func (p pager) where(clusters []string) line {
	if slices.Equal(clusters, p.on) || len(clusters) == 0 {
		return nil
	}
	return say("on ").with(enumerate(clusters))
}

// whole reports whether all that happens to a subject is that whole clusters
// appear or disappear, which is said of the clusters.
func (p pager) whole(clusters []string) bool {
	return !slices.ContainsFunc(p.clusters, func(c cluster) bool {
		return c.op != appears && c.op != disappears && slices.Contains(clusters, c.name)
	})
}

func (p pager) merged(s subject) []merged { return merge(p.of[s]) }

func (p pager) tenantItems() []item {
	var out []item
	for _, t := range p.tenants {
		if t.op == changes && p.whole(t.clusters) {
			continue
		}
		objects := p.merged(subject{kind: tenantSubject, name: t.name})
		at := place{clusters: t.clusters, namespace: t.name}
		out = append(out, item{
			op: t.op, noun: "tenant", names: []string{t.name}, where: p.where(t.clusters),
			facts:   p.tenantFacts(t),
			objects: append(at.entries(objects), p.azureEntries(t, place.entries)...),
			all:     append(at.complete(objects), p.azureEntries(t, place.complete)...),
			size:    len(objects) + len(p.resourcesOf(t.name)),
		})
	}
	return out
}

func (p pager) gatewayItems() []item {
	var out []item
	for _, g := range p.gateways {
		if g.op == changes && p.whole(g.clusters) {
			continue
		}
		objects := p.merged(subject{kind: gatewaySubject, name: g.name, stamp: g.stamp})
		at := place{clusters: g.clusters, namespace: plan.GatewayNamespace}
		name := g.name
		if p.stamps > 1 {
			name = g.stamp + "/" + name
		}
		out = append(out, item{
			op: g.op, noun: "gateway", names: []string{name}, where: p.where(g.clusters),
			facts: gatewayFacts(g), objects: at.entries(beside(objects, g.op)), all: at.complete(objects), size: len(objects),
		})
	}
	return out
}

// beside leaves out what the facts of a gateway that changes have said already:
// listeners and certificates that appear and disappear.
func beside(objects []merged, what op) []merged {
	var out []merged
	for _, m := range objects {
		switch {
		case what != changes:
		case m.object.Kind == "Certificate" && (m.op == appears || m.op == disappears):
			continue
		case m.object.Kind == "Gateway" && m.op == changes:
			m.fields = slices.DeleteFunc(slices.Clone(m.fields), func(f mergedField) bool {
				return f.Op != changes && strings.HasPrefix(f.Path, "spec.listeners[") && strings.HasSuffix(f.Path, "]")
			})
			if len(m.fields) == 0 {
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// otherItems lists the parts of the platform, or Flux's root.
func (p pager) otherItems(kind subjectKind, noun string) []item {
	var out []item
	clusters := p.touched(kind)
	for _, s := range slices.SortedFunc(maps.Keys(clusters), func(a, b subject) int { return cmp.Compare(a.name, b.name) }) {
		if p.whole(clusters[s]) {
			continue
		}
		objects, at := p.merged(s), place{clusters: clusters[s], namespace: plan.FluxNamespace}
		out = append(out, item{
			op: changes, noun: noun, names: []string{s.name}, where: p.where(clusters[s]),
			objects: at.entries(objects), all: at.complete(objects), size: len(objects),
		})
	}
	return out
}

// elsewhere lists the files that differ and that no cluster applies.
func (p pager) elsewhere() []item {
	if len(p.files.elsewhere) == 0 {
		return nil
	}
	it := item{noun: count(len(p.files.elsewhere), "file") + " that no cluster applies"}
	for _, f := range p.files.elsewhere {
		it.facts = append(it.facts, entry{op: f.op, line: say("%", f.path)})
	}
	return []item{it}
}

// dangerLines says once what hits several tenants alike.
func (p pager) dangerLines() []line {
	type group struct {
		line, generic line
		tenants       []string
	}
	at := map[string]int{}
	var groups []group
	for _, d := range p.dangers {
		l := d.line
		if w := p.where(d.clusters); w != nil && d.kind != clusterDisappears {
			l = l.with(say(" ("), w, say(")"))
		}
		generic := l.masked(d.tenant, tenantWord)
		k := string(d.kind) + " " + generic.String()
		if i, known := at[k]; known && d.tenant != "" {
			groups[i].tenants = append(groups[i].tenants, d.tenant)
			continue
		}
		at[k] = len(groups)
		groups = append(groups, group{l, generic, []string{d.tenant}})
	}
	var out []line
	for _, g := range groups {
		if len(g.tenants) == 1 {
			out = append(out, g.line)
			continue
		}
		out = append(out, g.generic.with(say(", for "+count(len(g.tenants), "tenant")+": "), enumerate(g.tenants)))
	}
	return out
}
