package bicep

import (
	"io/fs"
	"path"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// Locate returns where a resource, module or output is declared. The symbols are
// those of the modules that lead from the file main to it, and its own; a child in
// its parent's body is parent::child, and found at its parent. What cannot be
// followed to its end is placed where it could be followed to, so that whoever
// reports something about a template always has a place.
func Locate(src fs.FS, main string, symbols ...string) diag.Pos {
	at := diag.Pos{File: main}
	for _, symbol := range symbols {
		text, err := fs.ReadFile(src, main)
		if err != nil {
			return at
		}
		f, problem := parse(&source{path: main, text: string(text)})
		if problem != nil {
			return at
		}
		pos, module, ok := f.declaration(symbol)
		if !ok {
			return at
		}
		at = f.src.pos(pos)
		if module == "" {
			return at
		}
		main = path.Join(path.Dir(main), module)
	}
	return at
}

// declaration finds a name among a file's declarations, with the path of the file
// behind it if it is a module.
func (f *file) declaration(name string) (pos int, module string, ok bool) {
	name, _, _ = strings.Cut(name, "::")
	for _, s := range f.resources {
		if s.name == name {
			return s.pos, "", true
		}
	}
	for _, s := range f.modules {
		if s.name == name {
			return s.pos, s.path, true
		}
	}
	for _, o := range f.outputs {
		if o.name == name {
			return o.pos, "", true
		}
	}
	return 0, "", false
}
