// Package upstream names the public Go modules that embedded third-party files are derived from, and opens them.
//
// Nothing in a render needs it: the derived files are embedded. Tests derive
// them again from these modules and compare, so that what is embedded is
// provably what its authors published.
package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
)

// Module is one version of a Go module, pinned by its checksum.
type Module struct {
	Path    string
	Version string
	Sum     string // the h1: checksum of the module's zip, as go.sum and sum.golang.org write it
}

// String prints the module as the go command takes it.
func (m Module) String() string { return m.Path + "@" + m.Version }

// Kubernetes publishes the OpenAPI document of the core kinds.
func Kubernetes() Module {
	return Module{"k8s.io/kubernetes", "v1.36.4", "h1:08GT0ZOMtyCcRnslyvnpWurf1wm20KHbC/aRS+0LxSo="}
}

// GatewayAPI publishes the CRDs of Gateway API.
func GatewayAPI() Module {
	return Module{"sigs.k8s.io/gateway-api", "v1.5.1", "h1:RqVRIlkhLhUO8wOHKTLnTJA6o/1un4po4/6M1nRzdd0="}
}

// CertManager publishes cert-manager's CRDs.
func CertManager() Module {
	return Module{
		"github.com/cert-manager/cert-manager", "v1.21.2", "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
	}
}

// Flux publishes the manifests that join the controllers into one installation.
// Its manifests/bases name the versions of the three controllers below.
func Flux() Module {
	return Module{"github.com/fluxcd/flux2/v2", "v2.9.5", "h1:jwCccxvkD+2QnsjN+pl5QqM8KnFUwA8pIoQ1Lf0avkA="}
}

// SourceController publishes the CRDs and the Deployment of Flux's sources.
func SourceController() Module {
	return Module{
		"github.com/fluxcd/source-controller", "v1.9.5", "h1:MFPyCodUi9hZIMaKDsC/rYbNoyzpvrAdrPVixj7W9F0=",
	}
}

// KustomizeController publishes the CRD and the Deployment of Flux's Kustomizations.
func KustomizeController() Module {
	return Module{
		"github.com/fluxcd/kustomize-controller", "v1.9.5", "h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc=",
	}
}

// HelmController publishes the CRD and the Deployment of Flux's HelmReleases.
func HelmController() Module {
	return Module{
		"github.com/fluxcd/helm-controller", "v1.6.4", "h1:u/Ew7LehrwDQaE/NqWdaB3XnNDCxRGDcp1FZl7RKj4g=",
	}
}

// Open returns the files of the module. The go command takes them from the
// module cache or, once, from the module proxy. A checksum that differs from
// Sum is an error.
func (m Module) Open(ctx context.Context) (fs.FS, error) {
	// Outside any module, so that nobody's go.mod, go.sum or vendor folder takes part.
	outside, err := os.MkdirTemp("", "upstream")
	if err != nil {
		return nil, fmt.Errorf("open module %s: %w", m, err)
	}
	defer os.RemoveAll(outside) //nolint:errcheck // an empty temporary folder harms nobody

	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", m.String())
	cmd.Dir = outside
	// The checksum is compared below, so the checksum database need not be asked.
	cmd.Env = append(cmd.Environ(), "GOFLAGS=", "GOWORK=off", "GOSUMDB=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var got struct{ Dir, Sum, Error string }
	if jsonErr := json.Unmarshal(out, &got); err == nil {
		err = jsonErr
	}
	if err != nil {
		return nil, fmt.Errorf("download module %s: %w: %s%s", m, err, got.Error, stderr.Bytes())
	}
	if got.Sum != m.Sum {
		return nil, fmt.Errorf("download module %s: checksum %s, want %s", m, got.Sum, m.Sum)
	}
	return os.DirFS(got.Dir), nil
}
