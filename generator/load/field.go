package load

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// field is what the tags of a struct field say about its value in a file.
type field struct {
	name     string
	index    []int
	required bool
	enum     []string
	atLeast  int // items or properties
	atMost   int // items; zero: no bound
	minimum  int64
	maximum  int64 // zero: no bound
}

// fieldTable holds the fields of every struct type of the format by their name
// in a file. It is made once for all files and only read afterwards.
type fieldTable map[reflect.Type]map[string]field

func tableOf(types ...reflect.Type) fieldTable {
	t := fieldTable{}
	for _, typ := range types {
		t.add(typ)
	}
	return t
}

func (t fieldTable) add(typ reflect.Type) {
	for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if _, done := t[typ]; done || typ.Kind() != reflect.Struct {
		return
	}
	fields := make(map[string]field, typ.NumField())
	t[typ] = fields
	for _, sf := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if sf.Anonymous || name == "" {
			continue
		}
		f := field{name: name, index: sf.Index}
		for rule := range strings.SplitSeq(sf.Tag.Get("jsonschema"), ",") {
			f.apply(rule)
		}
		fields[name] = f
		t.add(sf.Type)
	}
}

func (f *field) apply(rule string) {
	key, value, _ := strings.Cut(rule, "=")
	number, _ := strconv.ParseInt(value, 10, 64)
	switch key {
	case "required":
		f.required = true
	case "enum":
		f.enum = append(f.enum, value)
	case "minItems", "minProperties":
		f.atLeast = int(number)
	case "maxItems":
		f.atMost = int(number)
	case "minimum":
		f.minimum = number
	case "maximum":
		f.maximum = number
	}
}

func sortedNames(fields map[string]field) []string {
	return slices.Sorted(maps.Keys(fields))
}
