package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
)

// Doc is one file's value, and where each part of it stands.
type Doc[T any] struct {
	File  string
	Value T
	root  *yaml.Node
}

// At returns the place of a value: field names and list indices from the top
// of the file. A part that the file leaves out is at the nearest place above it
// that it does write.
func (d *Doc[T]) At(steps ...string) diag.Pos {
	n := d.root
	for _, step := range steps {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return diag.Pos{File: d.File, Line: n.Line, Col: n.Column}
}

// child returns a field or an item, or nil if there is none.
func child(n *yaml.Node, step string) *yaml.Node {
	if n == nil {
		return nil
	}
	switch n = resolve(n); n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := resolve(n.Content[i]); key.Kind == yaml.ScalarNode && key.Value == step {
				return n.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
	}
	return nil
}

// parse reads one file strictly. The doc is nil when there are findings.
func parse[T any](in input, kind string, fields fieldTable) (*Doc[T], diag.List) {
	root, found := document(in)
	if len(found) > 0 {
		return nil, found
	}
	if found = checkHeader(in.path, root, kind); len(found) > 0 {
		return nil, found
	}
	doc := &Doc[T]{File: in.path, root: root}
	d := decoder{file: in.path, fields: fields}
	d.decode(root, reflect.ValueOf(&doc.Value).Elem())
	d.found = append(d.found, checkName(in.path, root)...)
	if len(d.found) > 0 {
		return nil, d.found
	}
	return doc, nil
}

// maxMessage is how much of the parser's own message is repeated, in bytes: it may
// hold a name from the file.
const maxMessage = 200

var syntaxLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// document parses the text and insists on exactly one mapping.
func document(in input) (*yaml.Node, diag.List) {
	dec := yaml.NewDecoder(bytes.NewReader(in.data))
	empty := diag.Finding{
		Pos: diag.Pos{File: in.path}, Code: "empty-file", Message: "the file is empty",
		Fix: `write what it describes, or remove the file; "tenantry tenant add" writes a tenant's file`,
	}
	var doc, second yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, diag.List{empty}
	} else if err != nil {
		return nil, diag.List{syntax(in, err)}
	}
	if err := dec.Decode(&second); err == nil {
		return nil, diag.List{{
			Pos:  diag.Pos{File: in.path, Line: second.Line, Col: second.Column},
			Code: "several-documents", Message: "the file holds more than one document",
			Fix: "put each tenant or cluster into a file of its own",
		}}
	} else if !errors.Is(err, io.EOF) {
		return nil, diag.List{syntax(in, err)}
	}
	switch root := doc.Content[0]; {
	case root.Kind == yaml.MappingNode:
		return root, nil
	case root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null":
		return nil, diag.List{empty}
	default:
		return nil, diag.List{wrongType(in.path, root, "fields")}
	}
}

// syntax reports text that is no YAML.
func syntax(in input, err error) diag.Finding {
	pos, message := diag.Pos{File: in.path}, err.Error()
	lines := slices.Collect(bytes.Lines(in.data))
	if m := syntaxLine.FindStringSubmatch(message); m != nil {
		message = m[2]
		if line, convErr := strconv.Atoi(m[1]); convErr == nil {
			pos.Line, pos.Col = min(line, len(lines)), 1
		}
	}
	if len(lines) <= maxSearched && len(in.data) <= maxSearched<<8 {
		pos.Line, pos.Col = wrongLine(lines), 1
	}
	if len(message) > maxMessage {
		message = strings.ToValidUTF8(message[:maxMessage], "") + "…"
	}
	return diag.Finding{
		Pos: pos, Code: "yaml-syntax", Message: "not valid YAML: " + message,
		Fix: "look for a missing colon, quote or bracket, or for a tab in the indentation, on this line or just above",
	}
}

// maxSearched is up to how many lines, of 256 bytes on average, a mistake is
// searched for.
const maxSearched = 200

// wrongLine returns the line, counted from one, after the longest beginning that is
// YAML. The parser itself names where it was, which may be the first line of
// everything that stands around the mistake.
func wrongLine(lines [][]byte) int {
	for n := len(lines) - 1; n > 0; n-- {
		dec := yaml.NewDecoder(bytes.NewReader(bytes.Join(lines[:n], nil)))
		var err error
		for err == nil {
			err = dec.Decode(&yaml.Node{})
		}
		if errors.Is(err, io.EOF) {
			return n + 1
		}
	}
	return 1
}

// checkHeader looks at what the file says it is. In a file of another kind every
// field would be unknown, and the findings would hide the one mistake.
func checkHeader(file string, root *yaml.Node, kind string) diag.List {
	var found diag.List
	for _, want := range [][2]string{{"apiVersion", v1alpha1.APIVersion}, {"kind", kind}} {
		n, at := child(root, want[0]), root
		message := "the file does not say its " + want[0]
		if n != nil {
			if resolve(n).Kind == yaml.ScalarNode && resolve(n).Value == want[1] {
				continue
			}
			at = n
			message = fmt.Sprintf("%s is %s, and a file in this place has %q", want[0], Quote(resolve(n).Value), want[1])
		}
		found = append(found, diag.Finding{
			Pos: diag.Pos{File: file, Line: at.Line, Col: at.Column}, Code: "wrong-kind",
			Message: message, Fix: fmt.Sprintf("write %q", want[0]+": "+want[1]),
		})
	}
	return found
}

// checkName holds the file's name against the name inside. The fleet's file is
// always called fleet.yaml, whatever the fleet is called.
func checkName(file string, root *yaml.Node) diag.List {
	n := child(child(root, "metadata"), "name")
	if n == nil || file == layout.Fleet {
		return nil
	}
	want, got := strings.TrimSuffix(path.Base(file), ".yaml"), resolve(n)
	if got.Kind != yaml.ScalarNode || got.ShortTag() != "!!str" || got.Value == want {
		return nil
	}
	return diag.List{{
		Pos: diag.Pos{File: file, Line: n.Line, Col: n.Column}, Code: "name-differs",
		Message: fmt.Sprintf("metadata.name is %s, and the file is called %s", Quote(got.Value), Quote(path.Base(file))),
		Fix:     fmt.Sprintf("write %q, or rename the file to %s", want, Quote(got.Value+".yaml")),
	}}
}
