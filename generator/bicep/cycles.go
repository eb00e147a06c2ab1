package bicep

import (
	"slices"
	"strings"
)

const (
	unseen uint8 = iota
	onPath
	done
)

// cycles reports symbols that need one another. Nothing after it runs on a file that has any.
func (f *file) cycles() bool {
	found := false
	var path []*symbol
	var visit func(s *symbol)
	visit = func(s *symbol) {
		switch s.mark {
		case done:
			return
		case onPath:
			found = true
			f.reportCycle(s, path)
			return
		}
		s.mark = onPath
		path = append(path, s)
		eachUse(s, visit)
		path = path[:len(path)-1]
		s.mark = done
	}
	for _, list := range [...][]*symbol{f.params, f.vars, f.all, f.modules} {
		for _, s := range list {
			visit(s)
		}
	}
	return found
}

func (f *file) reportCycle(s *symbol, path []*symbol) {
	var names []string
	for _, step := range slices.Backward(path) {
		names = append(names, step.name)
		if step == s {
			break
		}
	}
	slices.Reverse(names)
	f.report(s.pos, cycleCode, "", "%s %q needs itself: %s", s.kind, s.name, strings.Join(append(names, s.name), " → "))
}

// eachUse calls visit for each symbol that a declaration names, its parent included.
func eachUse(s *symbol, visit func(*symbol)) {
	var walk func(e expr)
	walk = func(e expr) {
		switch e := e.(type) {
		case *nameRef:
			if e.sym != nil {
				visit(e.sym)
			}
		case *nestedRef:
			if e.sym != nil {
				visit(e.sym)
				return
			}
			walk(e.base)
		default:
			children(e, walk)
		}
	}
	if s.value != nil {
		walk(s.value)
	}
	if s.cond != nil {
		walk(s.cond)
	}
	if s.nested {
		visit(s.parent)
	}
	if s.body != nil {
		for i := range s.body.props {
			walk(s.body.props[i].value)
		}
	}
}
