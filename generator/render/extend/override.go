package extend

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// override changes one resource in each stack that has it. A stack may lack it: not
// every cluster has a jumpbox.
func (a *applier) override(o azure.Override) error {
	hits := 0
	for _, p := range o.Stacks {
		files, err := a.stack(path.Join(p.Dir, p.Main))
		if err != nil {
			return err
		}
		targets := named(files, o.Resource)
		hits += len(targets)
		switch len(targets) {
		case 0:
		case 1:
			if err := a.change(o, p, targets[0]); err != nil {
				return err
			}
		default:
			a.add(o.At("resource"), unknownResource, near("", qualified(targets)),
				"%d resources of %s are called %q", len(targets), p.Dir, o.Resource)
		}
	}
	if hits > 0 {
		return nil
	}
	return a.reportMissing(o)
}

// target is a rendered resource, and the file that it stands in.
type target struct {
	file string
	bicep.Resource
}

// named finds the deployed resources of a stack by symbolic name, or by file and name.
func named(files []file, name string) []target {
	base, symbol, both := strings.Cut(name, "/")
	if !both {
		base, symbol = "", name
	}
	var out []target
	for _, f := range files {
		for _, r := range f.Resources() {
			if r.Existing || symbol != "" && r.Symbol != symbol || base != "" && module(f.Path()) != base {
				continue
			}
			t := target{f.Path(), r}
			if !slices.ContainsFunc(out, func(o target) bool { return o.file == t.file && o.Symbol == t.Symbol }) {
				out = append(out, t) // a file may be a module twice
			}
		}
	}
	return out
}

// module is how a file is called in front of a symbolic name.
func module(file string) string { return strings.TrimSuffix(path.Base(file), ".bicep") }

func qualified(list []target) []string {
	var out []string
	for _, t := range list {
		out = append(out, module(t.file)+"/"+t.Symbol)
	}
	return out
}

// reportMissing reports a resource that no stack has.
func (a *applier) reportMissing(o azure.Override) error {
	var all []string
	for _, p := range o.Stacks {
		files, err := a.stack(path.Join(p.Dir, p.Main))
		if err != nil {
			return err
		}
		for _, t := range named(files, "") {
			all = append(all, t.Symbol)
		}
	}
	slices.Sort(all)
	_, symbol, both := strings.Cut(o.Resource, "/")
	if !both {
		symbol = o.Resource
	}
	fix := "look for symbolic names in " + o.Stacks[0].Dir
	if n := diag.Nearest(symbol, slices.Compact(all)); n != "" {
		fix = "write " + n
	}
	a.add(o.At("resource"), unknownResource, fix,
		"no rendered resource of this stack is called %q", o.Resource)
	return nil
}

// change merges an override into a resource of one stack.
func (a *applier) change(o azure.Override, p azure.ExtendedStack, t target) error {
	before := len(a.found)
	at := func(steps ...string) diag.Pos { return o.At(append([]string{"set"}, steps...)...) }
	if o.APIVersion != "" && o.APIVersion <= t.Version {
		a.add(o.At("apiVersion"), mismatch, "remove the line", "%q is rendered with version %s already", t.Symbol, t.Version)
	}
	for _, s := range settings(o.Set, nil, nil) {
		if l := lockOn(t.Type, s.path); l != nil {
			a.add(at(s.steps...), locked, l.instead, "%s of %q is not changed here: %s", strings.Join(s.path, "."), t.Symbol, l.why)
		}
	}
	set := substitute(o.Set, p.Values, func(name string, steps ...string) {
		a.add(at(steps...), unknownParam, near(name, slices.Sorted(maps.Keys(p.Values))), "nothing gives ${%s} a value", name)
	}).(map[string]any)
	if len(a.found) > before {
		return nil
	}
	doc, err := a.rendered(t.file)
	if err != nil {
		return err
	}
	text, found := doc.Merge(t.Symbol, bicep.Change{Body: set, Version: o.APIVersion, Origin: o.File, At: at})
	if len(found) > 0 {
		a.found = append(a.found, found...)
		return nil
	}
	return a.replace(t.file, text)
}

// setting is one value that an override sets as a whole.
type setting struct {
	path  []string // of names: of properties, and of items that have one
	steps []string // of the file, where items have numbers
}

func settings(value any, names, steps []string) []setting {
	var out []setting
	switch v := value.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, settings(v[k], append(slices.Clone(names), k), append(slices.Clone(steps), k))...)
		}
		if len(v) > 0 {
			return out
		}
	case []any:
		for i, one := range v {
			o, _ := one.(map[string]any)
			name, _ := o["name"].(string)
			if name == "" {
				return []setting{{names, steps}} // replaced as a whole
			}
			rest := maps.Clone(o)
			delete(rest, "name")
			out = append(out, settings(rest, append(slices.Clone(names), name), append(slices.Clone(steps), strconv.Itoa(i)))...)
		}
		if len(v) > 0 {
			return out
		}
	}
	return []setting{{names, steps}}
}
