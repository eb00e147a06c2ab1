package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"runtime"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/tree"
)

// Prove parses printed files again and holds them against the plan: exactly the
// objects that were decided, in that order, no key twice, and none of YAML's
// directives, tags, anchors, aliases and merge keys. A difference is a bug of a
// template, whatever a person wrote, and gives an error; of several, the first in
// the order of paths.
func Prove(t *tree.Tree, paths []string) error {
	errs := make([]error, len(paths))
	workers := min(runtime.GOMAXPROCS(0), len(paths))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(paths); i += workers {
				if f, ok := t.Get(paths[i]); ok && !f.Verbatim && yamlOrJSON(paths[i]) {
					errs[i] = prove(f)
				}
			}
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			f, _ := t.Get(paths[i])
			return fmt.Errorf("prove %s (from %s): %w", paths[i], f.Origin, err)
		}
	}
	return nil
}

// yamlOrJSON tells what is parsed as YAML from Bicep, lists and scripts.
func yamlOrJSON(p string) bool {
	switch path.Ext(p) {
	case ".bicep", ".txt", "":
		return false
	}
	return true
}

func prove(f tree.File) error {
	// Only a line feed ends a printed line; YAML 1.1 knows others, behind which
	// another document or directive could hide from a reader of the text.
	if bytes.ContainsAny(f.Data, "\r\u0085\u2028\u2029") {
		return errors.New("it contains a line break that is no line feed")
	}
	if bytes.HasPrefix(f.Data, []byte("%")) || bytes.Contains(f.Data, []byte("\n%")) {
		return errors.New("a line begins with a YAML directive")
	}
	got, err := documents(f.Data)
	if err != nil {
		return err
	}
	if f.Objects == nil {
		if len(got) != 1 {
			return fmt.Errorf("it holds %d documents, and one was planned", len(got))
		}
		return nil
	}
	if !slices.Equal(got, f.Objects) {
		return fmt.Errorf("it holds %v, and %v were planned", got, f.Objects)
	}
	return nil
}

// documents parses a file and returns what each document in it says it is.
func documents(data []byte) ([]tree.Object, error) {
	var got []tree.Object
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for n := 1; ; n++ {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", n, err)
		}
		root := doc.Content[0]
		if root.Kind != yaml.MappingNode {
			return nil, fmt.Errorf("document %d: line %d holds no fields", n, root.Line)
		}
		if err := plain(root); err != nil {
			return nil, fmt.Errorf("document %d: %w", n, err)
		}
		got = append(got, identity(root))
	}
}

// plain refuses what no template prints.
func plain(n *yaml.Node) error {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return fmt.Errorf("line %d has an anchor or alias", n.Line)
	}
	if n.Style&yaml.TaggedStyle != 0 {
		return fmt.Errorf("line %d has a tag", n.Line)
	}
	if n.Kind == yaml.MappingNode {
		if err := distinctKeys(n); err != nil {
			return err
		}
	}
	for _, c := range n.Content {
		if err := plain(c); err != nil {
			return err
		}
	}
	return nil
}

func distinctKeys(n *yaml.Node) error {
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str":
			return fmt.Errorf("line %d has a key that is no text", key.Line)
		case seen[key.Value]:
			return fmt.Errorf("line %d repeats the key %q", key.Line, key.Value)
		}
		seen[key.Value] = true
	}
	return nil
}

func identity(n *yaml.Node) tree.Object {
	meta := value(n, "metadata")
	return tree.Object{
		APIVersion: text(n, "apiVersion"), Kind: text(n, "kind"),
		Namespace: text(meta, "namespace"), Name: text(meta, "name"),
	}
}

func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// text returns a field that is a string. A name that reads as a number is none:
// the API server would refuse it.
func text(n *yaml.Node, key string) string {
	if v := value(n, key); v != nil && v.Kind == yaml.ScalarNode && v.ShortTag() == "!!str" {
		return v.Value
	}
	return ""
}
