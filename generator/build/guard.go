package build

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// FileError is a build that was refused because of one file.
type FileError struct {
	File string
	Line int // from one; zero when the whole file is meant
	Err  error
}

// Error names the file and the reason.
func (e *FileError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.File, e.Err)
}

// Unwrap returns the reason.
func (e *FileError) Unwrap() error { return e.Err }

// kustomization is the part of kustomize's format that is rendered. Its other
// fields read files and addresses, or run programs.
type kustomization struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Resources  []string `json:"resources"`
	Labels     []any    `json:"labels"`
	Patches    []struct {
		Target  map[string]any `json:"target"`
		Patch   string         `json:"patch"`
		Options map[string]any `json:"options"`
	} `json:"patches"`
}

// guard refuses a folder that must not reach kustomize, which fetches addresses
// with HTTP and git, and on an alias of itself overflows the stack, which no
// caller can recover from. A pull request may hold anything.
func (d *disk) guard(dir string) error {
	if err, known := d.guarded[dir]; known {
		return err
	}
	d.guarded[dir] = nil // ends a circle, which kustomize itself reports
	err := d.inspect(dir)
	d.guarded[dir] = err
	return err
}

func (d *disk) inspect(dir string) error {
	for _, p := range d.below(dir) {
		if err := refuseAliases(p, data(d.files, p)); err != nil {
			return err
		}
	}
	file := path.Join(dir, kustomizationFile)
	if _, ok := d.files.Get(file); !ok {
		return nil
	}
	var k kustomization
	if err := yaml.UnmarshalStrict(data(d.files, file), &k); err != nil {
		return fileError(file, err)
	}
	for _, r := range k.Resources {
		err := d.guardResource(dir, r)
		var inner *FileError
		switch {
		case err == nil:
		case errors.As(err, &inner):
			return err
		default:
			return &FileError{File: file, Line: lineOf(data(d.files, file), r), Err: err}
		}
	}
	return nil
}

// guardResource follows one resource of dir's kustomization. Whatever holds a
// colon may be an address, and so may a folder that does not begin with "../".
func (d *disk) guardResource(dir, resource string) error {
	p := path.Join(dir, resource)
	file, isFile := d.files.Get(p)
	switch {
	case strings.Contains(resource, ":"):
		return fmt.Errorf("resource %q is no path inside the repository", resource)
	case isFile:
		return refuseAliases(p, file.Data)
	case strings.HasPrefix(resource, "../") && d.has(p):
		return d.guard(p)
	}
	return fmt.Errorf("resource %q does not exist", resource)
}

// refuseAliases reports the first anchor that is used again. Nothing that is
// rendered has one.
func refuseAliases(file string, text []byte) error {
	if !marked(text, '&') || !marked(text, '*') {
		return nil // as good as always, without parsing
	}
	dec := yamlv3.NewDecoder(bytes.NewReader(text))
	for {
		var doc yamlv3.Node
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fileError(file, err)
		}
		if line := aliasLine(&doc); line > 0 {
			return &FileError{File: file, Line: line, Err: errors.New("a YAML alias is not allowed in a rendered file")}
		}
	}
}

// marked reports whether text may hold an anchor or an alias: the mark where a
// value can begin, and a letter of a name behind it.
func marked(text []byte, mark byte) bool {
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], mark)
		if i < 0 {
			return false
		}
		at := from + i
		starts := at == 0 || bytes.IndexByte([]byte(" \t\r\n[{,:-?"), text[at-1]) >= 0
		if starts && at+1 < len(text) && bytes.IndexByte([]byte(" \t\r\n*&"), text[at+1]) < 0 {
			return true
		}
		from = at + 1
	}
}

// aliasLine returns the line of the first alias below a node, or zero.
func aliasLine(n *yamlv3.Node) int {
	if n.Kind == yamlv3.AliasNode {
		return n.Line
	}
	for _, c := range n.Content {
		if line := aliasLine(c); line > 0 {
			return line
		}
	}
	return 0
}

// lineOf returns the first line that holds word, from one, or zero.
func lineOf(text []byte, word string) int {
	before, _, found := bytes.Cut(text, []byte(word))
	if !found {
		return 0
	}
	return bytes.Count(before, []byte("\n")) + 1
}

// fileError places what a YAML reader said. The libraries give the line in their
// text only.
func fileError(file string, err error) error {
	text := strings.Join(strings.Fields(err.Error()), " ")
	text = strings.TrimPrefix(text, "error unmarshaling JSON: while decoding JSON: json: ")
	text = strings.TrimPrefix(text, "error converting YAML to JSON: ")
	e := &FileError{File: file}
	if _, scanErr := fmt.Sscanf(text, "yaml: line %d:", &e.Line); scanErr == nil {
		_, text, _ = strings.Cut(strings.TrimPrefix(text, "yaml: "), ": ")
	}
	e.Err = errors.New(text)
	return e
}
