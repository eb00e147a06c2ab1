package review

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/review/fields"
	"github.com/tenantry/tenantry/generator/tree"
)

// mostNamed is how many things of a kind the headline calls by name.
const mostNamed = 3

// headline says it all in a few sentences: what happens to whom and where, whom
// it leaves alone, and what to look at.
func (p pager) headline() []line {
	if len(p.on) == 0 {
		return p.quiet()
	}
	var out []line
	if l := p.incomplete(); l != nil {
		out = append(out, l)
	}
	clauses := p.clauses()
	var first line
	for i, c := range clauses {
		if i > 0 {
			first = first.with(say(", "))
		}
		first = first.with(c)
	}
	if len(p.at) > 0 {
		if len(clauses) > 1 {
			first = first.with(say(","))
		}
		first = first.with(say(" on "), p.clusterNames(p.at, len(p.at) == 1))
	}
	out = append(out, first.with(say(".")).capital())
	if l := p.azureTotals(); l != nil {
		out = append(out, l)
	}
	out = append(out, p.leftAlone()...)
	if n := len(p.dangers); n > 0 {
		out = append(out, say(count(n, "warning")+"."))
	}
	return out
}

// summary is the headline in one string.
func (r *Review) summary() string {
	var words []string
	for _, l := range r.pager().headline() {
		words = append(words, l.String())
	}
	return strings.Join(words, " ")
}

// quiet is the headline where no object changes.
func (p pager) quiet() []line {
	switch {
	case len(p.problems) > 0:
		return []line{p.incomplete()}
	case len(p.stacks) > 0:
		out := append([]line{say("No Kubernetes object changes."), p.azureTotals()}, p.leftAlone()...)
		if n := len(p.dangers); n > 0 {
			out = append(out, say(count(n, "warning")+"."))
		}
		return out
	case p.files.total() > 0:
		differ := plural(p.files.total(), "rendered file differs.", "rendered files differ.")
		return []line{say("Nothing changes on any cluster; " + differ)}
	}
	return []line{say("Nothing changes.")}
}

// clusterNames enumerates clusters, with their roles if asked.
func (p pager) clusterNames(names []string, roles bool) line {
	var all []line
	for _, n := range names {
		l := say("%", n)
		i := slices.IndexFunc(p.clusters, func(c cluster) bool { return c.name == n })
		if role := p.clusters[i].role; roles && role != "" {
			l = l.with(say(" (" + role + ")"))
		}
		all = append(all, l)
	}
	return join(all)
}

func (p pager) incomplete() line {
	switch n := len(p.problems); n {
	case 0:
		return nil
	case 1:
		if pr := p.problems[0]; pr.stack != "" {
			return say("Not complete: Azure stack % cannot be read.", pr.stack)
		}
		return say("Not complete: Kustomization % on % does not build.", p.problems[0].unit, p.problems[0].cluster)
	default:
		what := "Kustomizations do not build."
		if slices.ContainsFunc(p.problems, func(pr problem) bool { return pr.stack != "" }) {
			what = "Kustomizations and stacks cannot be read."
		}
		return say("Not complete: " + strconv.Itoa(n) + " " + what)
	}
}

// clauses say what happens to clusters, tenants, gateways and platform, in that
// order. Flux's own objects are worth one only if nothing else changes.
func (p pager) clauses() []line {
	clusters, tenants, gateways := map[op][]string{}, map[op][]string{}, map[op][]string{}
	for _, c := range p.clusters {
		if c.op != changes {
			clusters[c.op] = append(clusters[c.op], c.name)
		}
	}
	for _, t := range p.tenants {
		if t.op != changes || !p.whole(t.clusters) {
			tenants[t.op] = append(tenants[t.op], t.name)
		}
	}
	for _, it := range p.gatewayItems() {
		gateways[it.op] = append(gateways[it.op], it.names...)
	}
	var out []line
	out = p.clausesOf(out, "cluster", clusters)
	out = p.clausesOf(out, "tenant", tenants)
	out = p.clausesOf(out, "gateway", gateways)
	out = append(out, p.platformClauses()...)
	if len(out) == 0 {
		out = append(out, say("Flux's own objects change"))
	}
	return out
}

func (p pager) clausesOf(out []line, noun string, names map[op][]string) []line {
	for _, what := range []op{appears, changes, disappears} {
		out = p.clause(out, noun, what, names[what])
	}
	return out
}

func (p pager) clause(out []line, noun string, what op, names []string) []line {
	verb := " " + string(what)
	if len(names) > 1 {
		verb = strings.TrimSuffix(verb, "s")
	}
	switch n := len(names); {
	case n == 0:
		return out
	case n == 1:
		return append(out, say(noun+" %"+verb, names[0]))
	case n <= mostNamed:
		return append(out, say(noun+"s ").with(enumerate(names), say(verb)))
	case noun == "tenant" && what == changes && n == p.following.of:
		return append(out, say("all "+count(n, noun)+verb))
	}
	return append(out, say(count(len(names), noun)+verb))
}

// platformClauses name charts with their versions, and the other parts of the
// platform that change.
func (p pager) platformClauses() []line {
	var out []line
	var parts []string
	for s := range p.touched(platformSubject) {
		if p.whole(p.touched(platformSubject)[s]) {
			continue
		}
		charts, others := chartChanges(p.merged(s))
		out = append(out, charts...)
		if others {
			parts = append(parts, s.name)
		}
	}
	slices.Sort(parts)
	slices.SortFunc(out, func(a, b line) int { return strings.Compare(a.String(), b.String()) })
	if len(parts) > 0 {
		out = append(out, say("the platform changes (").with(fewOf(parts, mostNames), say(")")))
	}
	return out
}

// chartChanges finds the charts of a part that get another version, and reports
// whether anything else in it changes.
func chartChanges(objects []merged) (charts []line, others bool) {
	for _, m := range objects {
		isChart := m.object.Kind == "OCIRepository" && m.op == changes && len(m.fields) == 1 &&
			fields.Within(m.fields[0].Path, "spec.ref.tag") && build.Field(m.after, "spec", "layerSelector", "mediaType") != ""
		if !isChart {
			others = true
			continue
		}
		before, after := pair(m.fields[0].Before, m.fields[0].After)
		charts = append(charts, say("chart % % → %", m.object.Name, before, after))
	}
	return charts, others
}

// leftAlone says what does not happen.
func (p pager) leftAlone() []line {
	var parts []string
	switch n := len(p.tenants); {
	case n == 0:
		parts = append(parts, "no tenant is touched")
	case n < p.following.of || p.following.of == 0:
		parts = append(parts, "no other tenant is touched")
	}
	gone, moved := p.numberOf(disappears), p.numberOf(moves)
	switch {
	case gone > 0:
		parts = append(parts, plural(gone, "object disappears", "objects disappear"))
	case moved > 0:
		parts = append(parts, plural(moved, "object moves", "objects move"))
	case !p.leavesAzure() && !slices.ContainsFunc(p.dangers, takesAway):
		parts = append(parts, "nothing disappears")
	}
	var out []line
	if len(parts) > 0 {
		out = append(out, say(strings.Join(parts, ", ")+".").capital())
	}
	var still []string
	for _, cl := range p.clusters {
		if cl.op == "" && !p.inAzure(cl.name) {
			still = append(still, cl.name)
		}
	}
	switch {
	case len(still) == 1:
		out = append(out, p.clusterNames(still, true).with(say(" stays as it is.")))
	case len(still) > 1:
		out = append(out, fewOf(still, mostNames).with(say(" stay as they are.")))
	}
	return out
}

// takesAway reports whether a danger means that something ends, though no object does.
func takesAway(d danger) bool { return d.kind == hostnameDisappears || d.kind == clusterDisappears }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// numberOf counts the objects to which something happens, those on several
// clusters once.
func (p pager) numberOf(what op) int {
	seen := map[tree.Object]bool{}
	for _, cl := range p.clusters {
		if cl.op != changes {
			continue // the cluster itself has been named
		}
		for _, ch := range cl.changes {
			if ch.op == what && !ch.kept {
				seen[ch.object] = true
			}
		}
	}
	return len(seen)
}

// capital makes the first letter of a sentence a capital one, unless a value
// begins it.
func (l line) capital() line {
	if len(l) == 0 || l[0].value || l[0].text == "" {
		return l
	}
	out := slices.Clone(l)
	out[0].text = strings.ToUpper(out[0].text[:1]) + out[0].text[1:]
	return out
}

// short is the headline in counts alone, for where there is hardly any room.
func (p pager) short() line {
	tenants := map[op]int{}
	for _, t := range p.tenants {
		tenants[t.op]++
	}
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{len(p.problems), "build fails", "builds fail"},
		{tenants[appears], "tenant appears", "tenants appear"},
		{tenants[changes], "tenant changes", "tenants change"},
		{tenants[disappears], "tenant disappears", "tenants disappear"},
		{len(p.gateways), "gateway changes", "gateways change"},
		{p.numberOf(disappears), "object gone", "objects gone"},
		{p.resources(), "resource of Azure changes", "resources of Azure change"},
		{len(p.dangers), "warning", "warnings"},
	} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.one, c.many))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "Objects of the platform change")
	}
	return say(strings.Join(parts, ", ") + ", on " + count(len(p.on), "cluster") + ".")
}
