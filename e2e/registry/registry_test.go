package registry_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/tenantry/tenantry/e2e/charts"
	"github.com/tenantry/tenantry/e2e/registry"
)

// stored is what somebody who pulls an artifact finds.
type stored struct {
	Digest, Config, ConfigType, ContentType string
	Annotations                             map[string]string
	Files                                   []string
}

func TestManifestsAreStoredAsFluxPushesThem(t *testing.T) {
	t.Parallel()
	r := start(t)
	digest, err := r.PushManifests(t.Context(), "tenants/contoso:stable", map[string][]byte{
		"web.yaml": []byte("kind: Service\n"), "db/db.yaml": []byte("kind: Service\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	got := pull(t, r, "tenants/contoso:stable")
	want := stored{
		Digest: digest, Config: "{}",
		ConfigType:  "application/vnd.cncf.flux.config.v1+json",
		ContentType: "application/vnd.cncf.flux.content.v1.tar+gzip",
		Annotations: map[string]string{
			"org.opencontainers.image.source":   "https://git.lab.invalid/tenants/contoso:stable",
			"org.opencontainers.image.revision": got.Annotations["org.opencontainers.image.revision"],
		},
		Files: []string{"db/db.yaml", "web.yaml"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestChartsAreStoredAsHelmPushesThem(t *testing.T) {
	t.Parallel()
	r := start(t)
	archive, err := charts.Archive("web", map[string][]byte{"Chart.yaml": []byte("name: web\n")})
	if err != nil {
		t.Fatal(err)
	}
	chart := charts.Chart{Name: "web", Version: "1.2.3", Metadata: []byte(`{"name":"web"}`), Archive: archive}
	digest, err := r.PushChart(t.Context(), "acme/charts", chart)
	if err != nil {
		t.Fatal(err)
	}
	want := stored{
		Digest: digest, Config: `{"name":"web"}`,
		ConfigType:  "application/vnd.cncf.helm.config.v1+json",
		ContentType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
		Files:       []string{"web/Chart.yaml"},
	}
	if diff := cmp.Diff(want, pull(t, r, "acme/charts/web:1.2.3")); diff != "" {
		t.Error(diff)
	}
}

func start(t *testing.T) *registry.Registry {
	t.Helper()
	r, err := registry.Start(t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func pull(t *testing.T, r *registry.Registry, reference string) stored {
	t.Helper()
	parsed, err := name.ParseReference(r.Host+"/"+reference, name.Insecure)
	if err != nil {
		t.Fatal(err)
	}
	image, err := remote.Image(parsed, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := image.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	config, err := image.RawConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	digest, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	layer, err := image.LayerByDigest(manifest.Layers[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	content, err := layer.Compressed()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = content.Close() }()
	return stored{
		Digest: digest.String(), Config: string(config),
		ConfigType:  string(manifest.Config.MediaType),
		ContentType: string(manifest.Layers[0].MediaType),
		Annotations: manifest.Annotations, Files: list(t, content),
	}
}

// list names the files of a .tar.gz.
func list(t *testing.T, content io.Reader) []string {
	t.Helper()
	zip, err := gzip.NewReader(content)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for archive := tar.NewReader(zip); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, header.Name)
	}
}
