package review

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Room is how much a place takes.
type Room struct {
	Limit int    // in characters, counted as UTF-16 does, which no forge counts more strictly than; zero is none
	Rest  string // where the full plan is, for a reader of one that had to be shortened
}

// Markdown prints the review for a pull request, in what room there is.
//
// What does not fit gives way in this order, from the last line on: the folded
// lists of all objects and the longer lists of names; lines about objects; lines
// about tenants, gateways and parts of the platform; the totals; titles; warnings;
// and last the headline's names. No line is ever cut, and the last one says where
// the full plan is. Every value stands in a code span, where no
// forge looks for markup, links or mentions.
func Markdown(r *Review, room Room) string {
	d := document{page: r.page(), room: room}
	n := len(d.items)
	s := shape{details: true, objects: n, facts: n, titles: n, notes: len(d.notes), dangers: len(d.dangers)}
	if d.fits(s) {
		return d.render(s)
	}
	s.details, s.cut, s.names = false, true, 3*mostNames
	for _, part := range []*int{&s.objects, &s.facts, &s.notes, &s.titles, &s.dangers} {
		*part = most(*part, func(n int) bool { *part = n; return d.fits(s) })
		if d.fits(s) {
			return d.render(s)
		}
		s.names = mostNames
	}
	return d.least()
}

// shape is how much of a page is printed.
type shape struct {
	details bool // every object, folded away
	objects int  // of how many items, from the first on, the lines about objects
	facts   int  // of how many items the lines about themselves; without, an item is one line
	titles  int  // of items of which only the title is said
	notes   int
	dangers int
	names   int  // of tenants or gateways in one line; zero is all
	cut     bool // something is missing
}

// document is a page that has to fit.
type document struct {
	page
	room Room
}

// shortened is the last line of a description from which detail was dropped.
func (d document) shortened() string { return "\n_Shortened: " + d.room.Rest + "._\n" }

func (d document) fits(s shape) bool { return d.within(d.render(s)) }

func (d document) within(s string) bool { return d.room.Limit <= 0 || units(s) <= d.room.Limit }

// units counts a text's UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// most returns the largest n, up to limit, for which fits holds. It returns zero
// if it holds for none.
func most(limit int, fits func(n int) bool) int {
	return sort.Search(limit, func(i int) bool { return !fits(i + 1) })
}

// least is what is left where nothing else fits: as many whole lines as do.
func (d document) least() string {
	out := ""
	for _, l := range []string{markup(d.short) + "\n", d.shortened()} {
		if d.within(out + l) {
			out += l
		}
	}
	return out
}

func (d document) render(s shape) string {
	var b strings.Builder
	for i, l := range d.headline {
		if i == 0 {
			b.WriteString("**" + markup(l) + "**")
		} else {
			b.WriteString(" " + markup(l))
		}
	}
	b.WriteString("\n")
	bullets(&b, "Not complete", d.problems, len(d.problems))
	bullets(&b, "Warnings", d.dangers, s.dangers)
	d.sections(&b, s)
	if s.notes > 0 {
		b.WriteString("\n")
	}
	for _, l := range d.notes[:s.notes] {
		b.WriteString(markup(l) + "\n")
	}
	if s.cut {
		b.WriteString(d.shortened())
	}
	return b.String()
}

// sections prints each item as a section of its own, and those of which nothing
// but the title is to be said in one list.
func (d document) sections(b *strings.Builder, s shape) {
	var titles []item
	for i, it := range d.items {
		if i >= s.objects {
			it.objects, it.brief, it.all = nil, nil, nil
		}
		if i >= s.facts {
			it.facts = nil
		}
		if len(it.facts)+len(it.objects) == 0 {
			titles = gather(titles, it)
		} else {
			it.markdown(b, s)
		}
	}
	if len(titles) == 0 {
		return
	}
	title := "Changes"
	if s.facts > 0 {
		title = "Also"
	}
	b.WriteString("\n### " + title + "\n\n")
	shown := min(s.titles, len(titles))
	for _, it := range titles[:shown] {
		b.WriteString("- " + markup(it.sentence(s.names)) + "\n")
	}
	rest(b, len(titles)-shown)
}

// gather adds an item to those of which only the title is said: tenants, or
// gateways, to which the same happens in the same place share one.
func gather(titles []item, it item) []item {
	i := slices.IndexFunc(titles, func(o item) bool {
		return (o.noun == "tenant" || o.noun == "gateway") && o.noun == it.noun && o.op == it.op &&
			o.where.String() == it.where.String()
	})
	if i < 0 {
		return append(titles, it)
	}
	titles[i].names = slices.Concat(titles[i].names, it.names)
	return titles
}

// bullets prints the first lines of a list under a title, and counts the others.
func bullets(b *strings.Builder, title string, lines []line, number int) {
	if len(lines) == 0 {
		return
	}
	b.WriteString("\n### " + title + "\n\n")
	for _, l := range lines[:number] {
		b.WriteString("- " + markup(l) + "\n")
	}
	rest(b, len(lines)-number)
}

func rest(b *strings.Builder, n int) {
	if n > 0 {
		b.WriteString("- and " + strconv.Itoa(n) + " more\n")
	}
}

// markdown prints an item as a section of its own.
func (it item) markdown(b *strings.Builder, s shape) {
	title, each := it.sentence(0), ""
	if len(it.names) > 1 {
		title, each = it.several().with(say(", alike")), " of each"
	}
	b.WriteString("\n### " + markup(title.capital()) + "\n\n")
	if len(it.names) > 1 {
		b.WriteString(markup(fewOf(it.names, s.names)) + "\n\n")
	}
	shown := it.objects
	if s.details && it.brief != nil {
		shown = it.brief
	}
	nested(b, "", it.facts)
	nested(b, "", shown)
	if s.details && keyOfEntries(it.all) != keyOfEntries(shown) {
		b.WriteString("\n<details><summary>" + count(it.size, cmp.Or(it.unit, "object")) + each + " in detail</summary>\n\n")
		nested(b, "", it.all)
		b.WriteString("\n</details>\n")
	}
}

// nested prints entries as a list.
func nested(b *strings.Builder, indent string, entries []entry) {
	for _, e := range entries {
		sign := ""
		if _, s := signature(e.op); s != "" {
			sign = "**" + strings.TrimSpace(s) + "** "
		}
		b.WriteString(indent + "- " + sign + markup(e.line) + "\n")
		nested(b, indent+"  ", e.under)
	}
}

// markup is a line in Markdown.
func markup(l line) string {
	var b strings.Builder
	for _, s := range l {
		if s.value {
			b.WriteString(code(s.text))
		} else {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// code puts a value into a code span whose fence is longer than any run of
// backticks inside: https://spec.commonmark.org/0.31.2/#code-spans
func code(s string) string {
	s = visible(s)
	if s == "" {
		s = `""`
	}
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 || strings.TrimSpace(s) != s {
		s = " " + s + " " // one space on each side is not part of the span
	}
	return fence + s + fence
}
