// Package e2e proves a fleet on real parts: two Kubernetes API servers with real Flux, a forge, and a registry.
//
// Its tests need programs that are built once, for some 25 minutes on two cores: go run ./cmd/lab -prepare builds them
// and shows its progress. Tests build them too if they must, but then go test needs a longer -timeout.
//
//	components   builds the programs, pinned
//	process      runs them
//	gitea        the forge
//	registry     the OCI registry, with the charts of package charts
//	standin      answers for Azure and for certificate issuers
//	lab          clusters, and all of it together; what scenarios wait for, compare and print
//	reference    the committed reference fleet on a lab; plays its tenants' teams and Azure
package e2e
