// Modules of which only files are used.
module github.com/tenantry/tenantry/e2e/components/sets/manifests

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/fluxcd/flux2/v2 v2.9.5
	sigs.k8s.io/gateway-api v1.5.1
)
