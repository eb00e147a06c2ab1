package registry

import (
	"bytes"
	"encoding/json"
	"fmt"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// artifact is an OCI artifact of one layer, whose config is not that of a container image.
type artifact struct {
	configType  types.MediaType
	config      []byte
	layer       v1.Layer
	annotations map[string]string
}

// image makes the artifact something that go-containerregistry can push.
func (a artifact) image() (v1.Image, error) {
	configSum, configSize, err := v1.SHA256(bytes.NewReader(a.config))
	if err != nil {
		return nil, fmt.Errorf("digest config: %w", err)
	}
	layer, err := partial.Descriptor(a.layer)
	if err != nil {
		return nil, fmt.Errorf("describe layer: %w", err)
	}
	manifest, err := json.Marshal(v1.Manifest{
		SchemaVersion: 2,
		MediaType:     types.OCIManifestSchema1,
		Config:        v1.Descriptor{MediaType: a.configType, Digest: configSum, Size: configSize},
		Layers:        []v1.Descriptor{*layer},
		Annotations:   a.annotations,
	})
	if err != nil {
		return nil, fmt.Errorf("print manifest: %w", err)
	}
	image, err := partial.CompressedToImage(core{artifact: a, manifest: manifest})
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	return image, nil
}

// core is partial.CompressedImageCore: the part of an image that the library cannot work out.
type core struct {
	artifact
	manifest []byte
}

func (c core) RawConfigFile() ([]byte, error) { return c.config, nil }

func (c core) MediaType() (types.MediaType, error) { return types.OCIManifestSchema1, nil }

func (c core) RawManifest() ([]byte, error) { return c.manifest, nil }

func (c core) LayerByDigest(v1.Hash) (partial.CompressedLayer, error) { return c.layer, nil }
