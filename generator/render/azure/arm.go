package azure

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// compile adds main.json beside each main.bicep of pages: the same stack as an
// ARM template. What does not compile is a fault of the templates, and so an error,
// but in a stack that a person's Bicep changes.
func compile(pages []render.Page, p *azure.Plan, out *tree.Tree) (diag.List, error) {
	var mains []render.Page
	for _, p := range pages {
		if path.Base(p.Path) == "main.bicep" {
			mains = append(mains, p)
		}
	}
	src := sources{tree: out, additions: p.Additions}
	texts, errs := make([][]byte, len(mains)), make([]error, len(mains))
	founds := make([]diag.List, len(mains))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(mains); i += workers {
				texts[i], founds[i], errs[i] = compileOne(src, mains[i].Path)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if found, err := blame(slices.Concat(founds...), p); err != nil || len(found) > 0 {
		return found, err
	}
	for i, p := range mains {
		f := tree.File{Data: texts[i], Origin: p.Origin, Verbatim: true}
		if err := out.Add(path.Join(path.Dir(p.Path), "main.json"), f); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func compileOne(src sources, main string) ([]byte, diag.List, error) {
	t, found, err := bicep.Compile(src, main)
	if err != nil {
		return nil, nil, fmt.Errorf("compile %s: %w", main, err)
	}
	if len(found) > 0 {
		return nil, found, nil
	}
	return t.JSON, nil, nil
}

// blame keeps what was found in people's Bicep, gives what was found in a file that
// they change to the first of those changes, and makes an error of everything else.
func blame(found diag.List, p *azure.Plan) (diag.List, error) {
	var theirs diag.List
	var err error
	for _, f := range found {
		dir := path.Dir(f.Pos.File)
		isStack := func(p azure.ExtendedStack) bool { return p.Dir == dir }
		own := slices.ContainsFunc(p.Additions, func(a azure.Addition) bool { return a.File == f.Pos.File })
		i := slices.IndexFunc(p.Overrides, func(o azure.Override) bool { return slices.ContainsFunc(o.Stacks, isStack) })
		switch {
		case own:
			theirs = append(theirs, f)
		case i >= 0:
			theirs = append(theirs, diag.Finding{
				Pos: p.Overrides[i].At("set"), Code: f.Code, Fix: f.Fix, Seen: append([]diag.Pos{f.Pos}, f.Seen...),
				Message: "changed like this, the stack is not right: " + f.Message,
			})
		default:
			err = errors.Join(err, fmt.Errorf("compile %s", f))
		}
	}
	return theirs.Sorted(), err
}

// sources are the files of a tree, and people's Bicep beside it; they are read by
// their paths, and nothing else.
type sources struct {
	tree      *tree.Tree
	additions []azure.Addition
}

// ReadFile is fs.ReadFileFS's.
func (s sources) ReadFile(name string) ([]byte, error) {
	if f, ok := s.tree.Get(name); ok {
		return f.Data, nil
	}
	for _, a := range s.additions {
		if a.File == name {
			return []byte(a.Text), nil
		}
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
}

// Open is fs.FS's.
func (s sources) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}
