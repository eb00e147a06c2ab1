// Package registry is the lab's OCI registry: in this process, in memory, over plain HTTP on loopback.
package registry

import (
	"context"
	"crypto/sha1" //nolint:gosec // it plays the part of a Git commit
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/tenantry/tenantry/e2e/charts"
)

// Media types: Helm's are of the Helm project's OCI specification, Flux's of "flux push artifact".
const (
	helmConfig  types.MediaType = "application/vnd.cncf.helm.config.v1+json"
	helmContent types.MediaType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
	fluxConfig  types.MediaType = "application/vnd.cncf.flux.config.v1+json"
	fluxContent types.MediaType = "application/vnd.cncf.flux.content.v1.tar+gzip"
)

// Registry is a running registry.
type Registry struct {
	// Host is where it answers, as in 127.0.0.1:5000.
	Host   string
	server *http.Server
}

// Start starts an empty registry. Requests are logged to out.
func Start(out io.Writer) (*Registry, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the registry: %w", err)
	}
	handler := registry.New(registry.Logger(log.New(out, "", log.LstdFlags)))
	r := &Registry{
		Host:   listener.Addr().String(),
		server: &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second},
	}
	go func() {
		if err := r.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(out, "serve:", err)
		}
	}()
	return r, nil
}

// Close ends the registry and forgets all that it holds.
func (r *Registry) Close() error {
	if err := r.server.Close(); err != nil {
		return fmt.Errorf("close the registry: %w", err)
	}
	return nil
}

// PushChart stores a chart below folder, under its own name and with its version as the tag, as helm push does.
// It returns the manifest's digest.
func (r *Registry) PushChart(ctx context.Context, folder string, chart charts.Chart) (string, error) {
	return r.push(ctx, folder+"/"+chart.Name+":"+chart.Version, artifact{
		configType: helmConfig, config: chart.Metadata,
		layer: static.NewLayer(chart.Archive, helmContent),
	})
}

// PushManifests stores plain files under repository:tag as flux push artifact does, with the source and revision that
// it writes as annotations. It returns the manifest's digest.
func (r *Registry) PushManifests(ctx context.Context, ref string, files map[string][]byte) (string, error) {
	content, err := charts.Archive("", files)
	if err != nil {
		return "", fmt.Errorf("archive %s: %w", ref, err)
	}
	return r.push(ctx, ref, artifact{
		configType: fluxConfig, config: []byte("{}"),
		layer: static.NewLayer(content, fluxContent),
		annotations: map[string]string{
			"org.opencontainers.image.source":   "https://git.lab.invalid/" + ref,
			"org.opencontainers.image.revision": fmt.Sprintf("main@sha1:%x", sha1.Sum(content)),
		},
	})
}

func (r *Registry) push(ctx context.Context, ref string, a artifact) (string, error) {
	image, err := a.image()
	if err != nil {
		return "", fmt.Errorf("assemble %s: %w", ref, err)
	}
	target, err := name.ParseReference(r.Host+"/"+ref, name.Insecure)
	if err != nil {
		return "", fmt.Errorf("parse reference %s: %w", ref, err)
	}
	if err := remote.Write(target, image, remote.WithContext(ctx)); err != nil {
		return "", fmt.Errorf("push %s: %w", ref, err)
	}
	digest, err := image.Digest()
	if err != nil {
		return "", fmt.Errorf("digest %s: %w", ref, err)
	}
	return digest.String(), nil
}
