package bicep

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// loader reads a file and the modules that it uses, each once.
type loader struct {
	src   fs.FS
	files map[string]*file // nil for a file that could not be read as Bicep
	path  []string         // from the main file to the one that is being read
	found diag.List
}

// load reads and checks one file. It returns nil for a file with a finding in its syntax.
func (l *loader) load(name string) (*file, error) {
	if f, known := l.files[name]; known {
		return f, nil
	}
	text, err := fs.ReadFile(l.src, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	f, problem := parse(&source{path: name, text: string(text)})
	l.files[name] = f
	if problem != nil {
		l.found = append(l.found, *problem)
		return nil, nil
	}
	f.found = &l.found
	if !f.withinLimits() {
		return f, nil
	}
	l.path = append(l.path, name)
	for _, m := range f.modules {
		if err := l.module(f, m); err != nil {
			return nil, err
		}
	}
	l.path = l.path[:len(l.path)-1]
	f.bind()
	if !f.cycles() {
		f.check()
	}
	return f, nil
}

// module reads the file of a module.
func (l *loader) module(f *file, m *symbol) error {
	if strings.Contains(m.path, ":") || path.Ext(m.path) != ".bicep" {
		f.report(m.typePos, unsupportedCode, "write the path of a .bicep file", "module %q is not in the subset", m.path)
		return nil
	}
	name := path.Join(path.Dir(f.src.path), m.path)
	if path.IsAbs(m.path) || strings.Contains(m.path, `\`) || !fs.ValidPath(name) {
		f.report(m.typePos, moduleCode, "write a path relative to this file, with /", "%q is no path inside the repository", m.path)
		return nil
	}
	if i := slices.Index(l.path, name); i >= 0 {
		f.report(m.typePos, cycleCode, "", "this module uses itself: %s", strings.Join(append(slices.Clone(l.path[i:]), name), " → "))
		return nil
	}
	var err error
	m.module, err = l.load(name)
	if errors.Is(err, fs.ErrNotExist) {
		f.report(m.typePos, moduleCode, "", "there is no file %s", name)
		return nil
	}
	return err
}

// checkModule compares a module's declaration with what its file asks for.
func (f *file) checkModule(s *symbol) {
	for i := range s.body.props {
		p := &s.body.props[i]
		switch p.key {
		case "name", "scope", "params", "dependsOn":
		default:
			f.report(p.pos, unsupportedCode, "", "property %q of a module is not in the subset", p.key)
		}
		if (p.key == "name" || p.key == "scope") && f.runtime(early(p)) {
			f.report(start(p.value), runtimeCode, "", "property %q of %q must be known when the deployment starts", p.key, s.full)
		}
	}
	if s.body.get("name") == nil {
		f.report(s.pos, moduleCode, "add name: '…', unique in its group and the same at every run", "module %q has no name", s.full)
	}
	f.checkCommon(s)
	if s.module == nil {
		return
	}
	if s.scope.kind != s.module.target {
		f.report(s.pos, scopeCode, "", "module %q is deployed to scope %s, its file %s is for %s",
			s.full, s.scope.kind, s.path, s.module.target)
	}
	f.checkParams(s)
}

// early returns what of a property must be known when the deployment starts. A scope
// that names a resource is known by the names of it.
func early(p *prop) expr {
	if p.key != "scope" || symbolOf(p.value) == nil {
		return p.value
	}
	return &nullLit{}
}

// checkParams compares the values that a module is given with its parameters.
func (f *file) checkParams(s *symbol) {
	given := &object{}
	if e := s.body.get("params"); e != nil {
		var ok bool
		if given, ok = bare(e).(*object); !ok {
			f.report(e.at(), unsupportedCode, "write { name: value }", "the parameters of a module are written out")
			return
		}
	}
	names := make([]string, 0, len(s.module.params))
	for _, want := range s.module.params {
		names = append(names, want.name)
		value := given.get(want.name)
		if value == nil {
			if want.value == nil && !want.typ.nullable {
				f.report(s.pos, moduleCode, "", "module %q needs parameter %q", s.full, want.name)
			}
			continue
		}
		f.assign(value, want.typ, "parameter "+want.name)
	}
	for i := range given.props {
		p := &given.props[i]
		switch {
		case p.keyParts != nil || p.spread:
			f.report(p.pos, unsupportedCode, "write { name: value }", "the parameters of a module are written out")
		case !slices.Contains(names, p.key):
			f.report(p.pos, moduleCode, nearest(p.key, names), "module %q has no parameter %q", s.path, p.key)
		}
	}
}

// nearest returns the help for a name that was probably meant.
func nearest(word string, names []string) string {
	if near := diag.Nearest(word, names); near != "" {
		return "write " + near
	}
	return ""
}

// checkNames reports two resources of one type, scope and literal name, and two
// modules of one literal name and scope: the second deployment would overwrite the first.
func (f *file) checkNames() {
	seen := make(map[string]*symbol, len(f.all)+len(f.modules))
	for _, list := range [...][]*symbol{f.all, f.modules} {
		for _, s := range list {
			key, literal := f.identity(s)
			if !literal {
				continue
			}
			if other := seen[key]; other != nil {
				f.reportSeen(s.pos, other.pos, duplicateCode, "%q has the type, the scope and the name of %q", s.full, other.full)
				continue
			}
			seen[key] = s
		}
	}
}

// identity returns type, scope and names as one key, when all are literal.
func (f *file) identity(s *symbol) (string, bool) {
	name, ok := s.body.get("name").(*textLit)
	if !ok {
		return "", false
	}
	key := strings.ToLower(s.typeName + "\x00" + name.value)
	if s.kind == resourceSymbol && s.parent != nil {
		parent, ok := f.identity(s.parent)
		return parent + "\x00" + key, ok
	}
	key += "\x00" + s.scope.kind.String()
	for _, e := range [...]expr{s.scope.subscription, s.scope.group} {
		switch e := e.(type) {
		case nil:
			key += "\x00"
		case *textLit:
			key += "\x00" + strings.ToLower(e.value)
		default:
			return "", false
		}
	}
	if s.scope.kind == extensionScope {
		base, ok := f.identity(s.scope.base)
		return key + "\x00" + base, ok
	}
	return key, true
}
