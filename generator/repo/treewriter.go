package repo

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/memory"
)

// treeWriter writes the objects of one change, all at once at its end.
type treeWriter struct {
	repo  *Repo
	fresh *memory.Storage
	order []plumbing.Hash
}

// edit is a folder's part of a set of changes.
type edit struct {
	file    *Change
	folders map[string]*edit
}

func (e *edit) add(c Change) error {
	if !fs.ValidPath(c.Path) || c.Path == "." {
		return fmt.Errorf("change %q: not a path inside the repository", c.Path)
	}
	at := e
	for name := range strings.SplitSeq(c.Path, "/") {
		if strings.EqualFold(name, ".git") || strings.ContainsRune(name, 0) {
			return fmt.Errorf("change %q: Git does not store such a name", c.Path)
		}
		if at.folders == nil {
			at.folders = make(map[string]*edit)
		}
		if at.folders[name] == nil {
			at.folders[name] = &edit{}
		}
		at = at.folders[name]
	}
	if at.file != nil {
		return fmt.Errorf("change %s: given twice", c.Path)
	}
	at.file = &c
	return nil
}

// rewrite stores a folder with its edits applied, and returns the zero hash if
// nothing is left in it.
func (w *treeWriter) rewrite(tree plumbing.Hash, e *edit) (plumbing.Hash, error) {
	if len(e.folders) == 0 {
		return tree, nil
	}
	named, err := w.repo.byName(tree)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	for name, sub := range e.folders {
		entry, err := w.rewriteEntry(named[name], name, sub)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		if entry.Hash.IsZero() {
			delete(named, name)
		} else {
			named[name] = entry
		}
	}
	entries := make([]object.TreeEntry, 0, len(named))
	for _, entry := range named {
		entries = append(entries, entry)
	}
	if len(entries) == 0 {
		return plumbing.ZeroHash, nil
	}
	return w.storeTree(entries)
}

// rewriteEntry returns what stands under a name afterwards; the zero entry means
// that nothing does. First a file makes way, then what is below the name
// changes, then a file comes: so a file can become a folder, and a folder a file.
func (w *treeWriter) rewriteEntry(old object.TreeEntry, name string, e *edit) (object.TreeEntry, error) {
	now := old
	if e.file != nil && e.file.Op == Delete && !isFolder(now) {
		now = object.TreeEntry{}
	}
	if len(e.folders) > 0 && (isFolder(now) || now.Hash.IsZero()) {
		h, err := w.rewrite(now.Hash, e)
		if err != nil {
			return now, err
		}
		now = object.TreeEntry{}
		if !h.IsZero() {
			now = object.TreeEntry{Name: name, Mode: filemode.Dir, Hash: h}
		}
	} else if e.putsBelow() {
		return now, fmt.Errorf("change %s: it is a file, and something is put below it", name)
	}
	if e.file == nil || e.file.Op == Delete {
		return now, nil
	}
	if isFolder(now) {
		return now, fmt.Errorf("change %s: it is a folder", e.file.Path)
	}
	mode := old.Mode
	if mode != filemode.Executable {
		mode = filemode.Regular // a link, a folder or another repository made way for a file
	}
	h, err := w.storeBlob(e.file.After)
	return object.TreeEntry{Name: name, Mode: mode, Hash: h}, err
}

// putsBelow reports whether anything is written below the name itself.
func (e *edit) putsBelow() bool {
	for _, sub := range e.folders {
		if sub.file != nil && sub.file.Op != Delete || sub.putsBelow() {
			return true
		}
	}
	return false
}

func (w *treeWriter) storeBlob(content []byte) (plumbing.Hash, error) {
	o := w.fresh.NewEncodedObject()
	o.SetType(plumbing.BlobObject)
	out, err := o.Writer()
	if err != nil {
		return plumbing.ZeroHash, err
	}
	if _, err := out.Write(content); err != nil {
		return plumbing.ZeroHash, err
	}
	if err := out.Close(); err != nil {
		return plumbing.ZeroHash, err
	}
	return w.store(o)
}

func (w *treeWriter) storeTree(entries []object.TreeEntry) (plumbing.Hash, error) {
	slices.SortFunc(entries, func(a, b object.TreeEntry) int { return cmp.Compare(sortName(a), sortName(b)) })
	o := w.fresh.NewEncodedObject()
	if err := (&object.Tree{Entries: entries}).Encode(o); err != nil {
		return plumbing.ZeroHash, err
	}
	return w.store(o)
}

// sortName orders a tree as Git does: a folder as if its name ended in a slash.
func sortName(e object.TreeEntry) string {
	if isFolder(e) {
		return e.Name + "/"
	}
	return e.Name
}

// store remembers an object, unless the repository has it already.
func (w *treeWriter) store(o plumbing.EncodedObject) (plumbing.Hash, error) {
	h := o.Hash()
	if _, known := w.fresh.Objects[h]; known || w.repo.has(h) {
		return h, nil
	}
	w.order = append(w.order, h)
	return w.fresh.SetEncodedObject(o)
}

// loosely is how many objects are written as a file each, as Git does. More go
// into one pack, which is some thirty times as fast for thousands of them.
const loosely = 100

// flush writes what was remembered into the repository.
func (w *treeWriter) flush() error {
	w.repo.mu.Lock()
	defer w.repo.mu.Unlock()
	packs, canPack := w.repo.git.Storer.(storer.PackfileWriter)
	if canPack && len(w.order) > loosely {
		out, err := packs.PackfileWriter()
		if err != nil {
			return err
		}
		_, err = packfile.NewEncoder(out, w.fresh, false).Encode(w.order, 0)
		return errors.Join(err, out.Close())
	}
	for _, h := range w.order {
		if _, err := w.repo.git.Storer.SetEncodedObject(w.fresh.Objects[h]); err != nil {
			return err
		}
	}
	return nil
}
