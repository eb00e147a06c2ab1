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
		Source:  b.buildSource(spec.Source, d.At),
		File:    d.File,
	}
	b.checkReserved(d.At("metadata", "name"), "tenant", d.Value.Metadata.Name)
	for i, id := range spec.Owners {
		t.Owners = append(t.Owners, b.guid(d.At("spec", "owners", strconv.Itoa(i)), "owner", id))
	}
	for i, h := range spec.Hostnames {
		t.Hostnames = append(t.Hostnames, b.hostname(d.At("spec", "hostnames", strconv.Itoa(i)), h))
	}
	b.checkApex(d)
	b.checkIngress(d, t.Gateway)
	b.buildTenantAzure(d, &t)
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

func (b *builder) buildSource(s v1alpha1.Source, docAt place) Source {
	r := b.rules
	at := func(field string) diag.Pos { return docAt("spec", "source", field) }
	out := Source{OCI: s.OCI, Git: s.Git, Tag: s.Tag, Digest: s.Digest, Branch: s.Branch, Commit: s.Commit}
	switch {
	case s.OCI == "" && s.Git == "":
		b.add(docAt("spec", "source"), "bad-source", "the source names neither an artifact nor a repository",
			"add oci: oci://host/path, or git: https://host/path")
	case s.OCI != "" && s.Git != "":
		b.add(at("git"), "bad-source", "the source names both an artifact and a repository", "keep oci or git", at("oci"))
	case s.OCI != "":
		b.matches(at("oci"), r.oci, s.OCI)
		if r.oci.allows(s.OCI) {
			b.checkRegistry(at("oci"), s.OCI)
		}
		b.revision(at, "oci", []revision{
			{"tag", s.Tag, &r.tag},
			{"digest", s.Digest, &r.digest},
			{"branch", s.Branch, nil},
			{"commit", s.Commit, nil},
		})
	default:
		b.matches(at("git"), r.https, s.Git)
		b.revision(at, "git", []revision{
			{"branch", s.Branch, &r.branch},
			{"tag", s.Tag, &r.tag},
			{"commit", s.Commit, &r.commit},
			{"digest", s.Digest, nil},
		})
	}
	out.Path = b.sourcePath(at("path"), s.Path)
	return out
}

// revision is one way to choose a source's revision; a nil rule means that this
// kind of source does not have it.
type revision struct {
	field, value string
	rule         *textRule
}

// revision insists on exactly one way, because Flux silently prefers one of
// several (https://fluxcd.io/flux/components/source/ocirepositories/#reference).
func (b *builder) revision(at func(string) diag.Pos, kind string, choices []revision) {
	var chosen, fits []string
	for _, c := range choices {
		if c.rule != nil {
			fits = append(fits, c.field)
		}
		switch {
		case c.value == "":
		case c.rule == nil:
			b.add(at(c.field), "bad-source", fmt.Sprintf("a source with %s has no %s", kind, c.field), "remove this line")
		default:
			b.matches(at(c.field), *c.rule, c.value)
			chosen = append(chosen, c.field)
		}
	}
	switch len(chosen) {
	case 0:
		b.add(at(kind), "bad-source", "the source does not say which revision to run", "add one of "+strings.Join(fits, ", "))
	case 1:
	default:
		b.add(at(chosen[1]), "bad-source", fmt.Sprintf("the source chooses its revision in %d ways", len(chosen)),
			"keep one of "+strings.Join(chosen, ", "), at(chosen[0]))
	}
}

func (b *builder) checkRegistry(pos diag.Pos, oci string) {
	host, _, _ := strings.Cut(strings.TrimPrefix(oci, "oci://"), "/")
	if !slices.Contains(b.fleet.Registries, host) {
		b.add(pos, "registry-not-allowed", fmt.Sprintf("the fleet does not allow artifacts from %s", load.Quote(host)),
			"push the artifact to one of "+strings.Join(b.fleet.Registries, ", "))
	}
}

// sourcePath returns the folder as Flux writes it, beginning with "./".
func (b *builder) sourcePath(pos diag.Pos, p string) string {
	if p == "" {
		return "./"
	}
	b.matches(pos, b.rules.path, p)
	return "./" + strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(p, "."), "/"), "/")
}
