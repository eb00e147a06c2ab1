package review

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tenantry/tenantry/generator/build"
)

// danger is something that deserves a second look.
type danger struct {
	kind     dangerKind
	line     line
	tenant   string // whom it hits; empty for the platform
	object   string // such as Namespace/contoso; empty if it is about none
	clusters []string
}

// dangerKind is a stable word for programs that read the JSON.
type dangerKind string

const (
	clusterDisappears   dangerKind = "cluster-disappears"
	kustomizationMoves  dangerKind = "kustomization-moves"
	namespaceDisappears dangerKind = "namespace-disappears"
	crdDisappears       dangerKind = "crd-disappears"
	volumeDisappears    dangerKind = "volume-claim-disappears"
	workloadDisappears  dangerKind = "workload-disappears"
	hostnameMoves       dangerKind = "hostname-moves"
	hostnameDisappears  dangerKind = "hostname-disappears"
	frontendChanges     dangerKind = "frontend-changes"
	rightsGrow          dangerKind = "rights-grow"
	quotaShrinks        dangerKind = "quota-shrinks"
	immutableField      dangerKind = "immutable-field"
)

// dangerOrder lists the kinds, the worst first.
func dangerOrder() []dangerKind {
	return []dangerKind{
		clusterDisappears, azureDeletes, azureReplaces, azureMoves,
		kustomizationMoves, namespaceDisappears, crdDisappears, volumeDisappears, workloadDisappears,
		hostnameMoves, hostnameDisappears, frontendChanges, azureImmutable, rightsGrow, quotaShrinks, immutableField, azureLeaves,
	}
}

// dangerList says what several clusters share once, their own names apart.
type dangerList struct {
	all []danger
	own []line // each as it was said of the first cluster
	at  map[string]int
}

func (l *dangerList) note(cluster string, found ...danger) {
	for _, d := range found {
		generic := d.line
		if d.kind != clusterDisappears {
			generic = d.line.masked(cluster, clusterWord)
		}
		k := string(d.kind) + " " + generic.String()
		i, known := l.at[k]
		if !known {
			i = len(l.all)
			l.all, l.own, l.at[k] = append(l.all, d), append(l.own, d.line), i
			l.all[i].line = generic
		}
		if cluster != "" && !slices.Contains(l.all[i].clusters, cluster) {
			l.all[i].clusters = append(l.all[i].clusters, cluster)
		}
	}
}

// list returns all of them; of one cluster alone each is told by its own names.
func (l *dangerList) list() []danger {
	for i := range l.all {
		if len(l.all[i].clusters) < 2 {
			l.all[i].line = l.own[i]
		}
	}
	return l.all
}

// dangers looks at every change with every rule.
func (c *comparison) dangers() []danger {
	found := &dangerList{at: map[string]int{}}
	note := found.note
	for i, cl := range c.review.clusters {
		switch cl.op {
		case disappears:
			note(cl.name, danger{kind: clusterDisappears, line: say(
				"cluster % leaves the fleet, with its "+count(len(cl.changes), "object"), cl.name)})
		case changes:
			had := c.work[i].subjectsBefore(cl.stamp)
			for _, ch := range cl.changes {
				note(cl.name, ofChange(ch, !had[ch.subject])...)
			}
			note(cl.name, ofMoves(cl.changes, c.work[i])...)
			note(cl.name, ofHostnames(cl.changes)...)
		}
	}
	for _, t := range c.review.tenants {
		for _, cl := range t.clusters {
			note(cl, ofPlacement(t)...)
		}
	}
	ofStacks(c.review.stacks, note)
	out, order := found.list(), dangerOrder()
	slices.SortStableFunc(out, func(a, b danger) int {
		return cmp.Compare(slices.Index(order, a.kind), slices.Index(order, b.kind))
	})
	return out
}

// subjectsBefore is who was on the cluster before.
func (w clusterWork) subjectsBefore(stamp string) map[subject]bool {
	out := map[subject]bool{}
	for _, u := range w.sides[0].Units {
		out[subjectOf(u, stamp)] = true
	}
	return out
}

// ofChange applies the rules that need to see one object only. What a newcomer
// may do is no news.
func ofChange(ch change, newcomer bool) []danger {
	var out []danger
	for _, rule := range []func(change) (dangerKind, line){losses, quotas, frontends, immutables} {
		if kind, l := rule(ch); kind != "" {
			out = append(out, danger{kind: kind, line: l})
		}
	}
	if !newcomer {
		if l := rights(ch); l != nil {
			out = append(out, danger{kind: rightsGrow, line: l})
		}
	}
	for i := range out {
		out[i].object = ch.object.String()
		if ch.subject.kind == tenantSubject {
			out[i].tenant = ch.subject.name
		}
	}
	return out
}

// losses reports objects whose end takes more along than themselves.
func losses(ch change) (dangerKind, line) {
	if ch.op != disappears || ch.kept {
		return "", nil
	}
	o := ch.object
	switch o.Kind {
	case "Namespace":
		return namespaceDisappears, say("Namespace % disappears, with everything in it", o.Name)
	case "CustomResourceDefinition":
		return crdDisappears, say("CustomResourceDefinition % disappears, with every object of its kind", o.Name)
	case "Kustomization", "HelmRelease":
		if ch.subject.kind == tenantSubject {
			return workloadDisappears, say("The workload of tenant % is deleted, with everything that its source brought", ch.subject.name)
		}
	case "PersistentVolumeClaim":
		claim := o.Namespace + "/" + o.Name
		return volumeDisappears, say("PersistentVolumeClaim % disappears, and its data unless its class retains volumes", claim)
	}
	return "", nil
}

// ofMoves reports objects that another Kustomization applies from now on.
func ofMoves(all []change, w clusterWork) []danger {
	type way struct{ from, to string }
	objects := map[way][]string{}
	var ways []way
	for _, ch := range all {
		if ch.op == moves {
			k := way{ch.from, ch.unit}
			if objects[k] == nil {
				ways = append(ways, k)
			}
			objects[k] = append(objects[k], ch.object.String())
		}
	}
	var out []danger
	for _, k := range ways {
		renamed := !slices.ContainsFunc(w.sides[1].Units, func(u *build.Unit) bool { return u.Name == k.from })
		n := len(objects[k])
		l := say(count(n, "object")+" of Kustomization % go to %: Flux may delete and create them", k.from, k.to)
		switch {
		case renamed:
			l = say("Kustomization % gives way to %: Flux deletes "+count(n, "object")+" and creates them again", k.from, k.to)
		case n == 1:
			l = say("% goes from Kustomization % to %: Flux may delete and create it", objects[k][0], k.from, k.to)
		}
		out = append(out, danger{kind: kustomizationMoves, line: l})
	}
	return out
}

// ofPlacement reports a tenant that moves, and so gets another address.
func ofPlacement(t tenant) []danger {
	if t.before == nil || t.after == nil {
		return nil
	}
	var l line
	b, a := t.before, t.after
	switch {
	case b.stamp != "" && a.stamp != "" && b.stamp != a.stamp:
		l = say("tenant % moves from stamp % to %", t.name, b.stamp, a.stamp)
	case b.gateway != "" && a.gateway != "" && b.gateway != a.gateway:
		l = say("tenant % moves from gateway % to %", t.name, b.gateway, a.gateway)
	default:
		return nil
	}
	return []danger{{kind: frontendChanges, tenant: t.name, line: l.with(say(": the FQDN of its frontend changes"))}}
}

// ofHostnames reports hostnames whose listener or route goes to another tenant or
// to nobody.
func ofHostnames(all []change) []danger {
	var out []danger
	for _, kind := range []string{"Gateway", "HTTPRoute", "Ingress"} {
		before := claims(all, kind, func(ch change) map[string]any { return ch.before })
		after := claims(all, kind, func(ch change) map[string]any { return ch.after })
		for _, host := range slices.Sorted(maps.Keys(before)) {
			from, to := before[host], after[host]
			d := danger{kind: hostnameDisappears, tenant: from, line: say("% of tenant % is no longer served", host, from)}
			if to != "" {
				d = danger{kind: hostnameMoves, tenant: from, line: say("% moves from tenant % to %", host, from, to)}
			}
			if from != to {
				out = append(out, d)
			}
		}
	}
	return out
}

// claims says which tenant has which hostname on one side, among the listeners
// or the routes that change.
func claims(all []change, kind string, side func(change) map[string]any) map[string]string {
	out := map[string]string{}
	for _, ch := range all {
		if ch.object.Kind != kind {
			continue
		}
		for _, l := range listeners(side(ch)) {
			if l.hostname != "" && l.tenant != "" {
				out[l.hostname] = l.tenant
			}
		}
		if ch.subject.kind != tenantSubject {
			continue
		}
		for _, host := range append(routeHosts(side(ch)), ingressHosts(side(ch))...) {
			out[host] = ch.subject.name
		}
	}
	return out
}
