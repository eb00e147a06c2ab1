package repo

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// errLink is the answer to opening a link: what it points to may lie outside
// the commit, and nothing that a fleet needs is a link.
var errLink = errors.New("is a symbolic link")

// Files returns the files of a commit. They are read from Git's objects as they
// are asked for; nothing is checked out. Folders and sizes cost no file's
// content. Times are zero, other repositories (submodules) are left out, and
// a symbolic link is listed but cannot be opened. The result also offers
// ReadDir, ReadFile and Stat, and may be used from several goroutines.
func (r *Repo) Files(commit Hash) (fs.FS, error) {
	root, err := r.treeOf(commit)
	if err != nil {
		return nil, err
	}
	return &commitFS{repo: r, root: root, folders: make(map[string]*folder)}, nil
}

type commitFS struct {
	repo    *Repo
	root    plumbing.Hash
	mu      sync.Mutex
	folders map[string]*folder // by path, as they were visited
}

type folder struct {
	list   []fs.DirEntry // by name
	byName map[string]*node
}

// node is a file or folder of the commit; as an fs.DirEntry it knows its name
// and type, and asks for its size only when somebody wants it.
type node struct {
	fsys  *commitFS
	entry object.TreeEntry
}

func (n *node) Name() string      { return n.entry.Name }
func (n *node) IsDir() bool       { return isFolder(n.entry) }
func (n *node) Type() fs.FileMode { return n.mode().Type() }
func (n *node) String() string    { return fs.FormatDirEntry(n) }

func (n *node) mode() fs.FileMode {
	switch n.entry.Mode {
	case filemode.Dir:
		return fs.ModeDir | 0o555
	case filemode.Symlink:
		return fs.ModeSymlink | 0o444
	case filemode.Executable:
		return 0o555
	default:
		return 0o444
	}
}

func (n *node) Info() (fs.FileInfo, error) {
	if n.IsDir() {
		return info{name: n.Name(), mode: n.mode()}, nil
	}
	size, err := n.fsys.repo.blobSize(n.entry.Hash)
	if err != nil {
		return nil, err
	}
	return info{name: n.Name(), mode: n.mode(), size: size}, nil
}

type info struct {
	name string
	mode fs.FileMode
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

func (f *commitFS) Open(name string) (fs.File, error) {
	n, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	stat, err := n.Info()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if n.IsDir() {
		dir, err := f.folder(name, n.entry.Hash)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &openFolder{info: stat, path: name, rest: dir.list}, nil
	}
	content, err := f.content("open", name, n)
	if err != nil {
		return nil, err
	}
	return &openFile{info: stat, Reader: bytes.NewReader(content)}, nil
}

func (f *commitFS) ReadFile(name string) ([]byte, error) {
	n, err := f.find("read", name)
	if err != nil {
		return nil, err
	}
	return f.content("read", name, n)
}

func (f *commitFS) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := f.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a folder")}
	}
	dir, err := f.folder(name, n.entry.Hash)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	return slices.Clone(dir.list), nil
}

func (f *commitFS) Stat(name string) (fs.FileInfo, error) {
	n, err := f.find("stat", name)
	if err != nil {
		return nil, err
	}
	stat, err := n.Info()
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return stat, nil
}

func (f *commitFS) content(op, name string, n *node) ([]byte, error) {
	var err error
	var content []byte
	switch {
	case n.IsDir():
		err = errors.New("is a folder")
	case n.entry.Mode == filemode.Symlink:
		err = errLink
	default:
		content, err = f.repo.blob(n.entry.Hash)
	}
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return content, nil
}

// find walks down to a name; each folder on the way is read once in the
// life of the file system.
func (f *commitFS) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	if name == "." {
		return &node{fsys: f, entry: object.TreeEntry{Name: ".", Mode: filemode.Dir, Hash: f.root}}, nil
	}
	parent, err := f.find(op, path.Dir(name))
	if err != nil {
		return nil, err
	}
	if !parent.IsDir() {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	dir, err := f.folder(path.Dir(name), parent.entry.Hash)
	if err != nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: err}
	}
	n, ok := dir.byName[path.Base(name)]
	if !ok {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

func (f *commitFS) folder(name string, tree plumbing.Hash) (*folder, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if dir, ok := f.folders[name]; ok {
		return dir, nil
	}
	entries, err := f.repo.entries(tree)
	if err != nil {
		return nil, err
	}
	dir := &folder{byName: make(map[string]*node, len(entries))}
	for _, e := range entries {
		if !isFile(e) && !isFolder(e) {
			continue
		}
		n := &node{fsys: f, entry: e}
		dir.byName[e.Name] = n
		dir.list = append(dir.list, n)
	}
	slices.SortFunc(dir.list, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	f.folders[name] = dir
	return dir, nil
}

type openFile struct {
	info fs.FileInfo
	*bytes.Reader
}

func (o *openFile) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *openFile) Close() error               { return nil }

type openFolder struct {
	info fs.FileInfo
	path string
	rest []fs.DirEntry
}

func (o *openFolder) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *openFolder) Close() error               { return nil }

func (o *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: o.path, Err: errors.New("is a folder")}
}

func (o *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(o.rest)
	} else if len(o.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(o.rest))
	out := slices.Clone(o.rest[:n])
	o.rest = o.rest[n:]
	return out, nil
}
