package bicep

// An expr is an expression; at is the byte offset where it is reported.
type expr interface{ at() int }

type place int32

func (p place) at() int { return int(p) }

type (
	textLit struct {
		place
		value string
	}
	// interpolation is 'a${b}c': one more text than holes.
	interpolation struct {
		place
		texts []string
		holes []expr
	}
	numberLit struct {
		place
		value int64
	}
	boolLit struct {
		place
		value bool
	}
	nullLit struct{ place }
	object  struct {
		place
		end    int // behind the closing brace
		props  []prop
		nested []*symbol // child resources declared inside a resource's body
	}
	array struct {
		place
		end   int // behind the closing bracket
		items []item
	}
	// nameRef names a symbol of the file; the binder says which.
	nameRef struct {
		place
		name string
		sym  *symbol
	}
	// nestedRef is parent::child.
	nestedRef struct {
		place
		base expr
		name string
		sym  *symbol
	}
	// call is f(x), or, with a base, base.f(x).
	call struct {
		place
		base expr
		name string
		args []expr
		fn   function
	}
	// access is base.name, base['name'] and base[index], each also with a question mark.
	access struct {
		place
		base   expr
		name   string
		index  expr // nil when there is a name
		safe   bool
		quoted bool // written as base['name']
	}
	unary struct {
		place
		op string
		x  expr
	}
	binary struct {
		place
		op   string
		x, y expr
	}
	ternary struct {
		place
		cond, yes, no expr
	}
	// assertion is base!, which says that a value is there.
	assertion struct {
		place
		x expr
	}
	paren struct {
		place
		x expr
	}
)

// prop is one property of an object. A spread has no key; a key with holes is keyParts.
type prop struct {
	pos      int
	end      int // behind the value
	key      string
	keyParts *interpolation
	value    expr
	spread   bool
}

// item is one item of an array.
type item struct {
	value  expr
	end    int // behind the value
	spread bool
}

// decorator is @name(args), without its namespace.
type decorator struct {
	pos  int
	name string
	args []expr
}

// get returns the value of the object's property of this name, or nil.
func (o *object) get(key string) expr {
	for i := range o.props {
		if p := &o.props[i]; p.key == key && p.keyParts == nil && !p.spread {
			return p.value
		}
	}
	return nil
}

// bare takes the parentheses off.
func bare(e expr) expr {
	for {
		p, ok := e.(*paren)
		if !ok {
			return e
		}
		e = p.x
	}
}

// start returns the offset at which an expression begins; at is that of its operator
// or of its last name.
func start(e expr) int {
	for {
		switch x := e.(type) {
		case *binary:
			e = x.x
		case *ternary:
			e = x.cond
		case *access:
			e = x.base
		case *nestedRef:
			e = x.base
		case *assertion:
			e = x.x
		case *call:
			if x.base == nil {
				return x.at()
			}
			e = x.base
		default:
			return e.at()
		}
	}
}

// children calls f for each expression directly inside e.
func children(e expr, f func(expr)) {
	switch e := e.(type) {
	case *interpolation:
		for _, h := range e.holes {
			f(h)
		}
	case *object:
		for i := range e.props {
			if k := e.props[i].keyParts; k != nil {
				f(k)
			}
			f(e.props[i].value)
		}
	case *array:
		for i := range e.items {
			f(e.items[i].value)
		}
	case *nestedRef:
		f(e.base)
	case *call:
		if e.base != nil {
			f(e.base)
		}
		for _, a := range e.args {
			f(a)
		}
	case *access:
		f(e.base)
		if e.index != nil {
			f(e.index)
		}
	case *unary:
		f(e.x)
	case *binary:
		f(e.x)
		f(e.y)
	case *ternary:
		f(e.cond)
		f(e.yes)
		f(e.no)
	case *assertion:
		f(e.x)
	case *paren:
		f(e.x)
	}
}
