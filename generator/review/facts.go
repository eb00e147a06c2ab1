package review

import (
	"slices"
	"strconv"
	"strings"
)

// tenantFacts say what people know a tenant by.
func (p pager) tenantFacts(t tenant) []entry {
	switch {
	case t.op == appears && t.after != nil:
		return p.factsOf(t.after, "")
	case t.op == disappears && t.before != nil:
		return p.factsOf(t.before, "was ")
	case t.before != nil && t.after != nil:
		return factChanges(t.before, t.after)
	}
	return nil
}

func (p pager) factsOf(f *facts, was string) []entry {
	seat := say(was+"plan %, gateway %", f.plan, f.gateway)
	if p.stamps > 1 {
		seat = seat.with(say(", stamp %", f.stamp))
	}
	out := []entry{{line: seat}}
	if len(f.hostnames) > mostAlike {
		out = append(out, entry{line: say(count(len(f.hostnames), "hostname") + ": ").with(fewOf(f.hostnames, mostNames))})
	} else {
		for _, h := range f.hostnames {
			out = append(out, entry{line: say("%", "https://"+h)})
		}
	}
	return append(out, entry{line: f.source.line(was)})
}

// line says where a tenant's manifests come from, and what chooses them.
func (s source) line(was string) line {
	words := "%, follows " + s.field + " %"
	switch {
	case s.ref == "":
		return say("%, follows its default", s.url)
	case s.pinned():
		words = "%, pinned to " + s.field + " %"
	case was != "":
		words = "%, followed " + s.field + " %"
	}
	return say(words, s.url, shorten(s.ref))
}

func factChanges(b, a *facts) []entry {
	var out []entry
	for _, f := range []struct{ noun, before, after string }{
		{"plan", b.plan, a.plan},
		{"stamp", b.stamp, a.stamp},
		{"gateway", b.gateway, a.gateway},
		{"source", b.source.url, a.source.url},
	} {
		if f.before != f.after && f.before != "" && f.after != "" {
			before, after := pair(f.before, f.after)
			out = append(out, entry{line: say(f.noun+" % → %", before, after)})
		}
	}
	out = append(out, hostnameChanges(b.hostnames, a.hostnames)...)
	if l := refChange(b.source, a.source); l != nil {
		out = append(out, entry{line: l})
	}
	return out
}

func hostnameChanges(before, after []string) []entry {
	var out []entry
	for _, h := range after {
		if !slices.Contains(before, h) {
			out = append(out, entry{op: appears, line: say("%", "https://"+h)})
		}
	}
	for _, h := range before {
		if !slices.Contains(after, h) {
			out = append(out, entry{op: disappears, line: say("%", "https://"+h)})
		}
	}
	return out
}

// refChange says which revision is taken now, and whether that is new in kind.
func refChange(b, a source) line {
	if b.field == a.field && b.ref == a.ref || b.ref == "" || a.ref == "" {
		return nil
	}
	before, after := pair(b.ref, a.ref)
	words := b.field + " % → "
	if a.field != b.field {
		words += a.field + " "
	}
	words += "%"
	switch {
	case a.pinned() && !b.pinned():
		words += ": pinned now"
	case !a.pinned() && b.pinned():
		words += ": no longer pinned"
	}
	return say(words, before, after)
}

// gatewayFacts say what appears at a gateway and what leaves it. A gateway that
// appears itself says it by its objects.
func gatewayFacts(g gateway) []entry {
	if g.op != changes {
		return nil
	}
	var listeners, certificates []fact
	for _, l := range g.listeners {
		listeners = append(listeners, fact{l.op, l.name, l.line(), l.clusters})
	}
	for _, c := range g.certificates {
		certificates = append(certificates, fact{c.op, c.name, say("certificate %", c.name), c.clusters})
	}
	return append(factEntries("listener", listeners, g.clusters), factEntries("certificate", certificates, g.clusters)...)
}

// fact is a part of a gateway to which something happens.
type fact struct {
	op       op
	name     string
	line     line
	clusters []string
}

// factEntries lists what appears first and what disappears last; many are one line.
func factEntries(noun string, all []fact, clusters []string) []entry {
	var out []entry
	for _, what := range []op{appears, changes, disappears} {
		var names []string
		var lines []entry
		for _, f := range all {
			if f.op != what {
				continue
			}
			l := f.line
			if !slices.Equal(f.clusters, clusters) {
				l = l.with(say(" on "), enumerate(f.clusters))
			}
			names, lines = append(names, f.name), append(lines, entry{op: what, line: l})
		}
		if len(lines) > mostAlike {
			lines = []entry{{op: what, line: say(count(len(names), noun) + ": ").with(fewOf(names, mostNames))}}
		}
		out = append(out, lines...)
	}
	return out
}

// line names a listener by its hostname, and whose it is.
func (l listener) line() line {
	out := say("listener %", l.name)
	if l.hostname != "" && l.hostname != l.name {
		out = out.with(say(" for %", l.hostname))
	}
	switch {
	case l.op == changes:
		return out.with(say(": % → %", owner(l.from), owner(l.tenant)))
	case l.tenant != "":
		return out.with(say(" → %", l.tenant))
	}
	return out
}

// owner is whose a listener is: a tenant's, or the platform's.
func owner(tenant string) string {
	if tenant == "" {
		return "platform"
	}
	return tenant
}

// notes are the totals: objects by cluster, files, and tenants that Git alone
// does not decide.
func (p pager) notes() []line {
	if p.Empty() {
		return nil
	}
	out := p.totals()
	if n := p.files.total(); n > 0 {
		out = append(out, say("Rendered files: "+tally(p.files.appear, p.files.change, p.files.disappear, 0)+"."))
	}
	if l := p.following.line(); l != nil {
		out = append(out, l)
	}
	return out
}

// line counts the tenants that move without a commit, and names those at hand.
func (f following) line() line {
	if f.count == 0 {
		return nil
	}
	verb := " follow"
	if f.count == 1 {
		verb += "s"
	}
	l := say(strconv.Itoa(f.count) + " of " + count(f.of, "tenant") + verb + " a tag or a branch")
	if len(f.touched) > 0 {
		l = l.with(say(", here "), fewOf(f.touched, mostNames), say(": Git alone does not say what they run"))
	}
	return l.with(say("."))
}

func (p pager) totals() []line {
	type total struct {
		words    string
		clusters []string
	}
	var all []total
	for _, cl := range p.clusters {
		var n [4]int
		for _, ch := range cl.changes {
			n[slices.Index([]op{appears, changes, disappears, moves}, ch.op)]++
		}
		if len(cl.changes) == 0 {
			continue
		}
		words := tally(n[0], n[1], n[2], n[3])
		i := slices.IndexFunc(all, func(t total) bool { return t.words == words })
		if i < 0 {
			i, all = len(all), append(all, total{words: words})
		}
		all[i].clusters = append(all[i].clusters, cl.name)
	}
	var out []line
	for _, t := range all {
		each := ""
		if len(t.clusters) > 1 {
			each = " each"
		}
		out = append(out, say("Objects on ").with(p.clusterNames(t.clusters, true), say(each+": "+t.words+".")))
	}
	return out
}

// tally counts what happens to objects or files.
func tally(appear, change, disappear, move int) string {
	return tallyOf("", appear, change, disappear, move)
}

// tallyOf counts as tally does, and says once what it counts.
func tallyOf(noun string, appear, change, disappear, move int) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{appear, "appears", "appear"},
		{change, "changes", "change"},
		{disappear, "disappears", "disappear"},
		{move, "moves", "move"},
	} {
		switch {
		case p.n == 0:
		case noun != "" && len(parts) == 0 && p.n == 1:
			parts = append(parts, "1 "+noun+" "+p.one)
		case noun != "" && len(parts) == 0:
			parts = append(parts, count(p.n, noun)+" "+p.many)
		default:
			parts = append(parts, plural(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, ", ")
}
