package tree

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"
)

// FS returns the tree as a read-only file system: what was rendered, or will be
// written, can be read back without a disk. The tree must not change afterwards.
func (t *Tree) FS() fs.FS {
	f := &treeFS{tree: t, dirs: map[string][]fs.DirEntry{".": nil}}
	for _, p := range t.Paths() {
		file, _ := t.Get(p)
		f.enter(p, node{name: path.Base(p), size: int64(len(file.Data))})
	}
	for _, entries := range f.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	}
	return f
}

type treeFS struct {
	tree *Tree
	dirs map[string][]fs.DirEntry
}

// enter lists n in its folder, and every folder that is new in its own.
func (f *treeFS) enter(p string, n node) {
	dir := path.Dir(p)
	_, known := f.dirs[dir]
	f.dirs[dir] = append(f.dirs[dir], fs.FileInfoToDirEntry(n))
	if !known {
		f.enter(dir, node{name: path.Base(dir), dir: true})
	}
}

// Open implements fs.FS.
func (f *treeFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if file, ok := f.tree.Get(name); ok {
		return &openFile{node{name: path.Base(name), size: int64(len(file.Data))}, bytes.NewReader(file.Data)}, nil
	}
	if entries, ok := f.dirs[name]; ok {
		return &openDir{node{name: path.Base(name), dir: true}, entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile implements fs.ReadFileFS.
func (f *treeFS) ReadFile(name string) ([]byte, error) {
	file, ok := f.tree.Get(name)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return bytes.Clone(file.Data), nil
}

// node describes a file or folder; there is no owner and no time.
type node struct {
	name string
	size int64
	dir  bool
}

func (n node) Name() string       { return n.name }
func (n node) Size() int64        { return n.size }
func (n node) IsDir() bool        { return n.dir }
func (n node) ModTime() time.Time { return time.Time{} }
func (n node) Sys() any           { return nil }
func (n node) Mode() fs.FileMode {
	if n.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type openFile struct {
	node
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFile) Close() error               { return nil }
func (f *openFile) Size() int64                { return f.size }

type openDir struct {
	node
	rest []fs.DirEntry
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.node, nil }
func (d *openDir) Close() error               { return nil }
func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(d.rest) {
		if n > 0 && len(d.rest) == 0 {
			return nil, io.EOF
		}
		n = len(d.rest)
	}
	out := d.rest[:n]
	d.rest = d.rest[n:]
	return slices.Clone(out), nil
}
