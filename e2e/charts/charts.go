// Package charts holds stand-ins for two charts that cannot run in the lab: the ALB controller's, which only Azure's
// registry has, and cert-manager's, whose webhooks need a pod that answers. Each has the real one's name, version and
// names of values, so that a fleet's HelmReleases work unchanged.
package charts

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/crd"
)

//go:embed all:alb-controller all:cert-manager
var stored embed.FS

// Chart is a packaged chart.
type Chart struct {
	Name, Version string
	Metadata      []byte // Chart.yaml as JSON, which is a chart's config in an OCI registry
	Archive       []byte // the .tgz: the same bytes each time
}

// ALBController packages the stand-in for the ALB controller with ALB's CRDs.
func ALBController() (Chart, error) {
	schemas, err := fs.Sub(stored, "alb-controller/schemas")
	if err != nil {
		return Chart{}, fmt.Errorf("open ALB's schemas: %w", err)
	}
	crds, err := crd.Load(schemas)
	if err != nil {
		return Chart{}, fmt.Errorf("make ALB's CRDs: %w", err)
	}
	files := map[string][]byte{}
	for name, data := range crds {
		files["files/crds/"+name+".yaml"] = data
	}
	return pack("alb-controller", files)
}

// CertManager packages the stand-in for cert-manager. With the real chart's values.schema.json it refuses values that
// the real chart would refuse; nil leaves it out.
func CertManager(valuesSchema []byte) (Chart, error) {
	files := map[string][]byte{}
	if valuesSchema != nil {
		files["values.schema.json"] = valuesSchema
	}
	return pack("cert-manager", files)
}

// pack adds files to a stored chart and archives it.
func pack(name string, files map[string][]byte) (Chart, error) {
	err := fs.WalkDir(stored, name, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := stored.ReadFile(file)
		files[file[len(name)+1:]] = data
		return err
	})
	if err != nil {
		return Chart{}, fmt.Errorf("read chart %s: %w", name, err)
	}
	var meta struct{ Name, Version string }
	if err := yaml.Unmarshal(files["Chart.yaml"], &meta); err != nil {
		return Chart{}, fmt.Errorf("read chart %s: %w", name, err)
	}
	asJSON, err := yaml.YAMLToJSON(files["Chart.yaml"])
	if err != nil {
		return Chart{}, fmt.Errorf("read chart %s: %w", name, err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, asJSON); err != nil {
		return Chart{}, fmt.Errorf("read chart %s: %w", name, err)
	}
	archive, err := Archive(name, files)
	if err != nil {
		return Chart{}, fmt.Errorf("archive chart %s: %w", name, err)
	}
	return Chart{Name: meta.Name, Version: meta.Version, Metadata: compact.Bytes(), Archive: archive}, nil
}

// Archive makes a .tar.gz of files below the folder root ("" for none). Equal files give equal bytes.
func Archive(root string, files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	archive := tar.NewWriter(zip)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		header := &tar.Header{
			Name: path.Join(root, name), Mode: 0o644, Size: int64(len(files[name])),
			Typeflag: tar.TypeReg, ModTime: time.Unix(0, 0),
		}
		if err := archive.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("archive %s: %w", name, err)
		}
		if _, err := archive.Write(files[name]); err != nil {
			return nil, fmt.Errorf("archive %s: %w", name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("close archive: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("close archive: %w", err)
	}
	return out.Bytes(), nil
}
