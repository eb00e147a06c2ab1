package bicep

import "github.com/tenantry/tenantry/generator/diag"

// file is one parsed Bicep file and, after bind, what its names mean.
type file struct {
	src       *source
	target    scopeKind
	hasTarget bool
	metadata  []prop
	params    []*symbol
	vars      []*symbol
	resources []*symbol // at the top level; children are in their bodies
	modules   []*symbol
	outputs   []*output

	symbols map[string]*symbol
	all     []*symbol // every resource in the order in which the compiler prints them
	found   *diag.List
}

// symbolKind says what a name stands for.
type symbolKind uint8

const (
	paramSymbol symbolKind = iota
	varSymbol
	resourceSymbol
	moduleSymbol
)

func (k symbolKind) String() string {
	return [...]string{"parameter", "variable", "resource", "module"}[k]
}

// symbol is a declaration that expressions can name.
type symbol struct {
	kind       symbolKind
	name       string
	full       string // the symbolic name in ARM: parent::child
	pos        int
	decorators []decorator
	value      expr // a parameter's default or a variable's value
	typ        *typ // a parameter's type

	// of resources and modules
	cond   expr
	body   *object
	scope  scope
	needs  []dependency
	needed uint8 // whether needs is known: see dependencies.go

	// of resources
	typeName string // Microsoft.Network/virtualNetworks
	version  string // 2024-05-01
	typePos  int
	at       string // the scopes of the type, as knownType gives them
	existing bool
	parent   *symbol // by nesting or by the property parent
	nested   bool    // declared inside its parent's body
	resolved bool

	// of modules
	path   string // as written
	module *file

	used   bool
	inline uint8 // whether a variable is written where it is used: see inline.go
	mark   uint8 // of the search for cycles
}

// output is one output of a file.
type output struct {
	name       string
	pos        int
	decorators []decorator
	typ        *typ
	value      expr
}

// find returns the decorator of this name, or nil.
func find(list []decorator, name string) *decorator {
	for i := range list {
		if list[i].name == name {
			return &list[i]
		}
	}
	return nil
}

// conditional reports whether the resource or module has an if of its own or one of a parent around it.
func (s *symbol) conditional() bool {
	return s.cond != nil || s.nested && s.parent.conditional()
}
