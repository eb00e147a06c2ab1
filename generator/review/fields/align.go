package fields

import (
	"reflect"
	"strings"
)

// Lines counts the lines in which two texts differ.
func Lines(before, after string) int {
	n := 0
	for _, g := range gaps(strings.Split(before, "\n"), strings.Split(after, "\n")) {
		n += max(g.b1-g.b0, g.a1-g.a0)
	}
	return n
}

// gap is a stretch of two lists between items that both have: before[b0:b1]
// stands where after[a0:a1] stands now.
type gap struct{ b0, b1, a0, a1 int }

// mostCells bounds the work of one alignment. Beyond it, whatever lies between
// the equal head and the equal tail is one gap.
const mostCells = 1 << 16

// gaps aligns two lists by a longest common subsequence and returns what lies
// between its items.
func gaps[T any](before, after []T) []gap {
	same := func(i, j int) bool { return reflect.DeepEqual(before[i], after[j]) }
	head := 0
	for head < min(len(before), len(after)) && same(head, head) {
		head++
	}
	tail := 0
	for tail < min(len(before), len(after))-head && same(len(before)-1-tail, len(after)-1-tail) {
		tail++
	}
	g := gap{head, len(before) - tail, head, len(after) - tail}
	n, m := g.b1-g.b0, g.a1-g.a0
	switch {
	case n == 0 && m == 0:
		return nil
	case n == 0 || m == 0 || n*m > mostCells:
		return []gap{g}
	}
	return g.split(same)
}

// split finds the common items inside a gap.
func (g gap) split(same func(i, j int) bool) []gap {
	n, m := g.b1-g.b0, g.a1-g.a0
	length := make([][]int, n+1) // of the common subsequence from i and j on
	for i := range length {
		length[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if same(g.b0+i, g.a0+j) {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var out []gap
	i, j, b, a := 0, 0, 0, 0 // b and a: where the current gap begins
	flush := func() {
		if i > b || j > a {
			out = append(out, gap{g.b0 + b, g.b0 + i, g.a0 + a, g.a0 + j})
		}
	}
	for i < n && j < m {
		switch {
		case same(g.b0+i, g.a0+j):
			flush()
			i, j = i+1, j+1
			b, a = i, j
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	i, j = n, m
	flush()
	return out
}
