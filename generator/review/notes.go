package review

import (
	"slices"
	"strconv"
	"strings"
)

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
	for _, cl := range p.Review.clusters {
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
		out = append(out, say("Objects on ").with(enumerate(t.clusters), say(each+": "+t.words+".")))
	}
	return out
}

// tally counts what happens to objects or files.
func tally(appear, change, disappear, move int) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{appear, "appears", "appear"}, {change, "changes", "change"},
		{disappear, "disappears", "disappear"}, {move, "moves", "move"},
	} {
		if p.n > 0 {
			parts = append(parts, plural(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, ", ")
}
