package diag

import "slices"

// maxDistance is how many edits apart a typo and the word it meant may be.
// Beyond two, suggestions are noise.
const maxDistance = 2

// Nearest returns the candidate that is the fewest edits away from word, or ""
// if none is near enough. Ties go to the first in alphabetical order, so that
// the answer does not depend on the order of the candidates.
func Nearest(word string, candidates []string) string {
	best, found := maxDistance+1, ""
	for _, c := range slices.Sorted(slices.Values(candidates)) {
		if d := distance(word, c); d < best && d < len(word) {
			best, found = d, c
		}
	}
	return found
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b.
func distance(a, b string) int {
	before, prev := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(b)]
}
