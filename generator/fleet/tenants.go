package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

func (b *builder) buildTenants(docs []*load.Doc[v1alpha1.Tenant]) {
	if len(docs) == 0 && !b.tenantsIncomplete {
		// An empty folder is far more often a wrong folder than a wish to delete everybody.
		b.add(diag.Pos{File: layout.Tenants}, "no-tenants", "no tenant file was found",
			`add one with "tenantry tenant add NAME", or pass the repository's folder with -C`)
	}
	b.fleet.Tenants = make([]Tenant, 0, len(docs))
	for _, d := range docs {
		b.fleet.Tenants = append(b.fleet.Tenants, b.buildTenant(d))
	}
}

func (b *builder) buildTenant(d *load.Doc[v1alpha1.Tenant]) Tenant {
	spec := d.Value.Spec
	t := Tenant{
		Name:    b.label(d.At("metadata", "name"), "tenant", d.Value.Metadata.Name),
		Plan:    b.planOf(d),
		Stamp:   b.stampOf(d),
		Gateway: b.gatewayOf(d),
		Source:  b.buildSource(d),
		File:    d.File,
	}
	b.checkReserved(d.At("metadata", "name"), "tenant", d.Value.Metadata.Name)
	for i, id := range spec.Owners {
		t.Owners = append(t.Owners, b.guid(d.At("spec", "owners", strconv.Itoa(i)), "owner", id))
	}
	for i, id := range spec.Readers {
		t.Readers = append(t.Readers, b.guid(d.At("spec", "readers", strconv.Itoa(i)), "reader", id))
	}
	for i, h := range spec.Hostnames {
		t.Hostnames = append(t.Hostnames, b.hostname(d.At("spec", "hostnames", strconv.Itoa(i)), h))
	}
	t.State = State(cmp.Or(spec.State, string(Active)))
	if t.State == Frozen && !t.Source.Pinned() {
		b.add(d.At("spec", "state"), "frozen-unpinned", "a frozen tenant follows "+t.Source.follows(),
			"pin its source: write the digest of what runs now, or the commit of a repository", d.At("spec", "source"))
	}
	b.checkApex(d)
	b.checkIngress(d, t.Gateway)
	b.checkListenerWAF(d)
	b.buildTenantAzure(d, &t)
	b.buildWorkload(d, &t)
	return t
}

func (b *builder) planOf(d *load.Doc[v1alpha1.Tenant]) name.Label {
	known := make([]string, len(b.fleet.Plans))
	for i, p := range b.fleet.Plans {
		known[i] = string(p.Name)
	}
	return b.known(d.At("spec", "plan"), "unknown-plan", "plan", d.Value.Spec.Plan, known)
}

func (b *builder) stampOf(d *load.Doc[v1alpha1.Tenant]) name.Label {
	known := make([]string, len(b.fleet.Stamps))
	for i, s := range b.fleet.Stamps {
		known[i] = string(s.Name)
	}
	want := d.Value.Spec.Placement.Stamp
	if want == "" && len(known) > 0 {
		want = known[0]
		if slices.Contains(known, defaultStamp) {
			want = defaultStamp
		}
	}
	if want == "" {
		return "" // there is no cluster at all, which is a finding already
	}
	if b.clustersIncomplete && !slices.Contains(known, want) {
		return "" // its clusters may be among the files that could not be read
	}
	return b.known(d.At("spec", "placement", "stamp"), "unknown-stamp", "stamp", want, known)
}

func (b *builder) gatewayOf(d *load.Doc[v1alpha1.Tenant]) name.Label {
	known := make([]string, len(b.fleet.Gateways))
	for i, g := range b.fleet.Gateways {
		known[i] = string(g.Name)
	}
	want := cmp.Or(d.Value.Spec.Placement.Gateway, known[0])
	return b.known(d.At("spec", "placement", "gateway"), "unknown-gateway", "gateway", want, known)
}

// known reports a name that nothing has, with the nearest one that something has.
func (b *builder) known(pos diag.Pos, code diag.Code, what, want string, known []string) name.Label {
	if slices.Contains(known, want) {
		return name.Label(want)
	}
	fix := fmt.Sprintf("write one of %s", strings.Join(known, ", "))
	if near := diag.Nearest(want, known); near != "" {
		fix = fmt.Sprintf("write %q", near)
	}
	b.add(pos, code, fmt.Sprintf("the fleet has no %s called %s", what, load.Quote(want)), fix)
	return ""
}
