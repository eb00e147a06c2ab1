package review

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/review/fields"
)

// subject is what a person would say that an object belongs to.
type subject struct {
	kind        subjectKind
	name, stamp string // the stamp is a gateway's only
}

type subjectKind int

// The kinds, in the order in which people care about them.
const (
	tenantSubject subjectKind = iota
	gatewaySubject
	platformSubject // everything that no tenant and no gateway has to itself
	fluxSubject     // the root's own objects
)

// subjectOf tells whom a Kustomization serves by the folder that it applies.
func subjectOf(u *build.Unit, stamp string) subject {
	parts := strings.Split(u.Path, "/")
	switch {
	case u.Name == build.RootUnit:
		return subject{kind: fluxSubject, name: "flux"}
	case len(parts) == 3 && parts[0] == layout.Tenants:
		return subject{kind: tenantSubject, name: parts[1]}
	case len(parts) == 5 && parts[0] == layout.Clusters && parts[2] == "gateways":
		return subject{kind: gatewaySubject, name: parts[3], stamp: stamp}
	}
	return subject{kind: platformSubject, name: u.Name}
}

// touched lists the clusters on which a subject changes, for all of a kind.
func (r *Review) touched(kind subjectKind) map[subject][]string {
	out := map[subject][]string{}
	for _, cl := range r.clusters {
		for _, ch := range cl.changes {
			if s := ch.subject; s.kind == kind && !slices.Contains(out[s], cl.name) {
				out[s] = append(out[s], cl.name)
			}
		}
	}
	return out
}

// presence is what a subject is on each side.
type presence struct {
	there [2]bool
	facts [2]*facts // of a tenant, from the first cluster that builds it anew
}

// op tells what happens to a subject as a whole.
func (p *presence) op() op {
	switch {
	case p.there[0] && p.there[1]:
		return changes
	case p.there[0]:
		return disappears
	}
	return appears
}

// presences finds every subject on both sides, on any cluster.
func (c *comparison) presences() map[subject]*presence {
	out := map[subject]*presence{}
	for n, w := range c.work {
		stamp := c.review.clusters[n].stamp
		for i, side := range w.sides {
			for _, u := range side.Units {
				s := subjectOf(u, stamp)
				if out[s] == nil {
					out[s] = &presence{}
				}
				out[s].there[i] = true
				if s.kind == tenantSubject && out[s].facts[i] == nil && len(u.Objects) > 0 {
					out[s].facts[i] = factsOf(u.Objects)
					out[s].facts[i].stamp = stamp
				}
			}
		}
	}
	return out
}

func (c *comparison) tenants() []tenant {
	var out []tenant
	all := c.review.touched(tenantSubject)
	for name, clusters := range c.review.touchesAzure() {
		s := subject{kind: tenantSubject, name: name}
		if all[s] == nil {
			all[s] = clusters
		}
	}
	for s, clusters := range all {
		t := tenant{name: s.name, op: changes, clusters: clusters}
		if p := c.subjects[s]; p != nil {
			t.op, t.before, t.after = p.op(), p.facts[0], p.facts[1]
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b tenant) int { return cmp.Compare(a.name, b.name) })
	return out
}

// planLabel is the label of a tenant's Namespace that names its plan.
const planLabel = "tenantry.dev/plan"

func factsOf(objects []build.Object) *facts {
	f := &facts{}
	for _, o := range objects {
		switch o.Kind {
		case "Namespace":
			f.plan = build.Field(o.Value, "metadata", "labels", planLabel)
		case "HTTPRoute":
			f.addHostnames(routeHosts(o.Value))
			for _, p := range list(o.Value, "spec", "parentRefs") {
				f.gateway = cmp.Or(f.gateway, fields.NameOf(p))
			}
		case "Ingress":
			f.addHostnames(ingressHosts(o.Value))
			f.gateway = cmp.Or(f.gateway, build.Field(o.Value, "metadata", "annotations", frontendAnnotation))
		case "OCIRepository", "GitRepository":
			f.source = sourceOf(o.Value)
		}
	}
	return f
}

// frontendAnnotation is where an Ingress names the frontend, which is called like its gateway.
const frontendAnnotation = "alb.networking.azure.io/alb-frontend"

func (f *facts) addHostnames(hosts []string) {
	for _, h := range hosts {
		if !slices.Contains(f.hostnames, h) {
			f.hostnames = append(f.hostnames, h)
		}
	}
}

// routeHosts lists the hostnames that a route serves.
func routeHosts(route map[string]any) []string {
	var out []string
	for _, h := range list(route, "spec", "hostnames") {
		if host, _ := h.(string); host != "" {
			out = append(out, host)
		}
	}
	return out
}

// ingressHosts lists the hostnames that an Ingress serves.
func ingressHosts(ingress map[string]any) []string {
	var out []string
	for _, rule := range list(ingress, "spec", "rules") {
		m, _ := rule.(map[string]any)
		if h := build.Field(m, "host"); h != "" {
			out = append(out, h)
		}
	}
	return out
}

// sourceOf reads a Flux source. Of several ways to choose a revision, Flux takes
// the most exact one; they are tried in that order.
// https://fluxcd.io/flux/components/source/gitrepositories/#reference
func sourceOf(value map[string]any) source {
	s := source{url: build.Field(value, "spec", "url")}
	for _, f := range []string{"digest", "commit", "name", "semver", "tag", "branch"} {
		if ref := build.Field(value, "spec", "ref", f); ref != "" {
			s.field, s.ref = f, ref
			break
		}
	}
	return s
}

// list returns the list at a path of keys inside an object.
func list(value map[string]any, keys ...string) []any {
	for _, k := range keys[:len(keys)-1] {
		value, _ = value[k].(map[string]any)
	}
	out, _ := value[keys[len(keys)-1]].([]any)
	return out
}

func (c *comparison) gateways() []gateway {
	var out []gateway
	for s, clusters := range c.review.touched(gatewaySubject) {
		g := gateway{name: s.name, stamp: s.stamp, op: c.subjects[s].op(), clusters: clusters}
		for _, cl := range c.review.clusters {
			for _, ch := range cl.changes {
				if ch.subject == s {
					g.add(cl.name, ch)
				}
			}
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b gateway) int { return cmp.Or(cmp.Compare(a.stamp, b.stamp), cmp.Compare(a.name, b.name)) })
	return out
}

// add notes what a change does to the gateway's listeners and certificates.
func (g *gateway) add(cluster string, ch change) {
	switch {
	case ch.object.Kind == "Certificate" && (ch.op == appears || ch.op == disappears):
		for i, c := range g.certificates {
			if c.op == ch.op && c.name == ch.object.Name {
				g.certificates[i].clusters = append(g.certificates[i].clusters, cluster)
				return
			}
		}
		g.certificates = append(g.certificates, certificate{ch.op, ch.object.Name, []string{cluster}})
	case ch.object.Kind == "Gateway":
		for _, l := range listenerChanges(listeners(ch.before), listeners(ch.after)) {
			i := slices.IndexFunc(g.listeners, func(x listener) bool {
				return x.op == l.op && x.name == l.name && x.tenant == l.tenant && x.from == l.from
			})
			if i < 0 {
				i, g.listeners = len(g.listeners), append(g.listeners, l)
			}
			g.listeners[i].clusters = append(g.listeners[i].clusters, cluster)
		}
	}
}

// listeners reads a Gateway's listeners by name.
func listeners(gateway map[string]any) map[string]listener {
	out := map[string]listener{}
	for _, item := range list(gateway, "spec", "listeners") {
		m, _ := item.(map[string]any)
		l := listener{name: fields.NameOf(item), hostname: build.Field(m, "hostname")}
		l.tenant = build.Field(m, "allowedRoutes", "namespaces", "selector", "matchLabels", "kubernetes.io/metadata.name")
		out[l.name] = l
	}
	return out
}

func listenerChanges(before, after map[string]listener) []listener {
	var out []listener
	for _, name := range slices.Sorted(maps.Keys(after)) {
		l := after[name]
		was, there := before[name]
		switch {
		case !there:
			l.op = appears
		case was.tenant != l.tenant:
			l.op, l.from = changes, was.tenant
		default:
			continue
		}
		out = append(out, l)
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if l, stays := after[name], before[name]; l.name == "" {
			stays.op = disappears
			out = append(out, stays)
		}
	}
	return out
}

// following counts the plan's tenants that follow a tag or a branch.
func (c *comparison) following() following {
	f := following{of: len(c.plan.Tenants)}
	touched := c.review.touched(tenantSubject)
	for _, t := range c.plan.Tenants {
		if !t.Source.Moving {
			continue
		}
		f.count++
		if touched[subject{kind: tenantSubject, name: string(t.Name)}] != nil {
			f.touched = append(f.touched, string(t.Name))
		}
	}
	return f
}
