package worktree

import (
	"iter"
	"maps"
	"slices"
)

// job is what has to be done in one directory. Folders without work have none.
type job struct {
	name, path string
	missing    bool     // the directory does not exist
	stray      bool     // nothing is wanted in it: it goes once it is empty
	stale      []string // temporary files of a run that was killed
	write      []output
	drop       []string // owned files that are not wanted
	below      []*job
}

// output is one file to write.
type output struct {
	op   Op
	name string
	data []byte
}

// temp is where the content lies until it is complete.
func (f output) temp() string { return f.name + tempSuffix }

// missing is the work of making want where nothing lies yet.
func missing(want *folder, name string) *job {
	j := &job{name: name, path: want.path, missing: true}
	for _, file := range slices.Sorted(maps.Keys(want.files)) {
		j.write = append(j.write, output{Create, file, want.files[file]})
	}
	for _, sub := range slices.Sorted(maps.Keys(want.folders)) {
		j.below = append(j.below, missing(want.folders[sub], sub))
	}
	return j
}

// idle reports whether nothing has to be done in the directory or below it.
func (j *job) idle() bool {
	return !j.missing && !j.stray && len(j.stale)+len(j.write)+len(j.drop)+len(j.below) == 0
}

// touched reports whether a name in the directory itself comes or goes.
func (j *job) touched() bool {
	if len(j.stale)+len(j.write)+len(j.drop) > 0 {
		return true
	}
	return slices.ContainsFunc(j.below, func(b *job) bool { return b.missing || b.stray })
}

// prunes reports whether anything is deleted in the directory or below it.
func (j *job) prunes() bool {
	return j.stray || len(j.drop) > 0 || slices.ContainsFunc(j.below, (*job).prunes)
}

// all yields the job and every one below it.
func (j *job) all() iter.Seq[*job] {
	return func(yield func(*job) bool) { j.visit(yield) }
}

func (j *job) visit(yield func(*job) bool) bool {
	if !yield(j) {
		return false
	}
	for _, b := range j.below {
		if !b.visit(yield) {
			return false
		}
	}
	return true
}
