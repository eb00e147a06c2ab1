// Package diag says what is wrong with a file that a person wrote: where, why and what to write instead.
//
// A [Finding] is about the user's file. It is never an error, and an error is
// never turned into one: an error is about the world (a disk, a network, a bug).
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Code names a kind of finding. It is a stable word that can be searched,
// linked and passed to "tenantry explain"; docs/diagnostics has a page for each.
type Code string

// Pos is a place in a file. Line and Col count from one; both are zero when
// the finding is about the file as a whole.
type Pos struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String prints the place as editors and forges recognise it.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Finding is one problem at one place.
type Finding struct {
	Pos     Pos    `json:"pos"`
	Code    Code   `json:"code"`
	Message string `json:"message"`        // the fact: lower case, no full stop
	Fix     string `json:"fix,omitempty"`  // what to write instead; empty only when nobody can know
	Seen    []Pos  `json:"seen,omitempty"` // the other places that take part in the problem
}

// String prints a clickable first line and indented help.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%s)", f.Pos, f.Message, f.Code)
	for _, p := range f.Seen {
		fmt.Fprintf(&b, "\n\tsee: %s", p)
	}
	if f.Fix != "" {
		fmt.Fprintf(&b, "\n\tfix: %s", f.Fix)
	}
	return b.String()
}

// List is what one run found.
type List []Finding

// Sorted returns the findings ordered by place, then code, then message, with
// exact repetitions removed. The result never depends on the order of the work.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
	)
}
