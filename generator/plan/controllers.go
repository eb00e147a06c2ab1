package plan

import "cmp"

// Chart is one Helm chart from an OCI registry.
type Chart struct {
	Name      string
	URL       string // oci://host/path
	Version   string
	Namespace string
	Provider  string // how Flux signs in: azure or generic
	Insecure  bool   // a registry on loopback speaks plain HTTP
}

// Controllers are the charts that every cluster runs.
type Controllers struct {
	ALB, CertManager Chart
}

// The versions fit one another: ALB controller 1.12 wants Gateway API v1.5.1 and
// Kubernetes 1.32 or newer.
// https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-release-notes
const (
	albVersion         = "1.12.1"
	certManagerVersion = "v1.21.2"
)

// controllers takes the charts from their own registries, or from a mirror that
// keeps their paths.
func controllers(mirror string) Controllers {
	return Controllers{
		ALB: Chart{
			Name: "alb-controller", Version: albVersion, Namespace: ALBNamespace,
		}.from(cmp.Or(mirror, "mcr.microsoft.com"), "application-lb/charts"),
		CertManager: Chart{
			Name: "cert-manager", Version: certManagerVersion, Namespace: CertManagerNamespace,
		}.from(cmp.Or(mirror, "quay.io"), "jetstack/charts"),
	}
}

func (c Chart) from(host, path string) Chart {
	c.URL = "oci://" + host + "/" + path + "/" + c.Name
	c.Provider, c.Insecure = registryAccess(c.URL)
	return c
}
