// Package worktree makes a folder on disk equal to a rendered tree and changes as little as possible on the way.
//
// [Diff] reads only. [Apply] writes. Neither looks at anything but the paths
// that package layout gives to the generator:
//
//   - What is equal already is not touched. Owned files that are not in the tree
//     are deleted, then the folders that this leaves empty. A person's file is
//     neither read nor written.
//   - Nothing is written through a symbolic link. Every folder is opened below
//     the handle of its parent, so that swapping one for a link while the program
//     runs leads nowhere. A link, pipe, socket or device on the way to an owned
//     file is an error before anything is written.
//   - Kill it at any instant and each file is as it was before or as it should
//     be; the next run completes the rest and removes what was half written.
//   - One process writes at a time.
package worktree

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/tenantry/tenantry/generator/tree"
)

// Op is what happens to a file.
type Op string

// The three things that can happen to a file.
const (
	Create Op = "create"
	Update Op = "update"
	Delete Op = "delete"
)

// Change is one file that differs between the tree and the disk.
type Change struct {
	Op   Op     `json:"op"`
	Path string `json:"path"` // slash-separated, relative to the root
}

// Diff lists, sorted by path, what Apply would do to make root equal to want.
// It compares contents and reads only. A root that does not exist yet is empty.
//
// It is an error if want holds a path that is not the generator's, or if
// something else than a file or folder lies where one belongs.
func Diff(ctx context.Context, root string, want *tree.Tree) ([]Change, error) {
	wanted, err := arrange(want)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", root, err)
	}
	dir, err := os.OpenRoot(root)
	if errors.Is(err, fs.ErrNotExist) {
		return changes(missing(wanted, "")), nil
	}
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	defer release(dir)
	todo, err := scan(ctx, dir, wanted)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", root, err)
	}
	return changes(todo), nil
}

// Apply makes root equal to want and returns, sorted by path, what it changed.
// It makes root if it does not exist. It compares again by itself, under the
// lock that keeps other writers out, and removes what a killed run left behind;
// so it is worth calling even if Diff found nothing.
//
// Progress may be nil. It is told how many of the changes are on the disk, from
// several goroutines but one at a time and in rising order.
//
// The errors are those of Diff, another writer that holds the lock, an end of
// ctx, and those of the disk. After any of them each file is as it was before
// or as want has it.
func Apply(
	ctx context.Context, root string, want *tree.Tree, progress func(done, total int),
) ([]Change, error) {
	return applyOn(ctx, system{}, root, want, progress)
}

// changes lists what todo does to files.
func changes(todo *job) []Change {
	var out []Change
	for j := range todo.all() {
		for _, f := range j.write {
			out = append(out, Change{f.op, join(j.path, f.name)})
		}
		for _, name := range j.drop {
			out = append(out, Change{Delete, join(j.path, name)})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// join puts a name below a folder; the root is "".
func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}
