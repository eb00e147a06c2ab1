package worktree

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// tempSuffix ends the name of a file that is not written out yet. The rest of
// the name is the file that it becomes, so that one that a killed run left
// behind is known again, wherever it lies.
const tempSuffix = ".tenantry-tmp"

// folder is what the tree wants in one directory.
type folder struct {
	path    string // slash-separated, "" is the root
	files   map[string][]byte
	folders map[string]*folder
}

// arrange sorts the files of a tree into folders. It reports every path that
// the generator may not write, before anything on disk is looked at.
func arrange(want *tree.Tree) (*folder, error) {
	top := &folder{}
	var bad []error
	for _, p := range want.Paths() {
		f, _ := want.Get(p)
		if err := top.add(p, f.Data); err != nil {
			bad = append(bad, err)
		}
	}
	return top, errors.Join(bad...)
}

func (d *folder) add(p string, data []byte) error {
	switch {
	case !layout.Owned(p) && !layout.Shared(p):
		return fmt.Errorf("%s is not a path that the generator owns", p)
	case strings.HasSuffix(p, tempSuffix):
		return fmt.Errorf("%s has the name of a temporary file", p)
	}
	parts := strings.Split(p, "/")
	for _, name := range parts[:len(parts)-1] {
		if _, taken := d.files[name]; taken {
			return fmt.Errorf("%s lies below %s, which is a file", p, join(d.path, name))
		}
		d = d.below(name)
	}
	name := parts[len(parts)-1]
	if _, taken := d.folders[name]; taken {
		return fmt.Errorf("%s is a file and a folder", p)
	}
	if d.files == nil {
		d.files = make(map[string][]byte)
	}
	d.files[name] = data
	return nil
}

// below returns the folder called name, made if need be.
func (d *folder) below(name string) *folder {
	if sub, ok := d.folders[name]; ok {
		return sub
	}
	if d.folders == nil {
		d.folders = make(map[string]*folder)
	}
	sub := &folder{path: join(d.path, name)}
	d.folders[name] = sub
	return sub
}
