package build

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"

	yamlv3 "go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/tree"
)

// Document is one object as a file holds it, before kustomize.
type Document struct {
	Object tree.Object
	File   string
	Line   int // of its first key, from one
}

// Where returns the document that an object of a unit comes from. It is false
// for an object that no file of the unit holds.
func (b *Builder) Where(u *Unit, o tree.Object) (Document, bool) {
	for _, p := range b.Inputs(u.Path) {
		docs, _ := b.documents(p) // a file that cannot be read is the build's to report
		for _, d := range docs {
			sameNamespace := d.Object.Namespace == o.Namespace || d.Object.Namespace == ""
			if d.Object.Kind == o.Kind && d.Object.Name == o.Name && sameNamespace {
				return d, true
			}
		}
	}
	return Document{}, false
}

// documents lists the objects of one file; what was read before an error is
// returned with it.
func (b *Builder) documents(file string) ([]Document, error) {
	if docs, ok := b.read[file]; ok {
		return docs, nil
	}
	var docs []Document
	dec := yamlv3.NewDecoder(bytes.NewReader(data(b.files, file)))
	for {
		var doc yamlv3.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			b.read[file] = docs
			return docs, nil
		}
		if err != nil {
			return docs, fileError(file, err)
		}
		if len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" {
			continue // comments alone
		}
		root := doc.Content[0]
		d := Document{Object: identity(root), File: file, Line: root.Line}
		if d.Object.Kind == "" || d.Object.Name == "" {
			return docs, &FileError{File: file, Line: root.Line, Err: errors.New("an object has no kind or no metadata.name")}
		}
		docs = append(docs, d)
	}
}

// Decode reads the objects of one file as they stand, without kustomize. An error
// is a [FileError].
func Decode(file string, text []byte) ([]Object, error) {
	var out []Object
	dec := yamlv3.NewDecoder(bytes.NewReader(text))
	for {
		var doc yamlv3.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fileError(file, err)
		}
		if len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" {
			continue // comments alone
		}
		o := Object{Object: identity(doc.Content[0])}
		if err := doc.Decode(&o.Value); err != nil {
			return nil, fileError(file, err)
		}
		out = append(out, o)
	}
}

// blame finds the file that made kustomize refuse a folder, where that can be
// told: one that is no YAML, that holds something else than objects, or that
// repeats an object.
func (b *Builder) blame(dir string, refused error) error {
	first := map[tree.Object]Document{}
	for _, p := range b.Inputs(dir) {
		if path.Base(p) == kustomizationFile {
			continue // has no name, and was read before
		}
		docs, err := b.documents(p)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if prev, taken := first[d.Object]; taken {
				return &FileError{
					File: p, Line: d.Line,
					Err: fmt.Errorf("%s stands in %s:%d already", d.Object, prev.File, prev.Line),
				}
			}
			first[d.Object] = d
		}
	}
	return refused
}

func identity(n *yamlv3.Node) tree.Object {
	meta := child(n, "metadata")
	return tree.Object{
		APIVersion: scalar(child(n, "apiVersion")), Kind: scalar(child(n, "kind")),
		Namespace: scalar(child(meta, "namespace")), Name: scalar(child(meta, "name")),
	}
}

func child(n *yamlv3.Node, key string) *yamlv3.Node {
	if n == nil || n.Kind != yamlv3.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func scalar(n *yamlv3.Node) string {
	if n == nil || n.Kind != yamlv3.ScalarNode {
		return ""
	}
	return n.Value
}
