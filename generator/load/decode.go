package load

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
)

// maxNodes bounds what one file may expand to through aliases: keys and values
// together.
const maxNodes = 20_000

// decoder fills a value from YAML nodes and collects every mismatch.
type decoder struct {
	file   string
	fields fieldTable
	found  diag.List
	nodes  int
	// Values of any shape may hold fractions; Bicep knows none, charts do.
	fractions bool
}

func (d *decoder) decode(n *yaml.Node, v reflect.Value) {
	if !d.spend(n) {
		return
	}
	n = resolve(n)
	switch v.Kind() {
	case reflect.Struct:
		d.decodeStruct(n, v)
	case reflect.Map:
		d.decodeMap(n, v)
	case reflect.Slice:
		d.decodeSlice(n, v)
	case reflect.Interface:
		d.decodeAny(n, v)
	default:
		d.decodeScalar(n, v)
	}
}

// resolve returns what an alias stands for. An alias never stands for another.
func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// spend counts one key or value, and reports whether the file is still within
// its bound.
func (d *decoder) spend(n *yaml.Node) bool {
	d.nodes++
	if d.nodes == maxNodes+1 {
		d.add(n, "too-large", fmt.Sprintf("the file expands to more than %d keys and values", maxNodes),
			"write values out instead of repeating them through aliases")
	}
	return d.nodes <= maxNodes
}

func (d *decoder) add(n *yaml.Node, code diag.Code, message, fix string) {
	d.found = append(d.found, diag.Finding{
		Pos: diag.Pos{File: d.file, Line: n.Line, Col: n.Column}, Code: code, Message: message, Fix: fix,
	})
}

func (d *decoder) decodeStruct(n *yaml.Node, v reflect.Value) {
	if gw, ok := reflect.TypeAssert[*v1alpha1.Gateway](v.Addr()); ok && n.Kind == yaml.ScalarNode {
		d.decodeScalar(n, reflect.ValueOf(&gw.Name).Elem()) // a gateway may be written as its name alone
		return
	}
	if n.Kind != yaml.MappingNode {
		d.found = append(d.found, wrongType(d.file, n, "fields"))
		return
	}
	fields := d.fields[v.Type()]
	written := d.eachKey(n, func(key, value *yaml.Node) {
		f, known := fields[key.Value]
		if !known {
			d.unknownField(key, fields)
			return
		}
		d.decodeField(f, value, v.FieldByIndex(f.index))
	})
	for _, name := range sortedNames(fields) {
		if fields[name].required && written[name] == nil && d.nodes <= maxNodes {
			d.add(n, "missing-field", fmt.Sprintf("%q is missing", name), fmt.Sprintf("add %q", name+":"))
		}
	}
}

// decodeField decodes a field's value and holds it against the field's rules.
func (d *decoder) decodeField(f field, value *yaml.Node, v reflect.Value) {
	before := len(d.found)
	d.decode(value, v)
	if len(d.found) > before {
		return
	}
	if len(f.enum) > 0 && !slices.Contains(f.enum, resolve(value).Value) {
		d.unknownWord(value, f)
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		d.checkLength(f, value, v.Len())
	case reflect.Int:
		d.checkRange(f, value, v.Int())
	}
}

func (d *decoder) checkLength(f field, value *yaml.Node, n int) {
	switch {
	case n < f.atLeast:
		d.add(value, "empty-list", fmt.Sprintf("%s needs at least %d", f.name, f.atLeast), "write one, or more")
	case f.atMost > 0 && n > f.atMost:
		d.add(value, "too-many", fmt.Sprintf("%s lists %d, and at most %d fit", f.name, n, f.atMost),
			fmt.Sprintf("keep %d of them", f.atMost))
	}
}

func (d *decoder) checkRange(f field, value *yaml.Node, n int64) {
	switch {
	case f.maximum > 0 && (n < f.minimum || n > f.maximum):
		d.add(value, "out-of-range", fmt.Sprintf("%s is %d", f.name, n),
			fmt.Sprintf("write a number from %d to %d", f.minimum, f.maximum))
	case n < f.minimum:
		d.add(value, "out-of-range", fmt.Sprintf("%s is %d", f.name, n), fmt.Sprintf("write %d or more", f.minimum))
	case n > math.MaxInt32: // what Kubernetes keeps such numbers in
		d.add(value, "out-of-range", fmt.Sprintf("%s is %d", f.name, n), fmt.Sprintf("write at most %d", math.MaxInt32))
	}
}

// eachKey calls do for every key of a mapping, reports keys that are written
// twice or are no names, and returns the keys.
func (d *decoder) eachKey(n *yaml.Node, do func(key, value *yaml.Node)) map[string]*yaml.Node {
	written := make(map[string]*yaml.Node)
	for i := 0; i+1 < len(n.Content) && d.spend(n.Content[i]); i += 2 {
		key := resolve(n.Content[i])
		if key.Kind != yaml.ScalarNode {
			d.found = append(d.found, wrongType(d.file, key, "a name"))
			continue
		}
		if first := written[key.Value]; first != nil {
			d.found = append(d.found, diag.Finding{
				Pos: diag.Pos{File: d.file, Line: n.Content[i].Line, Col: n.Content[i].Column}, Code: "duplicate-key",
				Message: fmt.Sprintf("%s is written twice", Quote(key.Value)), Fix: "keep one of the two",
				Seen: []diag.Pos{{File: d.file, Line: first.Line, Col: first.Column}},
			})
		} else {
			written[key.Value] = n.Content[i]
		}
		do(key, n.Content[i+1])
	}
	return written
}

func (d *decoder) decodeMap(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.found = append(d.found, wrongType(d.file, n, "fields"))
		return
	}
	if v.Type() == reflect.TypeFor[v1alpha1.Values]() {
		d.fractions = true
		defer func() { d.fractions = false }()
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.eachKey(n, func(key, value *yaml.Node) {
		elem := reflect.New(v.Type().Elem()).Elem()
		d.decode(value, elem)
		v.SetMapIndex(reflect.ValueOf(key.Value), elem)
	})
}

func (d *decoder) decodeSlice(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.found = append(d.found, wrongType(d.file, n, "a list"))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.decode(item, v.Index(i))
	}
}

func (d *decoder) decodeScalar(n *yaml.Node, v reflect.Value) {
	tag := n.ShortTag()
	_, quantity := reflect.TypeAssert[v1alpha1.Quantity](v)
	switch {
	case n.Kind != yaml.ScalarNode:
		d.found = append(d.found, wrongType(d.file, n, kindWord(v.Kind())))
	case v.Kind() == reflect.String && (tag == "!!str" || quantity && (tag == "!!int" || tag == "!!float")):
		v.SetString(n.Value)
	case v.Kind() == reflect.String && slices.Contains([]string{"!!int", "!!float", "!!bool", "!!timestamp"}, tag):
		d.add(n, "wrong-type", fmt.Sprintf("want text, and %s is read as something else", Quote(n.Value)),
			"put it in quotes: "+Quote(n.Value))
	case v.Kind() == reflect.Int && tag == "!!int":
		d.decodeInt(n, v)
	default:
		d.found = append(d.found, wrongType(d.file, n, kindWord(v.Kind())))
	}
}

// decodeInt takes plain decimal digits alone: readers of YAML disagree about what
// 010, 0x10 and 1_0 are.
func (d *decoder) decodeInt(n *yaml.Node, v reflect.Value) {
	i, err := strconv.ParseInt(n.Value, 10, 64)
	if err == nil && strconv.FormatInt(i, 10) == n.Value {
		v.SetInt(i)
		return
	}
	fix := "write it in plain decimal digits"
	if plain, ok := decimal(n.Value); ok {
		fix = "write " + plain
	}
	d.add(n, "wrong-type", fmt.Sprintf("%s is not a whole number in plain decimal digits", Quote(n.Value)), fix)
}

// decimal writes a number out that every reader takes for the same one: 0x10 is
// 16, and 010 is either 8 or 10.
func decimal(s string) (string, bool) {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "+"), "_", "")
	digits := strings.TrimPrefix(s, "-")
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		return "", false
	}
	i, err := strconv.ParseInt(s, 0, 64)
	return strconv.FormatInt(i, 10), err == nil
}

func (d *decoder) unknownField(key *yaml.Node, fields map[string]field) {
	names := sortedNames(fields)
	fix := "the fields here are " + strings.Join(names, ", ")
	if near := nearest(key.Value, names); near != "" {
		fix = fmt.Sprintf("write %q", near)
	}
	if key.ShortTag() == "!!merge" {
		fix = "write the fields out; YAML's merge key is not read"
	}
	d.add(key, "unknown-field", fmt.Sprintf("no field is called %s", Quote(key.Value)), fix)
}

func (d *decoder) unknownWord(value *yaml.Node, f field) {
	word := resolve(value).Value
	fix := "write one of " + strings.Join(f.enum, ", ")
	if near := nearest(word, f.enum); near != "" {
		fix = fmt.Sprintf("write %q", near)
	}
	d.add(value, "unknown-value", fmt.Sprintf("%s cannot be %s", f.name, Quote(word)), fix)
}

// nearest looks for the word that was meant, in vain if the written one is long.
func nearest(word string, candidates []string) string {
	if len(word) > maxQuoted {
		return ""
	}
	return diag.Nearest(word, candidates)
}

func wrongType(file string, n *yaml.Node, want string) diag.Finding {
	got := map[yaml.Kind]string{yaml.MappingNode: "fields", yaml.SequenceNode: "a list"}[n.Kind]
	if got == "" {
		got = Quote(n.Value)
	}
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		got = "nothing"
	}
	return diag.Finding{
		Pos: diag.Pos{File: file, Line: n.Line, Col: n.Column}, Code: "wrong-type",
		Message: fmt.Sprintf("want %s, and here is %s", want, got),
		Fix:     "write " + want,
	}
}

func kindWord(k reflect.Kind) string {
	if k == reflect.Int {
		return "a whole number"
	}
	return "text"
}
