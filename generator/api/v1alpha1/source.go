package v1alpha1

// Source is an OCI artifact, a Git repository or a Helm chart with the tenant's
// manifests: a Deployment whose container port is called http, and a Service web
// on port 80.
type Source struct {
	// OCI artifact as oci://host/path, without a tag.
	OCI string `json:"oci,omitempty"`
	// Git repository over https.
	Git string `json:"git,omitempty"`
	// Helm chart as oci://host/path, without a version.
	Chart string `json:"chart,omitempty"`
	// Tag to follow, of the artifact or of the repository.
	Tag string `json:"tag,omitempty"`
	// Digest that pins an OCI artifact or a chart.
	Digest string `json:"digest,omitempty"`
	// Branch to follow, of a repository.
	Branch string `json:"branch,omitempty"`
	// Commit that pins a repository.
	Commit string `json:"commit,omitempty"`
	// Version of a chart: exact, or a range of which the newest is followed, such as 1.x.
	Version string `json:"version,omitempty"`
	// Folder of the manifests inside an artifact or a repository.
	Path string `json:"path,omitempty" jsonschema:"default=./"`
	// Values for a chart, the same on every cluster.
	Values Values `json:"values,omitempty"`
	// Who must have signed an artifact or a chart; the fleet's signer unless said.
	Signer Signer `json:"signer,omitzero"`
}

// Values are a chart's values, of any shape that JSON has.
type Values map[string]any

// Signer is who must have signed an artifact with cosign: the holder of a key, or
// an identity that an OpenID Connect issuer vouches for.
type Signer struct {
	// Public key in PEM.
	Key string `json:"key,omitempty"`
	// Issuer of the identity, such as https://token.actions.githubusercontent.com.
	Issuer string `json:"issuer,omitempty"`
	// The identity, in which * stands for any characters: https://github.com/acme/shop/.github/workflows/release.yaml@refs/tags/*
	Subject string `json:"subject,omitempty"`
}
