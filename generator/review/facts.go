package review

import "slices"

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
		{"plan", b.plan, a.plan}, {"stamp", b.stamp, a.stamp}, {"gateway", b.gateway, a.gateway},
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
