package bicep

import "strings"

// resolve completes what a resource or module says of itself: its parent, its
// type, its scope. The file has no cycles when this runs.
func (f *file) resolve(s *symbol) {
	if s.resolved {
		return
	}
	s.resolved = true
	if s.kind == moduleSymbol {
		f.resolveScope(s)
		return
	}
	f.resolveParent(s)
	f.resolveType(s)
	f.resolveScope(s)
}

func (f *file) resolveParent(s *symbol) {
	e := s.body.get("parent")
	if e == nil {
		return
	}
	parent := symbolOf(e)
	switch {
	case s.nested:
		f.report(e.at(), duplicateCode, "remove parent", "%q has a parent by standing in its body", s.full)
	case parent == nil || parent.kind != resourceSymbol:
		f.report(e.at(), typeCode, "", "a parent is a resource of this file")
	default:
		s.parent = parent
	}
}

// resolveType completes the type of a nested resource and checks its form.
func (f *file) resolveType(s *symbol) {
	if s.parent != nil {
		f.resolve(s.parent)
	}
	if s.nested {
		if !strings.Contains(s.typeName, "/") && s.typeName != "" {
			s.typeName = s.parent.typeName + "/" + s.typeName
		} else {
			f.report(s.typePos, typeCode, "write its last segment only", "%q is no type of a child resource", s.typeName)
		}
		if s.version == "" {
			s.version = s.parent.version
		}
	}
	if !validType(s.typeName) || !validVersion(s.version) {
		f.report(s.typePos, typeCode, "write 'Provider/type@2024-01-01'",
			"%q is no resource type with a version", s.typeName+"@"+s.version)
		return
	}
	var name string
	if name, s.at = knownType(s.typeName); name != s.typeName {
		f.report(s.typePos, typeCode, "write "+name, "type %s is written in another case", s.typeName)
	}
	above := s.typeName[:strings.LastIndexByte(s.typeName, '/')]
	if s.parent != nil && !s.nested && !strings.EqualFold(above, s.parent.typeName) {
		f.reportSeen(s.typePos, s.parent.pos, typeCode, "%s is no child type of %s", s.typeName, s.parent.typeName)
	}
}

// validType reports whether this is Provider.Name/type, with more segments for child types.
func validType(name string) bool {
	segments := 0
	for part := range strings.SplitSeq(name, "/") {
		segments++
		if part == "" {
			return false
		}
		for i := range len(part) {
			if c := part[i]; !isLetter(c) && !isDigit(c) && c != '.' && c != '-' {
				return false
			}
		}
	}
	return segments > 1
}

// validVersion reports whether this is a date, with a word behind it for previews.
func validVersion(v string) bool {
	if len(v) < 10 || len(v) > 10 && v[10] != '-' {
		return false
	}
	for i := range len(v) {
		c := v[i]
		switch {
		case i == 4 || i == 7:
			if c != '-' {
				return false
			}
		case i < 10:
			if !isDigit(c) {
				return false
			}
		case !isLetter(c) && !isDigit(c) && c != '-':
			return false
		}
	}
	return true
}

// checkResource reports what a resource's body lacks, or may not have.
func (f *file) checkResource(s *symbol) {
	name := s.body.get("name")
	if name == nil {
		f.report(s.pos, typeCode, "", "resource %q has no name", s.full)
	} else {
		f.checkSegments(s, name)
	}
	for i := range s.body.props {
		p := &s.body.props[i]
		switch p.key {
		case "name", "parent", "scope", "dependsOn":
			if s.existing && p.key == "dependsOn" {
				f.report(p.pos, unsupportedCode, "remove it", "an existing resource waits for nothing")
			}
		case "type", "apiVersion", "id", "condition", "existing", "copy", "resourceGroup", "subscriptionId", "asserts":
			f.report(p.pos, typeCode, "remove it", "%q is no property to set", p.key)
		default:
			if s.existing {
				f.report(p.pos, typeCode, "remove it", "an existing resource has no property but its name, parent and scope")
			}
		}
		if p.key != "properties" && p.key != "dependsOn" && p.key != "parent" && f.runtime(early(p)) {
			f.report(start(p.value), runtimeCode, "use .id or .name, or a module that takes the value as a parameter",
				"property %q of %q must be known when the deployment starts", p.key, s.full)
		}
	}
	for p := s.parent; !s.nested && p != nil; p = p.parent {
		if p.nested && p.parent.conditional() {
			f.reportSeen(s.pos, p.pos, unsupportedCode, "a parent inside the body of a conditional resource is not in the subset")
		}
	}
	f.checkCommon(s)
}

// checkCommon checks what resources and modules share.
func (f *file) checkCommon(s *symbol) {
	if s.cond != nil {
		if f.runtime(s.cond) {
			f.report(start(s.cond), runtimeCode, "", "the condition of %q must be known when the deployment starts", s.full)
		}
		f.assign(s.cond, &typ{basic: boolValue}, "the condition of "+s.full)
	}
	if name := s.body.get("name"); name != nil {
		f.assign(name, &typ{basic: stringValue}, "the name of "+s.full)
	}
	list := s.body.get("dependsOn")
	if list == nil {
		return
	}
	deps, ok := list.(*array)
	if !ok {
		f.report(list.at(), unsupportedCode, "write [a, b]", "dependsOn is a list of resources and modules")
		return
	}
	for _, it := range deps.items {
		if it.spread || symbolOf(it.value) == nil {
			f.report(it.value.at(), unsupportedCode, "", "dependsOn is a list of resources and modules")
		}
	}
}

// checkSegments compares the number of names in a resource's name with its type.
func (f *file) checkSegments(s *symbol, name expr) {
	want := 0
	if s.parent == nil {
		want = strings.Count(s.typeName, "/") - 1
	}
	var got int
	switch n := bare(name).(type) {
	case *textLit:
		got = strings.Count(n.value, "/")
	case *interpolation:
		for _, t := range n.texts {
			got += strings.Count(t, "/")
		}
	default:
		got = want
	}
	if got != want {
		f.report(name.at(), typeCode, "", "type %s has %d / in its name, this one has %d", s.typeName, want, got)
	}
}
