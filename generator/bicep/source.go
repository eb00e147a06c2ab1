package bicep

import (
	"sort"
	"unicode/utf8"

	"github.com/tenantry/tenantry/generator/diag"
)

// source is the text of one file. Nodes remember byte offsets; lines and columns
// are counted only for what is reported.
type source struct {
	path  string
	text  string
	lines []int // the offset of each line's begin, made at the first report
}

// pos returns the place of a byte offset. Columns count characters.
func (s *source) pos(offset int) diag.Pos {
	if s.lines == nil {
		s.lines = []int{0}
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	offset = min(offset, len(s.text))
	line := sort.SearchInts(s.lines, offset+1)
	return diag.Pos{File: s.path, Line: line, Col: utf8.RuneCountInString(s.text[s.lines[line-1]:offset]) + 1}
}
