package gotk

import (
	"fmt"
	"io/fs"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// exportFile is what "flux bootstrap" calls the output of "flux install --export".
const exportFile = "gotk-components.yaml"

// exported reads the output of "flux install --export": gotk-components.yaml, or
// the only YAML file of the folder.
func exported(opts Options) (string, error) {
	name := exportFile
	if _, err := fs.Stat(opts.Base, name); err != nil {
		names, err := fs.Glob(opts.Base, "*.yaml")
		if err != nil || len(names) != 1 {
			return "", fmt.Errorf("read the manifests of Flux: neither %s nor %s is there", rbacFile, exportFile)
		}
		name = names[0]
	}
	data, err := fs.ReadFile(opts.Base, name)
	if err != nil {
		return "", fmt.Errorf("read the manifests of Flux: %w", err)
	}
	manifests := strings.ReplaceAll(string(data), "\r\n", "\n")
	for _, doc := range split(manifests) {
		if !strings.Contains(doc, "kind: Namespace") {
			continue
		}
		if object, err := yaml.Parse(doc); err == nil && object.GetKind() == "Namespace" {
			return manifests, checkNamespace(object, name, opts)
		}
	}
	return "", fmt.Errorf("read the manifests of Flux: %s declares no Namespace", name)
}

// checkNamespace refuses an export that was made for something else. Flux labels
// each object with its version.
func checkNamespace(namespace *yaml.RNode, file string, opts Options) error {
	if got := namespace.GetName(); got != opts.Namespace {
		return fmt.Errorf("read the manifests of Flux: %s installs into namespace %s, want %s", file, got, opts.Namespace)
	}
	if got := namespace.GetLabels()["app.kubernetes.io/version"]; !satisfies(got, opts.Version) {
		return fmt.Errorf("read the manifests of Flux: %s installs %s, want %s", file, got, opts.Version)
	}
	return nil
}

// split returns the documents of a file. A marker stands alone on its line, and
// no text of a document can hold one there.
func split(manifests string) []string {
	return strings.Split(strings.TrimSuffix(manifests, "\n")+"\n", "\n---\n")
}
