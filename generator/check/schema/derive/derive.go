// Package derive makes the JSON schemas that package schema embeds, from what their authors published.
//
// Three kinds of source become one form, draft-04 schemas in the layout that
// kubeconform reads (group/kind_version.json, core kinds in the folder v1):
//
//   - Kubernetes' OpenAPI document, with the enumerations that it leaves out
//     taken from the Go code that the API server makes its document from;
//   - CustomResourceDefinitions of Flux, Gateway API and cert-manager;
//   - ready schemas of kinds whose CRDs no Go module holds, kept in catalog/.
//
// Descriptions and defaults are dropped, since a proof reads neither, and
// objects are closed: a field that nobody declared is a mistake.
package derive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"

	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
)

// definitionsFile is the file that schemas of core kinds share: every type below
// them, once.
const definitionsFile = "_definitions.json"

// Sources are the files that schemas are made from, each as its module has it.
type Sources struct {
	Kubernetes fs.FS   // k8s.io/kubernetes
	CRDs       []fs.FS // modules with CustomResourceDefinitions, in any order
	Catalog    fs.FS   // ready schemas, laid out like the result
}

// Files returns every schema file by its slash-separated path.
func Files(src Sources) (map[string][]byte, error) {
	all, err := core(src.Kubernetes)
	if err != nil {
		return nil, err
	}
	custom, err := customResources(src.CRDs)
	if err != nil {
		return nil, err
	}
	ready, err := catalog(src.Catalog)
	if err != nil {
		return nil, err
	}
	for _, more := range []map[string]node{custom, ready} {
		for name := range more {
			if _, twice := all[name]; twice {
				return nil, fmt.Errorf("derive %s: made from two sources", name)
			}
		}
		maps.Copy(all, more)
	}
	files := make(map[string][]byte, len(all))
	for name, schema := range all {
		data, err := encode(schema)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", name, err)
		}
		files[name] = data
	}
	return files, nil
}

// kindFile names the file of a kind, as kubeconform looks for it.
func kindFile(gvk runtimeschema.GroupVersionKind) string {
	folder := gvk.Group
	if folder == "" {
		folder = gvk.Version
	}
	return path.Join(folder, strings.ToLower(gvk.Kind)+"_"+gvk.Version+".json")
}

// node is a JSON object.
type node = map[string]any

// encode prints one key a line, so that a new version is a readable diff.
func encode(schema node) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(schema); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// decodeFile reads a JSON document.
func decodeFile(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("decode %s: %w", name, err)
	}
	return nil
}
