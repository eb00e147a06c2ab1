package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/tree"
)

// fault is something wrong with an object, before it is known which file the
// object stands in.
type fault struct {
	at     *object
	path   string // inside the object; empty for the object as a whole
	code   diag.Code
	fact   string
	fix    string
	others []*object // take part in it
}

// message is what a person reads.
func (f fault) message() string {
	if f.path == "" {
		return fmt.Sprintf("%s %s", f.at, f.fact)
	}
	return fmt.Sprintf("%s: %s: %s", f.at, f.path, f.fact)
}

// report collects faults and places them in the end, so that an intact fleet pays
// nothing for places.
type report struct {
	fleet   *fleet.Fleet
	files   *tree.Tree
	builder *build.Builder
	units   []*unit
	faults  []fault
	touched map[*object]bool // take part in a fault
	placed  diag.List        // what is about files and not about objects
	places  map[*object]diag.Pos
	sharing map[string][]*unit // by file: what is built from it
}

func newReport(f *fleet.Fleet, files *tree.Tree, b *build.Builder) *report {
	return &report{fleet: f, files: files, builder: b, touched: map[*object]bool{}, places: map[*object]diag.Pos{}}
}

func (r *report) add(f fault) {
	r.faults = append(r.faults, f)
	r.touched[f.at] = true
	for _, o := range f.others {
		r.touched[o] = true
	}
}

// addAt reports something about a file.
func (r *report) addAt(pos diag.Pos, code diag.Code, message, fix string, seen ...diag.Pos) {
	r.placed = append(r.placed, diag.Finding{
		Pos: pos, Code: code, Message: message, Fix: fix, Seen: append(seen, diag.Pos{File: origin(r.fleet, pos.File)}),
	})
}

// findings places every fault.
func (r *report) findings() diag.List {
	out := slices.Clone(r.placed)
	for _, group := range r.groups() {
		if r.wholeBase(group) {
			out = append(out, r.finding(group[0], r.pos(group[0].at)))
			continue
		}
		for _, f := range group {
			out = append(out, r.finding(f, r.overlayPos(f.at)))
		}
	}
	return out.Sorted()
}

func (r *report) finding(f fault, pos diag.Pos) diag.Finding {
	var seen []diag.Pos
	if base := r.pos(f.at); base != pos {
		seen = append(seen, base)
	}
	for _, o := range f.others {
		seen = append(seen, r.pos(o))
	}
	seen = append(seen, diag.Pos{File: origin(r.fleet, pos.File)})
	return diag.Finding{Pos: pos, Code: f.code, Message: f.message(), Fix: f.fix, Seen: slices.Compact(seen)}
}

// groups drops what was said about the same place already, and joins the faults
// that several clusters have alike.
func (r *report) groups() [][]fault {
	type alike struct {
		pos           diag.Pos
		code          diag.Code
		message, help string
	}
	index := map[alike]int{}
	var out [][]fault
	for _, f := range firsts(r.faults) {
		key := alike{r.pos(f.at), f.code, f.message(), f.fix}
		i, known := index[key]
		if !known {
			i = len(out)
			index[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

// firsts keeps, for each place inside an object, what was said first: one mistake
// often breaks several rules, and mending it mends them all.
func firsts(faults []fault) []fault {
	kept := map[*object][]string{}
	var out []fault
	for _, f := range faults {
		covered := slices.ContainsFunc(kept[f.at], func(p string) bool { return inside(p, f.path) || inside(f.path, p) })
		if !covered {
			kept[f.at] = append(kept[f.at], f.path)
			out = append(out, f)
		}
	}
	return out
}

// inside reports whether a path lies in another one or is it. A fault without a
// path covers nothing else: it is about the object's being there.
func inside(p, other string) bool {
	if p == "" || other == "" {
		return p == other
	}
	rest, ok := strings.CutPrefix(p, other)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// wholeBase reports whether a fault lies in the file that its object stands in:
// whether every unit that is built from that file has it. Otherwise an overlay
// made it.
func (r *report) wholeBase(group []fault) bool {
	having := map[*unit]bool{}
	for _, f := range group {
		having[f.at.unit] = true
	}
	for _, u := range r.sharers(r.pos(group[0].at).File) {
		if !having[u] {
			return false
		}
	}
	return true
}

// sharers returns the units that are built from a file.
func (r *report) sharers(file string) []*unit {
	if r.sharing == nil {
		r.sharing = map[string][]*unit{}
		for _, u := range r.units {
			if u.Err != nil || u.misplaced {
				continue
			}
			for _, p := range r.builder.Inputs(u.Path) {
				r.sharing[p] = append(r.sharing[p], u)
			}
		}
	}
	return r.sharing[file]
}

// pos is where an object's document begins.
func (r *report) pos(o *object) diag.Pos {
	if pos, ok := r.places[o]; ok {
		return pos
	}
	pos := diag.Pos{File: o.unit.Path}
	if d, ok := r.builder.Where(o.unit.Unit, o.Object); ok {
		pos = diag.Pos{File: d.File, Line: d.Line, Col: 1}
	} else if file := r.kustomization(o); file != "" {
		pos.File = file
	}
	r.places[o] = pos
	return pos
}

// kustomization is that of an object's unit, "" where there is none.
func (r *report) kustomization(o *object) string {
	file := path.Join(o.unit.Path, "kustomization.yaml")
	if _, ok := r.files.Get(file); !ok {
		return ""
	}
	return file
}

// overlayPos is the kustomization that an object of a unit was made by, or its
// document where the unit has none.
func (r *report) overlayPos(o *object) diag.Pos {
	if file := r.kustomization(o); file != "" {
		return diag.Pos{File: file}
	}
	return r.pos(o)
}
