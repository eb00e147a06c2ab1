package check

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/layout"
)

// checkCycles reports Kustomizations, and HelmReleases, that wait for one another.
// None of them is ever applied again, and Flux only says that a dependency is not
// ready.
func (c *checker) checkCycles(cl *cluster) {
	s := search{cluster: cl, state: map[id]int{}}
	byName := func(a, b id) int { return strings.Compare(a.String(), b.String()) }
	keys := slices.SortedFunc(maps.Keys(cl.objects), byName)
	for _, key := range keys {
		if key.kind == "Kustomization" || key.kind == "HelmRelease" {
			s.visit(key)
		}
	}
	for _, cycle := range s.cycles {
		names := make([]string, len(cycle))
		for i, o := range cycle {
			names[i] = o.Name
		}
		c.report.add(fault{
			at: cycle[0], path: dependencyPath(cycle), code: dependencyCycle, others: cycle[1:],
			fact: "it waits for itself: " + strings.Join(append(names, names[0]), " → "),
			fix:  "take out the dependency that is not needed for applying",
		})
	}
}

// dependencyPath is where the first of a cycle names the second.
func dependencyPath(cycle []*object) string {
	next := cycle[1%len(cycle)].Name
	i := slices.IndexFunc(list(cycle[0].value, "spec", "dependsOn"), func(ref any) bool {
		return text(ref, "name") == next
	})
	return item("spec.dependsOn", i)
}

// search walks a graph in depth.
type search struct {
	cluster *cluster
	state   map[id]int // 0 new, 1 on the way, 2 done
	way     []*object
	cycles  [][]*object
}

func (s *search) visit(key id) {
	o, ok := s.cluster.objects[key]
	if !ok {
		return // a dangling reference
	}
	switch s.state[key] {
	case 1:
		from := slices.Index(s.way, o)
		s.cycles = append(s.cycles, fromSmallest(s.way[from:]))
		return
	case 2:
		return
	}
	s.state[key] = 1
	s.way = append(s.way, o)
	for _, ref := range list(o.value, "spec", "dependsOn") {
		s.visit(named(ref, o.Kind, o.Namespace))
	}
	s.way = s.way[:len(s.way)-1]
	s.state[key] = 2
}

// fromSmallest turns a cycle so that it begins with the first name in the
// alphabet: it reads the same wherever the search came in.
func fromSmallest(cycle []*object) []*object {
	first := 0
	for i, o := range cycle {
		if o.Name < cycle[first].Name {
			first = i
		}
	}
	return append(slices.Clone(cycle[first:]), cycle[:first]...)
}

// checkPaths reports a unit that builds what another unit of the cluster builds
// too, and a unit that builds what belongs to somebody else. Two Kustomizations
// with the same object each take it for theirs: labels flap, and the first one
// that forgets it deletes it. A cluster that builds its neighbour's overlay looks
// healthy until it has to serve.
func (c *checker) checkPaths(cl *cluster) {
	for _, u := range cl.units {
		if u.bootstrap || u == cl.root || u.declared == nil {
			continue
		}
		if owner := c.pathOwner(cl, u); owner != "" {
			u.misplaced = true
			c.foreign(u.declared, "spec.path", fmt.Sprintf("%s belongs to %s", u.Path, owner),
				"name a folder below infrastructure/, or this cluster's own")
		}
	}
	c.checkNested(cl)
}

// checkNested looks for the path of each unit, and the folders above it, among
// the other units' paths.
func (c *checker) checkNested(cl *cluster) {
	inner, byPath := map[*unit][]*unit{}, map[string]*unit{}
	for _, u := range cl.units {
		if _, taken := byPath[u.Path]; !taken && !u.bootstrap && !u.misplaced {
			byPath[u.Path] = u
		}
	}
	for _, u := range cl.units {
		if u.bootstrap || u.misplaced {
			continue
		}
		for dir := u.Path; dir != "." && dir != "/"; dir = path.Dir(dir) {
			if outer, ok := byPath[dir]; ok && outer != u {
				inner[outer] = append(inner[outer], u)
			}
		}
	}
	for _, outer := range cl.units {
		c.reportNested(outer, inner[outer])
	}
}

// pathOwner names who a unit's path belongs to if that is not this unit.
func (c *checker) pathOwner(cl *cluster, u *unit) string {
	top, owner, rest := layoutParts(u.Path)
	switch {
	case u.Path == ".":
		return "everybody"
	case !c.hasFolder(u.Path):
		return "" // a dangling reference
	case top == layout.Infrastructure:
		return ""
	case top == layout.Clusters && owner == string(cl.Name):
		return ""
	case top == layout.Clusters:
		return fmt.Sprintf("cluster %q", owner)
	case top == layout.Tenants && u.Name != tenantUnit(owner):
		return fmt.Sprintf("tenant %q", owner)
	case top == layout.Tenants && rest != string(cl.Name):
		return fmt.Sprintf("cluster %q", rest)
	case top == layout.Tenants:
		return ""
	}
	return "no cluster"
}

// reportNested reports the unit that takes in others, or each of them where that
// one is the root.
func (c *checker) reportNested(outer *unit, inner []*unit) {
	const fix = "give each Kustomization a folder of its own, none inside another's"
	for _, u := range inner {
		at, other := outer, u
		if outer.declared == nil || outer.Path == u.Path {
			at, other = u, outer
		}
		if at.declared == nil || at.misplaced {
			continue
		}
		at.misplaced = true
		fact := fmt.Sprintf("%s holds %s, which %s builds", at.Path, other.Path, other.called())
		switch {
		case at.Path == other.Path:
			fact = fmt.Sprintf("%s is what %s builds", at.Path, other.called())
		case at == u:
			fact = fmt.Sprintf("%s lies inside %s, which %s builds", at.Path, other.Path, other.called())
		case len(inner) > 1:
			fact = fmt.Sprintf("%s, and %d more like it", fact, len(inner)-1)
		}
		f := fault{at: at.declared, path: "spec.path", code: nestedPaths, fact: fact, fix: fix}
		if other.declared != nil {
			f.others = []*object{other.declared}
		}
		c.report.add(f)
	}
}
