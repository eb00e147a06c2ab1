package extend

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
)

// addition makes a person's file a module of each of its stacks.
func (a *applier) addition(add azure.Addition) error {
	before := len(a.found)
	doc, found := bicep.Read(add.File, add.Text)
	if a.found = append(a.found, found...); doc == nil {
		return nil
	}
	a.checkFile(doc, add.Stacks)
	if len(a.found) > before {
		return nil
	}
	for _, p := range add.Stacks {
		if err := a.checkTaken(doc, p); err != nil {
			return err
		}
		if len(a.found) > before {
			continue
		}
		file := path.Join(p.Dir, p.Main)
		main, err := a.rendered(file)
		if err != nil {
			return err
		}
		text, err := declaration(add, p, main, doc)
		if err != nil {
			return err
		}
		if err := a.replace(file, main.Text()+text); err != nil {
			return err
		}
	}
	return nil
}

// checkFile reports what no stack could take. What is no right Bicep is found when the
// stack is compiled.
func (a *applier) checkFile(doc *bicep.Document, stacks []azure.ExtendedStack) {
	for _, m := range doc.Modules() {
		a.add(m.Pos, unsupported, "declare the resource itself", "Bicep beside a YAML file uses no modules")
	}
	if t := doc.Target(); t != "resourceGroup" && t != "subscription" {
		a.add(diag.Pos{File: doc.Path()}, unsupported, "write targetScope = 'subscription', or leave it out",
			"a stack reaches a subscription and its resource groups, no %s", t)
	}
	if len(stacks) == 0 {
		return
	}
	for _, p := range doc.Parameters() {
		_, known := stacks[0].Values[p.Name]
		switch {
		case !known:
			a.add(p.Pos, unknownParam, near(p.Name, slices.Sorted(maps.Keys(stacks[0].Values))),
				"nothing gives parameter %q a value", p.Name)
		case p.HasDefault || !p.Text:
			a.add(p.Pos, unknownParam, "write param "+p.Name+" string", "parameter %q is always given, as a string", p.Name)
		}
	}
}

// declaration prints the module at the end of a stack's main file.
func declaration(add azure.Addition, p azure.ExtendedStack, main, doc *bicep.Document) (string, error) {
	rel, err := filepath.Rel(filepath.FromSlash(p.Dir), filepath.FromSlash(add.File))
	if err != nil {
		return "", err
	}
	scope, by := "resourceGroup("+render.BicepString(p.Group)+")", ""
	if doc.Target() == "subscription" {
		scope = "subscription()"
	} else if by = main.Group(p.Group); by != "" {
		scope = by
	}
	lines := []string{
		"", "// Written by people.",
		"module " + add.Symbol + " " + render.BicepString(filepath.ToSlash(rel)) + " = {",
		"  name: " + render.BicepString(p.Deployment),
		"  scope: " + scope,
	}
	if params := doc.Parameters(); len(params) > 0 {
		lines = append(lines, "  params: {")
		for _, one := range params {
			lines = append(lines, "    "+one.Name+": "+render.BicepString(p.Values[one.Name]))
		}
		lines = append(lines, "  }")
	}
	after := slices.DeleteFunc(main.Names(), func(n string) bool { return n == by })
	if len(after) > 0 {
		lines = append(lines, "  dependsOn: [ // it may name anything that the stack makes")
		for _, n := range after {
			lines = append(lines, "    "+n)
		}
		lines = append(lines, "  ]")
	}
	return strings.Join(append(lines, "}", ""), "\n"), nil
}

// holder is who holds a resource already.
type holder struct {
	dir, symbol string
	pos         diag.Pos // of a person's; zero of a rendered one
}

// checkTaken reports resources that a stack has already: Azure would leave them to
// whichever was deployed last, and take them away with whichever goes first.
func (a *applier) checkTaken(doc *bicep.Document, p azure.ExtendedStack) error {
	if a.held == nil {
		if err := a.index(); err != nil {
			return err
		}
	}
	group := p.Group
	if doc.Target() == "subscription" {
		group = ""
	}
	for _, r := range doc.Resources() {
		id, ok := r.ID(group, p.Values)
		if !ok || r.Existing {
			continue
		}
		h, is := a.held[id]
		switch {
		case !is:
			a.held[id] = holder{p.Dir, r.Symbol, r.Pos}
		case h.pos.File != "":
			a.found = append(a.found, diag.Finding{
				Pos: r.Pos, Code: taken, Message: "this resource is added in another place already",
				Fix: "keep one of the two, or put ${clusterName} into its name", Seen: []diag.Pos{h.pos},
			})
		case h.dir == p.Dir:
			a.add(r.Pos, taken, "change it by an override, or declare it as existing",
				"this stack has the resource already, as %q", h.symbol)
		default:
			a.add(r.Pos, taken, "change it by an override there, or declare it as existing",
				"the stack %s has the resource already, as %q", h.dir, h.symbol)
		}
	}
	return nil
}

// index notes every resource of the stacks whose name the text tells.
func (a *applier) index() error {
	a.held = map[string]holder{}
	for _, main := range a.mains {
		files, err := a.stack(main)
		if err != nil {
			return err
		}
		for _, f := range files {
			for _, r := range f.Resources() {
				if id, ok := r.ID(f.group, nil); ok && !r.Existing && !f.elsewhere {
					a.held[id] = holder{dir: path.Dir(main), symbol: r.Symbol}
				}
			}
		}
	}
	return nil
}
