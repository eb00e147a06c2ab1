package plan

import (
	"regexp"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
)

// Source is a tenant's source as Flux knows it.
type Source struct {
	Kind          string // OCIRepository or GitRepository
	Chart         bool   // the artifact is a Helm chart
	URL           string
	Provider      string // how Flux signs in: azure or generic
	Insecure      bool   // a registry on loopback speaks plain HTTP
	RefField, Ref string // tag, digest, semver, branch or commit, and its value
	Path          string
	Values        map[string]any // of a chart
	Signer        *Signer
	Moving        bool // the revision is followed, so Git alone does not say what runs
}

// Signer is who must have signed an artifact: the holder of a key, or an identity.
type Signer struct {
	Key             string // PEM
	Issuer, Subject string // regular expressions that match the whole
}

// Applier is the kind of the Flux object that applies the source.
func (s Source) Applier() string {
	if s.Chart {
		return "HelmRelease"
	}
	return "Kustomization"
}

func source(s fleet.Source) Source {
	out := Source{
		Kind: "GitRepository", URL: s.Git, Provider: "generic", Path: s.Path, Values: s.Values, Chart: s.Chart != "",
		Signer: signer(s.Signer), Moving: !s.Pinned(),
	}
	if address := s.OCI + s.Chart; address != "" {
		out.Kind, out.URL = "OCIRepository", address
		out.Provider, out.Insecure = registryAccess(address)
	}
	// Repositories of Azure take Flux's workload identity; no other forge does.
	if strings.HasPrefix(s.Git, "https://dev.azure.com/") {
		out.Provider = "azure"
	}
	for _, c := range [][2]string{
		{"tag", s.Tag}, {"digest", s.Digest}, {"branch", s.Branch}, {"commit", s.Commit}, {"semver", s.Version},
	} {
		if c[1] != "" {
			out.RefField, out.Ref = c[0], c[1]
		}
	}
	return out
}

// registryAccess says how Flux signs in to the registry of an oci:// address, and
// whether it speaks plain HTTP, as every client expects of a registry on loopback.
func registryAccess(oci string) (provider string, insecure bool) {
	host, _, _ := strings.Cut(strings.TrimPrefix(oci, "oci://"), "/")
	if strings.HasSuffix(host, ".azurecr.io") {
		return "azure", false
	}
	host, _, _ = strings.Cut(host, ":")
	return "generic", host == "localhost" || host == "127.0.0.1"
}

// signer writes an identity as Flux matches it, which is by regular expressions
// that may match anywhere: these match the whole.
func signer(s *fleet.Signer) *Signer {
	if s == nil {
		return nil
	}
	out := &Signer{Key: s.Key}
	if s.Issuer != "" {
		out.Issuer = "^" + regexp.QuoteMeta(s.Issuer) + "$"
		out.Subject = "^" + strings.ReplaceAll(regexp.QuoteMeta(s.Subject), `\*`, ".*") + "$"
	}
	return out
}
