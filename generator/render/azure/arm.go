package azure

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"sync"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// compile adds main.json beside each main.bicep of pages: the same stack as an
// ARM template. What does not compile is a fault of the templates, not of a
// person's file, and so an error.
func compile(pages []render.Page, out *tree.Tree) error {
	var mains []render.Page
	for _, p := range pages {
		if path.Base(p.Path) == "main.bicep" {
			mains = append(mains, p)
		}
	}
	texts, errs := make([][]byte, len(mains)), make([]error, len(mains))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(mains); i += workers {
				texts[i], errs[i] = compileOne(out, mains[i].Path)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for i, p := range mains {
		f := tree.File{Data: texts[i], Origin: p.Origin, Verbatim: true}
		if err := out.Add(path.Join(path.Dir(p.Path), "main.json"), f); err != nil {
			return err
		}
	}
	return nil
}

func compileOne(out *tree.Tree, main string) ([]byte, error) {
	t, found, err := bicep.Compile(rendered{out}, main)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", main, err)
	}
	for _, f := range found {
		err = errors.Join(err, errors.New(f.String()))
	}
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", main, err)
	}
	return t.JSON, nil
}

// rendered is a tree of which files are read by their paths, and nothing else.
type rendered struct{ tree *tree.Tree }

// ReadFile is fs.ReadFileFS's.
func (r rendered) ReadFile(name string) ([]byte, error) {
	f, ok := r.tree.Get(name)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return f.Data, nil
}

// Open is fs.FS's.
func (r rendered) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}
