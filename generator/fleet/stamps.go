package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

const defaultStamp = "default"

func (b *builder) buildStamps(docs []*load.Doc[v1alpha1.Cluster]) {
	b.checkOverlaps(docs)
	b.checkNetworks(docs)
	members := map[string][]*load.Doc[v1alpha1.Cluster]{}
	names := map[string]diag.Pos{}
	for _, d := range docs {
		stamp := cmp.Or(d.Value.Spec.Stamp, defaultStamp)
		members[stamp] = append(members[stamp], d)
		names[d.Value.Metadata.Name] = d.At("metadata", "name")
	}
	if len(docs) == 0 && !b.clustersIncomplete {
		b.add(diag.Pos{File: layout.Fleet}, "no-clusters", "there is no cluster beside the fleet file",
			"add clusters/<name>.yaml for a primary and for a dr cluster")
	}
	for _, stamp := range slices.Sorted(maps.Keys(members)) {
		first := members[stamp][0]
		label := b.label(first.At("spec", "stamp"), "stamp", stamp)
		if pos, clash := names[stamp]; clash {
			b.add(first.At("spec", "stamp"), "stamp-named-like-cluster",
				fmt.Sprintf("stamp %s is called like a cluster", load.Quote(stamp)), "give the stamp a name of its own", pos)
		}
		if slices.Contains(folders(), stamp) {
			b.add(first.At("spec", "stamp"), "reserved-name",
				fmt.Sprintf("stamp %q has a name that the platform needs", stamp), "choose another name")
		}
		s := Stamp{Name: label}
		for _, d := range members[stamp] {
			c := b.buildCluster(d, label)
			if c.Role == Primary {
				s.Primary = c
			} else {
				s.DR = c
			}
		}
		b.checkRoles(stamp, members[stamp])
		b.checkPair(members[stamp])
		b.fleet.Stamps = append(b.fleet.Stamps, s)
	}
}

// checkRoles insists on a pair: with two primaries both would serve, and
// without a DR cluster a lost region takes its tenants with it.
func (b *builder) checkRoles(stamp string, docs []*load.Doc[v1alpha1.Cluster]) {
	for _, role := range []Role{Primary, DR} {
		var at []diag.Pos
		for _, d := range docs {
			if Role(d.Value.Spec.Role) == role {
				at = append(at, d.At("spec", "role"))
			}
		}
		switch {
		case len(at) == 0 && !b.clustersIncomplete:
			b.add(docs[0].At("spec", "role"), "stamp-roles", fmt.Sprintf("stamp %s has no cluster with role %s", load.Quote(stamp), role),
				fmt.Sprintf("add a cluster file with role: %s", role))
		case len(at) > 1:
			b.add(at[1], "stamp-roles", fmt.Sprintf("stamp %s has %d clusters with role %s", load.Quote(stamp), len(at), role),
				"keep one primary and one dr cluster in each stamp", at[0])
		}
	}
}

// checkPair refuses a pair that fails together: in one region, or upgraded at the
// same time.
func (b *builder) checkPair(docs []*load.Doc[v1alpha1.Cluster]) {
	if len(docs) != 2 || docs[0].Value.Spec.Role == docs[1].Value.Spec.Role {
		return // checkRoles says what is missing
	}
	first, second := docs[0], docs[1]
	if first.Value.Spec.Region == second.Value.Spec.Region {
		b.add(second.At("spec", "region"), "same-region",
			fmt.Sprintf("both clusters of the stamp are in %s, and would be lost together", load.Quote(second.Value.Spec.Region)),
			"put the DR cluster into another region", first.At("spec", "region"))
	}
	b.checkSameAGC(first, second)
	if maintenance(first.Value.Spec).Day == maintenance(second.Value.Spec).Day {
		b.add(second.At("spec", "maintenance", "day"), "same-maintenance",
			fmt.Sprintf("both clusters of the stamp may be upgraded on the same %s", maintenance(second.Value.Spec).Day),
			"choose another day for one of them", first.At("spec", "maintenance", "day"))
	}
}

// checkOverlaps refuses networks that could never be peered with one another or
// with a hub.
func (b *builder) checkOverlaps(docs []*load.Doc[v1alpha1.Cluster]) {
	type claim struct {
		space name.CIDR
		pos   diag.Pos
		owner string
	}
	var claims []claim
	for _, d := range docs {
		space, err := name.ParseCIDR(d.Value.Spec.AddressSpace)
		if err != nil {
			continue // buildCluster says so
		}
		here := claim{space, d.At("spec", "addressSpace"), d.Value.Metadata.Name}
		for _, other := range claims {
			if space.Overlaps(other.space) {
				b.add(here.pos, "cidr-overlap",
					fmt.Sprintf("address space %s overlaps %s of cluster %s", space, other.space, load.Quote(other.owner)),
					"give each cluster a network of its own", other.pos)
			}
		}
		claims = append(claims, here)
	}
}
