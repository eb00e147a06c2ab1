package fleet

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// Source is where a tenant's manifests come from. Exactly one of OCI, Git and
// Chart is set, and exactly one way to choose the revision.
type Source struct {
	OCI, Git, Chart                      string // address without revision
	Tag, Digest, Branch, Commit, Version string
	Path                                 string // inside the source, beginning with ./
	Values                               map[string]any
	Signer                               *Signer // nil: nobody has to
}

// Signer is who must have signed an artifact: the holder of a key, or an identity.
type Signer struct {
	Key             string // PEM
	Issuer, Subject string // of an identity; * in the subject stands for any characters
}

// Pinned reports whether the source names an immutable revision, so that Git
// alone says what runs.
func (s Source) Pinned() bool { return s.Digest != "" || s.Commit != "" }

// follows names what a source that is not pinned follows.
func (s Source) follows() string {
	for _, f := range [][2]string{{"tag", s.Tag}, {"branch", s.Branch}, {"version", s.Version}} {
		if f[1] != "" {
			return fmt.Sprintf("the %s %s", f[0], load.Quote(f[1]))
		}
	}
	return "no revision"
}

func (b *builder) buildSource(d *load.Doc[v1alpha1.Tenant]) Source {
	s := d.Value.Spec.Source
	at := func(field string) diag.Pos { return d.At("spec", "source", field) }
	out := Source{
		OCI: s.OCI, Git: s.Git, Chart: s.Chart, Tag: s.Tag, Digest: s.Digest, Branch: s.Branch, Commit: s.Commit,
		Version: s.Version, Values: s.Values,
	}
	switch kinds := written([][2]string{{"oci", s.OCI}, {"git", s.Git}, {"chart", s.Chart}}); len(kinds) {
	case 0:
		b.add(d.At("spec", "source"), "bad-source", "the source names neither an artifact, a repository nor a chart",
			"add oci: oci://host/path, git: https://host/path, or chart: oci://host/path")
	case 1:
		b.checkSource(at, kinds[0], s)
	default:
		b.add(at(kinds[1]), "bad-source", "the source names "+strings.Join(kinds, " and "), "keep one of them", at(kinds[0]))
	}
	out.Path = b.sourcePath(at("path"), s.Path)
	out.Signer = b.signerOf(d, s)
	return out
}

// written returns the names of the fields that hold something.
func written(fields [][2]string) []string {
	var out []string
	for _, f := range fields {
		if f[1] != "" {
			out = append(out, f[0])
		}
	}
	return out
}

// checkSource judges the address and the revision of a source of one kind.
func (b *builder) checkSource(at func(string) diag.Pos, kind string, s v1alpha1.Source) {
	r := &b.rules
	revisions := map[string]map[string]*textRule{
		"oci":   {"tag": &r.tag, "digest": &r.digest},
		"git":   {"branch": &r.branch, "tag": &r.tag, "commit": &r.commit},
		"chart": {"version": &r.chartVersion, "digest": &r.digest},
	}[kind]
	address, rule := s.Git, r.https
	if kind != "git" {
		address, rule = s.OCI+s.Chart, r.oci
	}
	b.matches(at(kind), rule, address)
	if kind != "git" && r.oci.allows(address) {
		b.checkRegistry(at(kind), address)
	}
	var choices []revision
	for _, c := range [][2]string{
		{"version", s.Version}, {"branch", s.Branch}, {"tag", s.Tag}, {"digest", s.Digest}, {"commit", s.Commit},
	} {
		choices = append(choices, revision{c[0], c[1], revisions[c[0]]})
	}
	b.revision(at, kind, choices)
	if kind != "chart" && s.Values != nil {
		b.add(at("values"), "bad-source", fmt.Sprintf("a source with %s has no values", kind), "remove this line")
	}
	if key, value := variable("values", map[string]any(s.Values)); key != "" {
		b.add(at("values"), "bad-source", fmt.Sprintf("%s is %s, in which Flux would replace a variable", key, load.Quote(value)),
			"write it without ${; a value that only a cluster knows has no place here")
	}
	if kind == "chart" && s.Path != "" {
		b.add(at("path"), "bad-source", "a source with chart has no path", "remove this line")
	}
}

// variable returns the first of a chart's values, and its path, that Flux's
// substitution would change on its way to the cluster.
func variable(at string, v any) (key, value string) {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, "${") {
			return at, v
		}
	case []any:
		for i, item := range v {
			if key, value = variable(fmt.Sprintf("%s[%d]", at, i), item); key != "" {
				return key, value
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if key, value = variable(at+"."+name, v[name]); key != "" {
				return key, value
			}
			if key, value = variable(at, name); key != "" {
				return key, value
			}
		}
	}
	return "", ""
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

// signerOf returns who must have signed the source: the tenant's word, else the
// fleet's for what is signed with cosign at all.
func (b *builder) signerOf(d *load.Doc[v1alpha1.Tenant], s v1alpha1.Source) *Signer {
	if s.Signer == (v1alpha1.Signer{}) {
		if s.Git != "" {
			return nil
		}
		return b.fleet.Signer
	}
	if s.Git != "" {
		b.add(d.At("spec", "source", "signer"), "bad-signer", "a source with git has no signer",
			"remove it; a repository's commits are signed with other keys")
		return nil
	}
	return b.signer(func(field string) diag.Pos { return d.At("spec", "source", "signer", field) }, s.Signer)
}

// signer judges one signer.
func (b *builder) signer(at func(string) diag.Pos, s v1alpha1.Signer) *Signer {
	if s == (v1alpha1.Signer{}) {
		return nil
	}
	switch {
	case s.Key != "" && (s.Issuer != "" || s.Subject != ""):
		b.add(at("key"), "bad-signer", "the signer is a key and an identity", "keep key, or issuer and subject")
	case s.Key != "":
		b.checkKey(at("key"), s.Key)
	case s.Issuer == "" || s.Subject == "":
		b.add(at("issuer"), "bad-signer", "an identity is an issuer and a subject, and one of them is missing", "write both")
	default:
		b.matches(at("issuer"), b.rules.issuer, s.Issuer)
		b.matches(at("subject"), b.rules.subject, s.Subject)
	}
	return &Signer{Key: s.Key, Issuer: s.Issuer, Subject: s.Subject}
}

// checkKey wants a public key as cosign writes it.
func (b *builder) checkKey(pos diag.Pos, key string) {
	fix := "write what \"cosign public-key\" prints, beginning with -----BEGIN PUBLIC KEY-----"
	block, rest := pem.Decode([]byte(key))
	if block == nil || block.Type != "PUBLIC KEY" || strings.TrimSpace(string(rest)) != "" {
		b.add(pos, "bad-signer", "the key is no public key in PEM", fix)
		return
	}
	if _, err := x509.ParsePKIXPublicKey(block.Bytes); err != nil {
		b.add(pos, "bad-signer", "the key cannot be read", fix)
	}
}
