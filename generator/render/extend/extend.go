// Package extend puts into the rendered stacks what people want otherwise: resources
// beside those of a stack, from Bicep files of their own, and other properties of
// rendered resources.
//
// A Bicep file becomes a module of its stack where it lies, and comes after all other
// modules. A property is changed at its place, and the rest of the file stays as it
// was printed. All that is wrong is a finding in the person's file.
package extend

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/tree"
)

// The kinds of findings beside those of Bicep itself.
const (
	unsupported     diag.Code = "bicep-unsupported"
	unknownParam    diag.Code = "unknown-parameter"
	unknownResource diag.Code = "unknown-resource"
	mismatch        diag.Code = "override-mismatch"
	taken           diag.Code = "resource-taken"
	locked          diag.Code = "locked-property"
)

// Apply changes the rendered files of out. mains are the main files of all stacks, in
// which no resource may be that a person adds. An error is a bug: what was rendered
// cannot be read.
func Apply(out *tree.Tree, p *azure.Plan, mains []string) (diag.List, error) {
	a := &applier{tree: out, mains: mains, docs: map[string]*bicep.Document{}}
	for _, o := range p.Overrides {
		if err := a.override(o); err != nil {
			return nil, err
		}
	}
	for _, add := range p.Additions {
		if err := a.addition(add); err != nil {
			return nil, err
		}
	}
	return a.found.Sorted(), nil
}

// applier is one run.
type applier struct {
	tree  *tree.Tree
	mains []string
	docs  map[string]*bicep.Document // rendered files that were read, by path
	held  map[string]holder          // the resources of all stacks by id; nil until somebody asks
	found diag.List
}

func (a *applier) add(pos diag.Pos, code diag.Code, fix, format string, args ...any) {
	a.found = append(a.found, diag.Finding{Pos: pos, Code: code, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// rendered returns a rendered file, parsed once.
func (a *applier) rendered(p string) (*bicep.Document, error) {
	if d := a.docs[p]; d != nil {
		return d, nil
	}
	f, ok := a.tree.Get(p)
	if !ok {
		return nil, fmt.Errorf("read %s: it was not rendered", p)
	}
	d, found := bicep.Read(p, string(f.Data))
	if d == nil {
		return nil, errors.New(found[0].String())
	}
	a.docs[p] = d
	return d, nil
}

// replace gives a rendered file other text.
func (a *applier) replace(p, text string) error {
	delete(a.docs, p)
	return a.tree.Replace(p, []byte(text))
}

// file is one rendered file of a stack, and the resource group that it is deployed to;
// empty for a subscription.
type file struct {
	*bicep.Document
	group     string
	elsewhere bool // the text does not tell where
}

// stack returns the files of a stack: the main file, and its modules in the same folder.
func (a *applier) stack(main string) ([]file, error) {
	doc, err := a.rendered(main)
	if err != nil {
		return nil, err
	}
	out := []file{{doc, "", false}}
	for _, m := range doc.Modules() {
		p := path.Join(path.Dir(main), m.Path)
		if path.Dir(p) != path.Dir(main) {
			continue
		}
		if doc, err = a.rendered(p); err != nil {
			return nil, err
		}
		out = append(out, file{doc, m.Group, m.Elsewhere})
	}
	return out, nil
}

// substitute puts values for ${names} into every text of a value. $${ stands for ${.
func substitute(value any, values map[string]string, unknown func(name string, steps ...string), steps ...string) any {
	switch v := value.(type) {
	case string:
		return fill(v, values, func(name string) { unknown(name, steps...) })
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = substitute(v[i], values, unknown, append(slices.Clone(steps), strconv.Itoa(i))...)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out[k] = substitute(v[k], values, unknown, append(slices.Clone(steps), k)...)
		}
		return out
	}
	return value
}

func fill(text string, values map[string]string, unknown func(name string)) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if strings.HasSuffix(before, "$") {
			b.WriteByte('{')
			text = rest
			continue
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := values[name]
		if !closed || !known {
			unknown(name)
		}
		b.WriteString(value)
		text = after
	}
}

// near is the help for a name that was probably meant: the nearest, or all.
func near(word string, known []string) string {
	if n := diag.Nearest(word, known); n != "" {
		return "write " + n
	}
	return "write one of " + strings.Join(known, ", ")
}
