package gotk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fluxcd/flux2/v2/pkg/manifestgen"
	"github.com/fluxcd/flux2/v2/pkg/manifestgen/install"
)

// Files that manifestgen reads beside one for each component.
const (
	rbacFile     = "rbac.yaml"
	policiesFile = "policies.yaml"
)

// components lists Flux's controllers in the order of its documentation; a base
// has the first three, and any of the others.
func components() (required, optional []string) {
	return []string{"source-controller", "kustomize-controller", "helm-controller"},
		[]string{
			"notification-controller", "image-reflector-controller", "image-automation-controller", "source-watcher",
		}
}

// build gives manifestgen a private copy of the base, since it writes into the
// folder that it builds.
func build(opts Options) (manifests string, err error) {
	dir, err := manifestgen.MkdirTempAbs("", "gotk")
	if err != nil {
		return "", fmt.Errorf("make a folder for the manifests of Flux: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	generator := install.MakeDefaultOptions()
	generator.Version = opts.Version
	generator.Namespace = opts.Namespace
	if generator.Components, err = copyBase(opts.Base, dir); err != nil {
		return "", err
	}
	defer func() {
		// kustomize panics on some objects, and a base may be anybody's.
		if p := recover(); p != nil {
			err = fmt.Errorf("build the manifests of Flux: kustomize gave up: %v", p)
		}
	}()
	manifest, err := install.Generate(generator, dir)
	if err != nil {
		return "", fmt.Errorf("build the manifests of Flux: %w", err)
	}
	return manifest.Content, nil
}

// copyBase copies the files that manifestgen will read, and returns the
// components among them.
func copyBase(base fs.FS, dir string) ([]string, error) {
	required, optional := components()
	found := required
	for _, name := range optional {
		if _, err := fs.Stat(base, name+".yaml"); err == nil {
			found = append(found, name)
		}
	}
	files := []string{rbacFile, policiesFile}
	for _, name := range found {
		files = append(files, name+".yaml")
	}
	for _, name := range files {
		data, err := fs.ReadFile(base, name)
		if err != nil {
			return nil, fmt.Errorf("read the manifests of Flux: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return nil, fmt.Errorf("copy the manifests of Flux: %w", err)
		}
	}
	return found, nil
}
