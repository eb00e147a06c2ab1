package bicep

import "strings"

// scopeKind is a level of Azure's hierarchy, or a resource that others extend.
type scopeKind uint8

const (
	groupScope scopeKind = iota
	subscriptionScope
	managementScope
	tenantScope
	extensionScope // of a resource that extends another
)

func (k scopeKind) String() string {
	return [...]string{"resourceGroup", "subscription", "managementGroup", "tenant", "resource"}[k]
}

// scope is where a resource or module is deployed. Without subscription, group
// and base it is a scope of the file itself.
type scope struct {
	kind         scopeKind
	subscription expr // of another subscription, or nil
	group        expr // the name of a group, or nil
	base         *symbol
	set          bool // by the property scope
}

// own reports whether this is the scope at which the file itself is deployed.
func (s *scope) own(f *file) bool {
	return s.kind == f.target && s.subscription == nil && s.group == nil
}

// root returns the scope below all extensions.
func (s *scope) root() *scope {
	for s.kind == extensionScope {
		s = &s.base.scope
	}
	return s
}

// resolveScope reads the property scope of a resource or module.
func (f *file) resolveScope(s *symbol) {
	s.scope = scope{kind: f.target}
	if s.kind == resourceSymbol && s.parent != nil {
		f.resolve(s.parent)
		s.scope = s.parent.scope
		s.scope.set = false
	}
	e := s.body.get("scope")
	if e == nil {
		return
	}
	if s.kind == resourceSymbol && s.parent != nil {
		f.report(e.at(), scopeCode, "remove scope", "a child resource has the scope of its parent")
		return
	}
	s.scope.set = true
	if c, ok := bare(e).(*call); ok && c.base == nil && c.fn.use == asScope {
		f.scopeCall(s, c)
		return
	}
	base := symbolOf(e)
	_, asserted := bare(e).(*assertion)
	if base == nil || base.kind != resourceSymbol || asserted {
		f.report(e.at(), unsupportedCode, "write a resource, resourceGroup(…), subscription(…) or tenant()",
			"this scope is not in the subset")
		return
	}
	f.resolve(base)
	if strings.EqualFold(base.typeName, groupType) {
		s.scope = scope{kind: groupScope, subscription: base.scope.subscription, group: base.body.get("name"), set: true}
		return
	}
	if s.kind == moduleSymbol {
		f.report(e.at(), scopeCode, "", "a module is deployed to a group, a subscription or the tenant, not to %q", base.full)
		return
	}
	s.scope = scope{kind: extensionScope, base: base, set: true}
}

const groupType = "Microsoft.Resources/resourceGroups"

// scopeCall reads resourceGroup(…), subscription(…) and tenant().
func (f *file) scopeCall(s *symbol, c *call) {
	switch c.name {
	case "tenant":
		s.scope.kind = tenantScope
	case "subscription":
		s.scope.kind = subscriptionScope
		if len(c.args) == 1 {
			s.scope.subscription = c.args[0]
		}
	case "resourceGroup":
		s.scope.kind = groupScope
		switch len(c.args) {
		case 1:
			s.scope.group = c.args[0]
		case 2:
			s.scope.subscription, s.scope.group = c.args[0], c.args[1]
		}
	default:
		f.report(c.at(), unsupportedCode, "", "scope %s() is not in the subset", c.name)
		return
	}
	if len(c.args) == 0 && s.scope.kind != f.target && s.scope.kind < f.target ||
		len(c.args) == 1 && c.name == "resourceGroup" && f.target > subscriptionScope {
		f.report(c.at(), scopeCode, "say which with an argument", "a file for the %s scope has no %s of its own", f.target, c.name)
	}
}

// checkScope reports a resource that the file's deployment cannot create where it belongs.
func (f *file) checkScope(s *symbol) {
	if !canStandAt(s) {
		f.report(s.typePos, scopeCode, "", "a resource of type %s cannot stand at scope %s", s.typeName, s.scope.kind)
		return
	}
	if s.existing || s.scope.root().own(f) {
		return
	}
	switch {
	case s.parent != nil:
		f.reportSeen(s.pos, s.parent.pos, scopeCode,
			"%q belongs where its parent %q is, in another scope than this file's: it needs a module there", s.full, s.parent.full)
	case s.scope.kind == extensionScope:
		f.reportSeen(s.pos, s.scope.base.pos, scopeCode,
			"%q extends %q, which is in another scope than this file's: it needs a module there", s.full, s.scope.base.full)
	default:
		f.report(s.pos, scopeCode, "put it into a module with that scope", "%q is created in another scope than this file's", s.full)
	}
}
