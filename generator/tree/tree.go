// Package tree holds rendered files in memory, before any of them reaches a disk.
package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Object identifies one Kubernetes object that a rendered file contains.
type Object struct {
	APIVersion string
	Kind       string
	Namespace  string // empty for cluster-scoped objects
	Name       string
}

// String prints the object the way kubectl users name one.
func (o Object) String() string {
	if o.Namespace == "" {
		return o.Kind + "/" + o.Name
	}
	return o.Kind + "/" + o.Namespace + "/" + o.Name
}

// File is one rendered file.
type File struct {
	Data []byte
	// Origin is the input file that the content comes from, so that a finding in
	// rendered text is reported where a person can mend it.
	Origin string
	// Objects lists, in order, the objects that the plan put into this file.
	// Nil means that the file holds none, as a kustomization does.
	Objects []Object
	// Verbatim marks text that was not printed by a template: a schema, CRDs as
	// their project publishes them.
	Verbatim bool
}

// Tree is a set of files by slash-separated path. The zero value is empty and
// ready to use.
type Tree struct {
	files map[string]File
}

// Add puts a file into the tree. Rendering one path twice is a bug of the
// generator, as is a path that fs.ValidPath refuses, and gives an error.
func (t *Tree) Add(path string, f File) error {
	if !fs.ValidPath(path) || path == "." {
		return fmt.Errorf("add %q: not a path inside the repository", path)
	}
	if _, taken := t.files[path]; taken {
		return fmt.Errorf("add %s: rendered twice", path)
	}
	if t.files == nil {
		t.files = make(map[string]File)
	}
	t.files[path] = f
	return nil
}

// Replace gives a file that is there other text.
func (t *Tree) Replace(path string, data []byte) error {
	f, ok := t.files[path]
	if !ok {
		return fmt.Errorf("replace %s: it was not rendered", path)
	}
	f.Data = data
	t.files[path] = f
	return nil
}

// Get returns the file at path.
func (t *Tree) Get(path string) (File, bool) {
	f, ok := t.files[path]
	return f, ok
}

// Len returns the number of files.
func (t *Tree) Len() int { return len(t.files) }

// Paths returns every path in alphabetical order.
func (t *Tree) Paths() []string {
	return slices.Sorted(maps.Keys(t.files))
}

// Read returns the files below the given folders of a file system, and the given
// files themselves. What does not exist is passed over; what is no regular file
// is an error.
func Read(fsys fs.FS, roots ...string) (*Tree, error) {
	t := &Tree{}
	for _, root := range roots {
		err := fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && p == root:
				return nil
			case err != nil || d.IsDir():
				return err
			case !d.Type().IsRegular():
				return fmt.Errorf("%s is no regular file", p)
			}
			data, err := fs.ReadFile(fsys, p)
			if err != nil {
				return err
			}
			return t.Add(p, File{Data: data})
		})
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", root, err)
		}
	}
	return t, nil
}

// ReadFlat returns the regular files directly inside the given folders, without
// the folders in them.
func ReadFlat(fsys fs.FS, dirs ...string) (*Tree, error) {
	t := &Tree{}
	for _, dir := range dirs {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read %s: %w", dir, err)
		}
		for _, e := range entries {
			if !e.Type().IsRegular() {
				continue
			}
			data, err := fs.ReadFile(fsys, dir+"/"+e.Name())
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", dir, err)
			}
			if err := t.Add(dir+"/"+e.Name(), File{Data: data}); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// Merge adds every file of other.
func (t *Tree) Merge(other *Tree) error {
	for _, p := range other.Paths() {
		if err := t.Add(p, other.files[p]); err != nil {
			return err
		}
	}
	return nil
}
