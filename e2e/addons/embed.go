// Package addons holds the CRDs that AKS add-ons bring into a cluster: the lab applies them, as AKS would.
package addons

import "embed"

// FS holds crds.yaml and the schemas that it names.
//
//go:embed crds.yaml *.json
var FS embed.FS
